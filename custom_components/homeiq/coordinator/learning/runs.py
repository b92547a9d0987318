"""When the analysis runs: at night, on request, and once after the import of history. One run at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Set as AbstractSet
from functools import partial
import time

from homeassistant.core import HomeAssistant

from ...capture.scope import EntityScope
from ...const import LOGGER
from ...correlation import correlated, current
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import reminds
from ...model.home import Home
from ...model.run import RefreshRequest, Run, RunStatus, RunTrigger
from ...past.ways_in import is_forbidden
from ...settings import Settings
from ..background import Background
from ..decisions.offers import Offers
from ..file.leaving_room import async_leave_room
from ..file.tables import Tables
from ..health.problems import LearningHealth
from ..home.guarded_home import async_guarded_home
from ..telling.announcements import async_announce_created, async_announce_run
from .analysis import Analysis
from .requests import RefreshGate


class Runner:
    """Begins runs, and shows what they found.

    Attributes:
        gate: judges requests.
        learning: how learning goes.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        analysis: Analysis,
        offers: Offers,
    ) -> None:
        """Work on this database.

        Args:
            hass: Home Assistant.
            settings: when to run, and on what.
            tables: the database.
            background: where runs go on.
            analysis: what a run is.
            offers: shows what is offered of what was found.
        """
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self._analysis = analysis
        self._offers = offers
        self.learning = LearningHealth()
        self._wants = EntityScope(hass, settings.scope).wants
        self.gate = RefreshGate(tables.runs, settings.schedule.ai_cooldown_hours)
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_running(self) -> bool:
        """Tell whether a run is under way."""
        return not self._idle.is_set()

    async def async_idle(self) -> None:
        """Wait until no run is under way."""
        await self._idle.wait()

    async def async_load(self) -> None:
        """Show what was found before the start, and give up runs that the stop cut off."""
        await self._tables.runs.close_interrupted(time.time())
        await self.gate.async_load()
        await self._async_note_learning(await self._tables.runs.last())
        await self._offers.async_load()
        await self.async_show_again()

    async def async_offer_again(self) -> None:
        """Show what is offered now of what was found last."""
        await self._offers.async_renew()

    async def async_show_again(self) -> None:
        """Show what was found last, and what is offered of it now."""
        await self._async_shown()

    async def async_request(self, request: RefreshRequest, *, is_ready: bool) -> int:
        """Begin a run that somebody asked for and return its id.

        Raises:
            RefreshRefusedError: none may begin now.
        """
        circumstances = self.gate.circumstances(is_ready=is_ready, is_running=self.is_running)
        with correlated():
            await self.gate.async_admit(request, circumstances)
            run_id = await self._async_begin(RunTrigger.MANUAL, uses_ai=request.uses_ai)
            self._background.async_spawn(self._async_run(run_id, uses_ai=request.uses_ai), "refresh")
            await self.gate.async_note_accepted(request, run_id)
        return run_id

    async def async_night(self) -> None:
        """Learn, unless that is switched off."""
        if self._settings.schedule.nightly:
            await self.async_run(RunTrigger.NIGHTLY)

    async def async_run(self, trigger: RunTrigger) -> None:
        """Learn now, unless a run is under way."""
        if self.is_running:
            LOGGER.debug("A run is under way, so there is no %s one", trigger.value)
            return
        with correlated():
            await self._async_run(await self._async_begin(trigger, uses_ai=False), uses_ai=False)

    async def async_after_import(self) -> None:
        """Learn from what was imported, unless that was done before, and what came of it is still there."""
        last = await self._tables.runs.last()
        # A database that took the place of a damaged one knows that it has learned, and nothing of what.
        is_lost = last is not None and last.patterns > 0 and not await self._tables.findings.has_patterns()
        if last is None or last.status is not RunStatus.SUCCESS or is_lost:
            await self.async_run(RunTrigger.IMPORT)

    async def _async_note_learning(self, last: Run | None) -> None:
        self.learning = LearningHealth(
            is_nightly=self._settings.schedule.nightly,
            status=last.status if last else None,
            error=last.error if last else None,
            good_at=await self._tables.runs.last_good_at(),
        )

    async def _async_begin(self, trigger: RunTrigger, *, uses_ai: bool) -> int:
        self._set_running(is_running=True)
        try:
            return await self._tables.runs.start(trigger, time.time(), uses_ai, current())
        except BaseException:
            self._set_running(is_running=False)
            raise

    async def _async_run(self, run_id: int, *, uses_ai: bool) -> None:
        try:
            status = await self._analysis.async_run(run_id, uses_ai=uses_ai)
            if uses_ai and status is RunStatus.SUCCESS:
                await self.gate.async_load_ai()
            self._idle.set()
            # First: how a run ended is known also where what it found can't be read back.
            await self._async_note_learning(await self._tables.runs.last())
            last_run = await self._async_shown()
            created = self._offers.async_take_new()
        except BaseException:
            self._set_running(is_running=False)
            raise
        if last_run:
            async_announce_run(self._hass, last_run, len(created))
        async_announce_created(self._hass, created)
        await async_leave_room(self._tables.database, self._background)

    async def _async_shown(self) -> Run | None:
        """Show what was found last, and what is offered of it; return the newest run that is over."""
        home = await async_guarded_home(self._hass, self._tables)
        patterns = await self._tables.findings.packed(partial(_may_be_shown, home=home))
        # The owner has excluded something since they were found: seldom, and decided on the event loop.
        if unwanted := {one for one in patterns.named if not self._wants(one)}:
            patterns = await self._tables.findings.packed(partial(_may_be_shown, home=home, unwanted=unwanted))
        last_run = await self._tables.runs.last()
        await self._offers.async_renew(
            is_running=self.is_running,
            patterns=patterns,
            refused=await self._tables.findings.refused(),
            last_run=last_run,
        )
        return last_run

    def _set_running(self, *, is_running: bool) -> None:
        if is_running:
            self._idle.clear()
        else:
            self._idle.set()
        self._offers.async_show(is_running=is_running)


def _may_be_shown(pattern: Pattern, home: Home, unwanted: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether a habit may be shown; in a worker thread, as names are looked up in many languages.

    To be reminded of an open gate is no harm.
    """
    if not unwanted.isdisjoint(pattern.named):
        return False
    brings = () if reminds(pattern.trigger) else pattern.brings
    return not any(name in home.entities and is_forbidden(name, state, home) for name, state in brings)
