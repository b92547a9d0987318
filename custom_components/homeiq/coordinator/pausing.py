"""Pausing the learning: for guests, a holiday, a party."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
import time

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..model.pause import Pause
from .refused import translated
from .tables import Tables

LONGEST = 366 * 86400.0  # of a pause with an end, seconds


class Pausing:
    """Begins and ends pauses. What happens meanwhile is recorded as ever, but never learned from."""

    def __init__(self, hass: HomeAssistant, tables: Tables, show: Callable[..., None]) -> None:
        """Keep pauses in this database, and ``show`` the one under way, a field of ``HomeData``."""
        self._hass = hass
        self._tables = tables
        self._show = show
        self._cancel_timer: CALLBACK_TYPE | None = None

    async def async_load(self) -> None:
        """Take up the pause that is under way."""
        now = time.time()
        under_way = [pause for pause in await self._tables.pauses.all() if pause.covers(now)]
        self._async_take_up(under_way[-1] if under_way else None)

    async def async_pause(self, until: float | None = None) -> Pause:
        """Pause, or change until when.

        Args:
            until: UTC epoch seconds; ahead, by a year at most. None pauses until somebody resumes.

        Raises:
            HomeAssistantError: the end is not ahead or too far, or the database can't be written.
        """
        now = time.time()
        if until is not None and not now < until <= now + LONGEST:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="pause_not_ahead")
        pause = replace(await self._async_under_way(now) or Pause(begin=now), until=until)
        await self._async_put(pause)
        return pause

    async def async_resume(self) -> None:
        """End the pause that is under way; without one, nothing happens.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        now = time.time()
        if pause := await self._async_under_way(now):
            await self._async_put(replace(pause, until=now))

    @callback
    def async_stop(self) -> None:
        """Stop the timer. Stopping twice does no harm."""
        if self._cancel_timer:
            self._cancel_timer()
            self._cancel_timer = None

    async def _async_under_way(self, now: float) -> Pause | None:
        with translated():
            return next((pause for pause in reversed(await self._tables.pauses.all()) if pause.covers(now)), None)

    async def _async_put(self, pause: Pause) -> None:
        with translated():
            await self._tables.pauses.put(pause)
        self._async_take_up(pause if pause.covers(time.time()) else None)

    @callback
    def _async_take_up(self, pause: Pause | None) -> None:
        self.async_stop()
        if pause and pause.until is not None:
            end = dt_util.utc_from_timestamp(pause.until)
            self._cancel_timer = async_track_point_in_utc_time(self._hass, self._async_over, end)
        self._show(pause=pause)

    @callback
    def _async_over(self, _now: datetime) -> None:
        self._cancel_timer = None
        self._show(pause=None)
