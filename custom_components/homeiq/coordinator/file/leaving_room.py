"""What a long piece of work leaves behind in memory, given back once it is over."""

from __future__ import annotations

from ...const import LOGGER
from ...memory import give_back
from ...store.file.database import Database
from ...store.file.errors import DatabaseUnusableError
from ...store.file.kept_pages import give_back_pages
from ..background import Background


async def async_leave_room(database: Database, background: Background) -> None:
    """Give back the pages of the file that are kept, and what is free; where that fails nothing else does."""
    try:
        await give_back_pages(database)
    except DatabaseUnusableError:
        LOGGER.debug("The database keeps its pages, as it can't be used")
    if not background.is_ended:
        could = await background.async_in_thread(give_back)
        LOGGER.debug("Free memory %s", "was given back" if could else "stays with the process")
