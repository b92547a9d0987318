"""What has left the house, kept in the database: written a few seconds after it left, and before anybody asks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ...const import LOGGER
from ...correlation import apart
from ...store.file.errors import DatabaseError
from ...store.sent_log import SentLog
from ...went_out import WENT_OUT
from ..background import Background
from ..file.tables import Tables
from ..subscription import Subscription

SECONDS = 5.0  # until it is written


class Ledger:
    """Takes what has left, and keeps it.

    Attributes:
        log: what was kept.
    """

    def __init__(self, hass: HomeAssistant, tables: Tables, background: Background) -> None:
        """Keep it in this database; nothing is heard yet."""
        self.log = SentLog(tables.database)
        self._hass = hass
        self._background = background
        self._writing = asyncio.Lock()
        self._timer, self._hearing = Subscription(), Subscription()

    @callback
    def async_start(self) -> None:
        """Hear of what leaves; what has left since the last stop is kept as well."""
        self._hearing.async_set(WENT_OUT.hear(self._async_heard))
        self._async_heard()

    async def async_stop(self) -> None:
        """Keep what is left, and hear of nothing more. Stopping twice does no harm."""
        self._hearing.async_end()
        self._timer.async_end()
        try:
            await self.async_save()
        except DatabaseError as err:
            LOGGER.debug("What has left the house is kept at the next start: %s", err)

    async def async_save(self) -> None:
        """Keep what has left so far.

        Raises:
            DatabaseError: it can't be written; it is tried again.
        """
        async with self._writing:
            sent = WENT_OUT.take()
            if not sent:
                return
            zone = dt_util.get_default_time_zone()

            def day_of(at: float) -> str:
                return datetime.fromtimestamp(at, UTC).astimezone(zone).date().isoformat()

            try:
                await self.log.note(sent, day_of)
            except DatabaseError:
                # Nothing of it was written. Who is cut off while it is written needn't care: that goes on to its end.
                WENT_OUT.give_back(sent)
                raise

    @callback
    def _async_heard(self) -> None:
        if not self._timer.is_on:
            with apart():
                self._timer.async_set(async_call_later(self._hass, SECONDS, self._async_due))

    @callback
    def _async_due(self, _now: datetime) -> None:
        self._timer.async_end()
        self._background.async_keep(self.async_save, "what left the house")
