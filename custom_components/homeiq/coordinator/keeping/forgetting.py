"""Forgetting on demand: an entity, a span of time, or both; and learning anew from what is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import time

from ...model.decisions.forgotten import Forgotten
from ...model.run import RunStatus, RunTrigger
from ...store.batch import settle
from ..aftercare.aftercare import Aftercare
from ..aftercare.asks import Asks
from ..background import Background
from ..decisions.offers import Offers
from ..errors import translated
from ..file.tables import Tables
from ..learning.runs import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgot:
    """What was deleted at once; what rests on a span of time is learned anew in the background."""

    events: int
    suggestions: int


class Forgetting:
    """Deletes parts of the past, one after the other."""

    def __init__(
        self, tables: Tables, runner: Runner, offers: Offers, aftercare: Aftercare, asks: Asks, background: Background
    ) -> None:
        """Delete from this database.

        Args:
            tables: the database.
            runner: learns anew from what is left.
            offers: whose turn it is to ask.
            aftercare: holds what has not been written yet, and asks by what is remembered.
            asks: likewise, of questions.
            background: where it is learned.
        """
        self._tables = tables
        self._offers = offers
        self._aftercare = aftercare
        self._asks = asks
        self._runner = runner
        self._background = background
        self._turn = asyncio.Lock()

    async def async_forget(self, part: Forgotten) -> Forgot:
        """Forget a part of the past for good: no import brings it back.

        Raises:
            HomeAssistantError: the database can't be written; what is left of it goes at the next start.
        """
        async with self._turn:
            with translated():
                # What waits for the next flush belongs to the past as well.
                await settle(self._tables.writer)
                await self._aftercare.async_forget(part)
                await self._asks.async_save()
                async with self._nothing_sent():
                    events = await self._tables.events.forget(part, time.time())
                await self._asks.async_forgotten()
                # Of an entity without a past nothing is known; of a span, what is left has to be learned.
                is_whole = part.entities and not part.begin
                suggestions = await self._tables.findings.drop(part.entities) if part.entities and is_whole else 0
                await self._offers.async_in_turn(self._aftercare.async_look)
            await self._runner.async_show_again()
        self._background.async_spawn(self._async_learn_anew(), "learn without what was forgotten")
        return Forgot(events=events, suggestions=suggestions)

    async def async_finish(self) -> None:
        """Forget what a stop has cut off, in the background."""
        async with self._turn:
            events = await self._tables.eraser.finish()
        if events:
            await self._async_learn_anew()

    @asynccontextmanager
    async def _nothing_sent(self) -> AsyncIterator[None]:
        """Wait for the batch that is on its way to InfluxDB, and hold the next one back."""
        if self._tables.outbox is None:
            yield
            return
        async with self._tables.outbox.turn:
            yield

    async def _async_learn_anew(self) -> None:
        # A run that is under way may have read what is gone.
        await self._runner.async_idle()
        await self._runner.async_run(RunTrigger.FORGET)
        run = await self._tables.runs.last()
        if run and run.status is RunStatus.NO_DATA:
            await self._tables.findings.save((), (), time.time())
            await self._runner.async_show_again()
