"""History to InfluxDB and back: in the background, taken up again after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
import time

from homeassistant.core import HomeAssistant, callback

from ...capture.registries import read_home
from ...const import LOGGER
from ...settings import Settings
from ...store.influx.client import InfluxClient
from ...store.influx.direction import Direction
from ...store.influx.failure import InfluxError
from ...store.influx.transfer import Backfill, CopyProgress
from ...store.outbox.line import LineWriter, unit_rows
from ...store.outbox.outbox import Outbox
from ..background import Background
from ..file.tables import Tables
from .trouble import InfluxNotices

RETRY = 30.0  # how long a copy that was cut off rests, seconds


class Copying:
    """Copies all history one way or the other, once in each direction at a time."""

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        client: InfluxClient,
        notices: InfluxNotices,
    ) -> None:
        """Prepare; nothing is copied yet.

        Args:
            hass: Home Assistant.
            settings: how much history there is to be.
            tables: the database; they have to have an outbox.
            background: where copies go on.
            client: the server's.
            notices: where is told that the server can't be read; nothing comes back that may be another home's.
        """
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self._client = client
        self._notices = notices
        self._running: set[Direction] = set()

    @property
    def _outbox(self) -> Outbox:
        assert self._tables.outbox  # noqa: S101 - opened with a target
        return self._tables.outbox

    async def async_resume(self) -> None:
        """Go on with copies that were cut off."""
        for direction in Direction:
            progress = await self.async_progress(direction)
            if progress and progress.reached < progress.until:
                self._spawn(direction)

    async def async_begin(self, direction: Direction, span: tuple[float, float] | None = None) -> CopyProgress:
        """Copy all there is, or a span of it, in the background, unless that is under way; return where it stands.

        All there is to be sent is also what the server refused before: it may be nowhere else.
        """
        if direction in self._running and (progress := await self.async_progress(direction)):
            return progress
        if direction is Direction.TO and span is None:
            await self._outbox.refused_again(time.time())
            told = await self._tables.units.all()
            await self._outbox.add((), unit_rows(several for several in told.values() if len(several) > 1))
        progress = await self._backfill(direction).begin(*(span or await self._span(direction)))
        self._spawn(direction)
        return progress

    async def async_progress(self, direction: Direction) -> CopyProgress | None:
        """Return how far a copy is, None where it never began."""
        return await self._backfill(direction).progress()

    async def _span(self, direction: Direction) -> tuple[float, float]:
        now = time.time()
        if direction is Direction.FROM:
            return now - self._settings.learning.history_days * 86400.0, now
        first = await self._tables.events.first_time()
        return (now if first is None else first), now

    def _backfill(self, direction: Direction) -> Backfill:
        return Backfill(self._tables.database, direction)

    @callback
    def _spawn(self, direction: Direction) -> None:
        self._background.async_keep(partial(self._async_copy, direction), f"copy {direction} InfluxDB")

    async def _async_copy(self, direction: Direction) -> None:
        self._running.add(direction)
        try:
            while not await self._async_copied(direction):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(RETRY)
        finally:
            self._running.discard(direction)

    async def _async_copied(self, direction: Direction) -> bool:
        if direction is Direction.FROM and self._notices.is_shared:
            return False
        try:
            async for progress in self._steps(direction):
                LOGGER.debug("Copied %s InfluxDB: %.0f %%", direction, 100 * progress.share)
                if direction is Direction.FROM:
                    self._notices.async_unreadable(None)
        except InfluxError as err:
            self._notices.async_unreadable(err)
            LOGGER.debug("Copying %s InfluxDB waits: %s", direction, err)
            return False
        return True

    def _steps(self, direction: Direction) -> AsyncIterator[CopyProgress]:
        log, backfill = self._tables.events, self._backfill(direction)
        if direction is Direction.FROM:
            return backfill.from_server(self._client)
        lines = LineWriter(self._client.target.home, read_home(self._hass))
        return backfill.to_server(log, self._outbox, lines, time.time, self._client)
