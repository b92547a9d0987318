"""Questions to the history, answered in a worker thread."""

from collections.abc import Callable
import time

from homeassistant.core import HomeAssistant

from ..capture.registries import read_home
from ..model.event import EventColumns
from ..model.home import Home
from ..past.pauses import without_paused
from ..settings import Settings
from ..suggest.elsewhere import without_elsewhere
from .mirror import Mirror
from .tables import Tables

DAY = 86400.0  # seconds


class Hindsight:
    """The home's history, as far back as each analysis looks, without paused days and what is done elsewhere."""

    def __init__(self, hass: HomeAssistant, settings: Settings, tables: Tables, mirror: Mirror | None) -> None:
        """Look into this database, and into the archive where there is one."""
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._mirror = mirror

    async def async_ask[T](self, question: Callable[[EventColumns, Home], T]) -> T:
        """Answer a question.

        Args:
            question: takes the history and the home; it is called in a worker thread.

        Raises:
            DatabaseUnusableError: the history can't be read.
        """
        now = time.time()
        since = now - self._settings.learning.history_days * DAY
        await self._tables.writer.flush()
        older = await self._mirror.async_older(since) if self._mirror else None
        pauses = await self._tables.pauses.all()
        decisions = await self._tables.findings.decisions()

        def answer(home: Home) -> T:
            history = self._tables.events.read(self._tables.database.path, since, now)
            history = EventColumns.joined([older, history]) if older else history
            history = without_paused(history, pauses, home.time_zone)
            return question(without_elsewhere(history, home, decisions.values()), home)

        return await self._hass.async_add_executor_job(answer, read_home(self._hass))
