"""Sends the figures about HomeIQ to InfluxDB, where its owner wants them there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
import time

from homeassistant.core import HomeAssistant, callback

from ...const import LOGGER
from ...model.overview import Health
from ...store.influx.client import InfluxClient
from ...store.influx.failure import InfluxError, Trouble
from ...telemetry.points import to_lines
from ...went_out import WENT_OUT, Way
from ..background import Background
from ..health.figures import async_figures
from ..subscription import Subscription

EVERY = timedelta(minutes=1)


class Reporting:
    """Sends all figures once a minute. What can't be sent is not kept: the next minute's say the same, or more."""

    def __init__(self, hass: HomeAssistant, client: InfluxClient, background: Background) -> None:
        """Send nothing yet.

        Args:
            hass: Home Assistant.
            client: the server.
            background: where it sends.
        """
        self._hass = hass
        self._client = client
        self._background = background
        self._trouble: Trouble | None = None
        self._timer = Subscription()

    @callback
    def async_start(self, health: Callable[[], Health]) -> None:
        """Send from now on.

        Args:
            health: tells how HomeIQ is.
        """
        every = self._background.async_every(EVERY, lambda now: self._async_send(health(), now), "report")
        self._timer.async_set(every)

    @callback
    def async_stop(self) -> None:
        """Send no more. Stopping twice does no harm."""
        self._timer.async_end()

    async def _async_send(self, health: Health, _now: datetime) -> None:
        lines = [*to_lines(async_figures(self._hass).families(health), self._client.target.home, time.time())]
        try:
            await self._client.write("\n".join(lines))
        except InfluxError as err:
            if err.trouble != self._trouble:
                LOGGER.warning("InfluxDB takes no figures about HomeIQ; it is tried each minute: %s", err)
            self._trouble = err.trouble
        else:
            self._trouble = None
            WENT_OUT.note(Way.INFLUXDB, self._client.target.address, len(lines))
