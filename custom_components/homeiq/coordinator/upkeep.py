"""The database's upkeep: every few minutes what is finished is sealed, and what is too old goes."""

from datetime import datetime

from homeassistant.core import callback

from .background import Background
from .tables import Tables


class Upkeep:
    """Keeps the database small, in the background."""

    def __init__(self, tables: Tables, background: Background) -> None:
        """Keep this database."""
        self._tables = tables
        self._background = background
        self._is_running = False

    @callback
    def async_begin(self, now: datetime) -> None:
        """Do all there is to do, unless that is under way."""
        if not self._is_running:
            self._is_running = True
            self._background.async_spawn(self._async_keep(now.timestamp()), "upkeep")

    async def _async_keep(self, now: float) -> None:
        try:
            await self._tables.keeper.run(now)
        finally:
            self._is_running = False
