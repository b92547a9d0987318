"""Looks every few minutes whether another HomeIQ writes under the name of this home, and tells."""

import time

from homeassistant.core import callback

from ...const import LOGGER
from ...store.influx.client import InfluxClient
from ...store.influx.errors import InfluxError
from ...store.influx.namesakes import EVERY, Namesakes
from ...went_out import WENT_OUT, Way
from ..background import Background
from .notices import SHARED, InfluxNotices

_SETTLED = 20.0  # before the first mark is left, seconds: what waits since before goes first


class NamesakeWatch:
    """Looks for others in the background."""

    def __init__(self, client: InfluxClient, background: Background, notices: InfluxNotices) -> None:
        """Look for nobody yet."""
        self._target = client.target
        self._namesakes = Namesakes(client)
        self._background = background
        self._notices = notices
        self._next = time.monotonic() + _SETTLED

    @callback
    def async_begin(self) -> None:
        """Look, where the last look was some minutes ago."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            self._background.async_spawn(self.async_look(), "InfluxDB namesakes")

    async def async_look(self) -> None:
        """Look now."""
        try:
            is_shared = await self._namesakes.look()
        except InfluxError as err:
            # That nothing is taken is told by who sends; a keeper of numbers can't be asked at all.
            LOGGER.debug("Nobody knows whether another HomeIQ writes to InfluxDB: %s", err)
            return
        WENT_OUT.note(Way.INFLUXDB, self._target.address, 1)
        if is_shared and not self._notices.is_shared:
            LOGGER.warning("Another HomeIQ writes to InfluxDB under the name of this home")
        told = {"home": self._target.home, "url": self._target.address}
        self._notices.async_show(SHARED, told if is_shared else None)
