"""The database's upkeep: every few minutes what is finished is sealed, and what is too old goes."""

from datetime import datetime

from homeassistant.core import callback

from .background import Background
from .mirror import Mirror
from .tables import Tables


class Upkeep:
    """Keeps the database small, in the background."""

    def __init__(self, tables: Tables, background: Background, mirror: Mirror | None) -> None:
        """Keep this database; what an archive doesn't have yet stays."""
        self._mirror = mirror
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
            until = await self._mirror.async_forgettable(now) if self._mirror else now
            await self._tables.keeper.run(now, forget_until=until)
        finally:
            self._is_running = False
