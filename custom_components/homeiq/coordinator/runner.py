"""When the analysis runs: at night, on request, and once after the import of history. One run at a time."""

import asyncio
from collections.abc import Callable
from functools import partial
import time

from homeassistant.core import HomeAssistant

from ..capture.registries import read_home
from ..capture.scope import EntityScope
from ..const import LOGGER
from ..model.run import RefreshRequest, RunStatus, RunTrigger
from ..settings import Settings
from .analysis import Analysis
from .announce import async_announce_created, async_announce_run
from .asking import Asking
from .background import Background
from .existing import ExistingWatch
from .found import Found, async_read_found
from .mirror import Mirror
from .refresh import RefreshGate
from .tables import Tables


class Runner:
    """Begins runs, and shows what they found.

    Attributes:
        gate: judges requests.
        existing: what the home does already.
        asking: asks the home's AI.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        show: Callable[..., None],
        mirror: Mirror | None = None,
    ) -> None:
        """Work on this database.

        Args:
            hass: Home Assistant.
            settings: when to run, and on what.
            tables: the database.
            background: where runs go on.
            show: called with the fields of ``HomeData`` that are new.
            mirror: InfluxDB, where there is one.
        """
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self._show = show
        self.existing = ExistingWatch(hass, settings, tables, background, self.async_show_again)
        self.asking = Asking(hass, settings.ai, tables.ai_uses)
        self._analysis = Analysis(hass, settings, tables, self.existing.async_read, self.asking, mirror)
        self._known: frozenset[str] = frozenset()
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
        await self.asking.async_load()
        await self.existing.async_read()
        await self.async_show_again()

    async def async_show_again(self) -> None:
        """Show what was found last, held against what the home does now."""
        self._show_found(await self._async_read())

    async def async_request(self, request: RefreshRequest, *, is_ready: bool) -> int:
        """Begin a run that somebody asked for and return its id.

        Raises:
            RefreshRefusedError: none may begin now.
        """
        standing = self.gate.standing(is_ready=is_ready, is_running=self.is_running)
        await self.gate.async_admit(request, standing)
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
        await self._async_run(await self._async_begin(trigger, uses_ai=False), uses_ai=False)

    async def _async_begin(self, trigger: RunTrigger, *, uses_ai: bool) -> int:
        self._set_running(is_running=True)
        try:
            return await self._tables.runs.start(trigger, time.time(), uses_ai)
        except BaseException:
            self._set_running(is_running=False)
            raise

    async def _async_run(self, run_id: int, *, uses_ai: bool) -> None:
        try:
            status = await self._analysis.async_run(run_id, uses_ai=uses_ai)
            if uses_ai and status is RunStatus.SUCCESS:
                await self.gate.async_load_ai()
        except BaseException:
            self._set_running(is_running=False)
            raise
        self._idle.set()
        found = await self._async_read()
        created = [suggestion for suggestion in found.suggestions if suggestion.signature not in self._known]
        self._show_found(found)
        if found.last_run:
            async_announce_run(self._hass, found.last_run, len(created))
        async_announce_created(self._hass, created)

    async def _async_read(self) -> Found:
        wants = EntityScope(self._hass, self._settings.scope).wants
        return await async_read_found(self._tables, time.time(), partial(read_home, self._hass), wants)

    def _set_running(self, *, is_running: bool) -> None:
        if is_running:
            self._idle.clear()
        else:
            self._idle.set()
        self._show(is_running=is_running)

    def _show_found(self, found: Found) -> None:
        self._known = frozenset(suggestion.signature for suggestion in found.suggestions)
        self._show(
            is_running=self.is_running,
            suggestions=self.existing.held_against(found.suggestions),
            accepted=found.accepted,
            patterns=found.patterns,
            last_run=found.last_run,
        )
