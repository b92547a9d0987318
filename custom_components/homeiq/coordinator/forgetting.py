"""Forgetting on demand: an entity, a span of time, or both; and learning anew from what is left."""

import asyncio
from dataclasses import dataclass
import time

from ..model.forgotten import Forgotten
from ..model.run import RunStatus, RunTrigger
from .background import Background
from .refused import translated
from .runner import Runner
from .tables import Tables

_WAIT = 1.0  # how long between looks whether a run is over, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgot:
    """What was deleted at once; what rests on a span of time is learned anew in the background."""

    events: int
    suggestions: int


class Forgetting:
    """Deletes parts of the past, one after the other."""

    def __init__(self, tables: Tables, runner: Runner, background: Background) -> None:
        """Delete from this database."""
        self._tables = tables
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
                await self._tables.writer.flush()
                events = await self._tables.eraser.forget(part, time.time())
                # Of an entity without a past nothing is known; of a span, what is left has to be learned.
                is_whole = part.entities and not part.begin
                suggestions = await self._tables.findings.drop(part.entities) if part.entities and is_whole else 0
            await self._runner.async_show_again()
        self._background.async_spawn(self._async_learn_anew(), "learn without what was forgotten")
        return Forgot(events=events, suggestions=suggestions)

    async def async_finish(self) -> None:
        """Forget what a stop has cut off, in the background."""
        async with self._turn:
            events = await self._tables.eraser.finish()
        if events:
            await self._async_learn_anew()

    async def _async_learn_anew(self) -> None:
        # A run that is under way may have read what is gone.
        while self._runner.is_running:  # noqa: ASYNC110 - a flag that the doors show, and a wait of seconds
            await asyncio.sleep(_WAIT)
        await self._runner.async_run(RunTrigger.FORGET)
        run = await self._tables.runs.last()
        if run and run.status is RunStatus.NO_DATA:
            await self._tables.findings.save((), (), time.time())
            await self._runner.async_show_again()
