"""Pausing the learning: for guests, a holiday, a party."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.event import async_call_later

from ...const import DOMAIN
from ...correlation import apart
from ...model.decisions.pause import Pause
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from ..subscription import Subscription

LONGEST = 366 * 86400.0  # of a pause with an end, seconds


class Pausing:
    """Begins and ends pauses, one at a time. What happens meanwhile is recorded as ever, but never learned from."""

    def __init__(self, hass: HomeAssistant, tables: Tables, background: Background, show: Callable[..., None]) -> None:
        """Keep pauses in this database, and ``show`` the one under way, a field of ``HomeData``."""
        self._hass = hass
        self._tables = tables
        self._background = background
        self._show = show
        self._turn = asyncio.Lock()
        self._timer = Subscription()

    async def async_load(self) -> None:
        """Take up the pause that is under way; of several, as an older version could leave them, make one."""
        now = self._tables.clock.now()
        async with self._turn:
            under_way = [pause for pause in await self._tables.pauses.all() if pause.covers(now)]
            for later in under_way[1:]:
                await self._tables.pauses.put(replace(later, until=now))
            # Begun first, ended by whatever was said last: no moment of any of them is learned from.
            pause = replace(under_way[0], until=under_way[-1].until) if under_way else None
            if pause and len(under_way) > 1:
                await self._tables.pauses.put(pause)
            self._async_take_up(pause)

    async def async_pause(self, until: float | None = None) -> Pause:
        """Pause, or change until when.

        Args:
            until: UTC epoch seconds; ahead, by a year at most. None pauses until somebody resumes.

        Raises:
            HomeAssistantError: the end is not ahead or too far, or the database can't be written.
        """
        now = self._tables.clock.now()
        until = None if until is None else self._tables.clock.believed(until)
        if until is not None and not now < until <= now + LONGEST:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="pause_not_ahead")
        async with self._turn:
            under_way = await self._async_under_way(now)
            pause = replace(under_way[0] if under_way else Pause(begin=now), until=until)
            await self._async_put(pause)
        return pause

    async def async_resume(self) -> None:
        """End what pause is under way; without one, nothing happens.

        Raises:
            HomeAssistantError: the database can't be written.
        """
        async with self._turn:
            now = self._tables.clock.now()
            for pause in await self._async_under_way(now):
                await self._async_put(replace(pause, until=now))

    @callback
    def async_stop(self) -> None:
        """Stop the timer. Stopping twice does no harm."""
        self._timer.async_end()

    async def _async_under_way(self, now: float) -> list[Pause]:
        with translated():
            return [pause for pause in await self._tables.pauses.all() if pause.covers(now)]

    async def _async_put(self, pause: Pause) -> None:
        with translated():
            await self._tables.pauses.put(pause)
        self._async_take_up(pause if pause.covers(self._tables.clock.now()) else None)

    @callback
    def _async_take_up(self, pause: Pause | None) -> None:
        self.async_stop()
        if pause and pause.until is not None:
            # By the time that goes by, whatever the clock is set to meanwhile.
            seconds = max(pause.until - self._tables.clock.now(), 0.0)
            over = self._background.guarded(self._async_over, "end of a pause")
            with apart():
                self._timer.async_set(async_call_later(self._hass, seconds, over))
        self._show(pause=pause)

    @callback
    def _async_over(self, _now: datetime) -> None:
        self._timer.async_end()
        self._show(pause=None)
