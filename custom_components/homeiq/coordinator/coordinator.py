"""The one object that the doors talk to."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryNotReady, HomeAssistantError
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from ..capture.kept_home import KeptHome
from ..const import DOMAIN, LOGGER
from ..model.overview import Health, HomeData
from ..model.run import RefreshRequest
from ..settings import Settings
from ..store.tables.ai_use import AiUses
from .aftercare.aftercare import Aftercare, Afterwards
from .aftercare.answers import Answering
from .aftercare.consent import ConsentParts, Consequences
from .aftercare.second_thoughts import SecondThoughts
from .ai.budget import Asking
from .ai.confirming import Confirmations
from .ai.refining import Refining
from .background import Background
from .decisions.decisions import Decisions
from .decisions.offers import Offers
from .errors import unusable_as
from .file.backups import async_hold, async_keep_held
from .file.guard import FileGuard
from .file.tables import Tables
from .games.games import Games
from .health.figures import async_figures
from .home.existing import ExistingWatch
from .home.history import Hindsight
from .home.ways_in import WaysIn
from .hooks.hooks import Hooks
from .influx.connected import mirror_of
from .keeping.forgetting import Forgetting
from .keeping.importing import HistoryImport
from .keeping.intake import Ears, Intake
from .keeping.ledger import Ledger
from .keeping.pausing import Pausing
from .keeping.renaming import Renaming
from .keeping.tracing import Tracing
from .keeping.upkeep import Upkeep
from .keeping.watch import HealthWatch, Signs
from .keeping.zones import ZoneWatch
from .learning.analysis import Analysis, Inputs
from .learning.night import Night, next_night
from .learning.runs import Runner
from .telling.questions import Questions
from .telling.telling import Telling

LOOK_EVERY, TRY_EVERY = timedelta(seconds=30), timedelta(hours=1)
KEEP_EVERY, TELL_EVERY = timedelta(minutes=5), timedelta(minutes=5)

type HomeIQConfigEntry = ConfigEntry[HomeIQCoordinator]


class HomeIQCoordinator(DataUpdateCoordinator[HomeData]):
    """Captures all day, learns once a day, publishes what it learned.

    Attributes:
        settings: the owner's.
        mirror: InfluxDB, where one is connected.
        events: the history.
        hurry: has the database wait for other processes no longer than so many seconds in all.
        async_sizes: tells what the database holds, by kind, and how much room that takes.
        registry: what is in the home.
        existing: what the home does already.
        decisions: what people decide on suggestions.
        asking: asks the home's AI, and knows how often it did.
        confirmations: what was asked of people through an AI, and waits for their word.
        refining: turns wishes into proposals.
        second_thoughts: asks about what is undone again and again.
        consent: what accepted automations ask before they act, and what is answered.
        async_forget: deletes a part of the past.
        async_leave: follows no longer what its owner has changed by hand.
        pausing: begins and ends pauses of the learning.
        async_kept_back: lists what is never suggested because it may let somebody in.
        damage: tells of blocks that can't be read, and checks the database.
        history: imports the recorder's.
        ledger: knows what has left the house.
        hooks: tells programs by webhooks.
        guard: notices when the database's file is deleted, replaced or damaged.
        async_hold: keeps the database's file from changing while it is copied.
    """

    config_entry: HomeIQConfigEntry
    _watch: HealthWatch

    def __init__(
        self, hass: HomeAssistant, entry: HomeIQConfigEntry, settings: Settings, ears: Ears, tables: Tables
    ) -> None:
        """Build the parts; nothing starts yet."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, always_update=False)
        self.settings, self.events, self.registry = settings, tables.events, tables.registry
        self._tables, self.hurry = tables, tables.database.waits.hurry
        self.data, self._is_ready, self._parts, self._leaving = HomeData(), False, AsyncExitStack(), asyncio.Lock()
        self._home = KeptHome(hass, settings.context)
        self._background = background = Background(hass, entry)
        async_keep_held(hass, tables)
        look, renew = (
            lambda: self._watch.async_look_soon(),  # noqa: PLW0108 - built below, with what this is given to: looked up late
            lambda: self.decisions.offers.async_renew(),  # noqa: PLW0108 - likewise
        )
        self.mirror = mirror_of(hass, entry, settings, tables, background, look)
        self.asking = Asking(hass, settings.ai, AiUses(tables.database))
        self.existing = ExistingWatch(hass, settings, tables, background, renew)
        offers = Offers(hass, settings, tables, background, self.existing, self._async_publish)
        hindsight = Hindsight(hass, settings, tables, background, self.mirror)
        inputs = Inputs(read_existing=self.existing.async_read, asking=self.asking, hindsight=hindsight)
        analysis = Analysis(hass, settings, tables, background, inputs)
        self._runner = runner = Runner(hass, settings, tables, background, analysis, offers)
        learn_home = self.mirror.async_learn_home if self.mirror else None
        self._intake = intake = Intake(hass, ears, tables, background, runner, learn_home)
        past, show = hindsight.kept, self._async_publish
        shown, learning, notify = lambda: self.data, lambda: runner.learning, self.async_update_listeners
        signs = Signs(intake=intake, settings=settings, past=past, shown=shown, learning=learning, notify=notify)
        self._watch = HealthWatch(hass, tables, background, signs, self.mirror)
        self.damage, self.tracing, self.async_sizes = self._watch.damage, Tracing(tables), tables.keeper.sizes
        self.history = HistoryImport(hass, intake, tables, background, show, runner.async_after_import)
        self._upkeep, self.pausing = Upkeep(hass, tables, self.mirror), Pausing(hass, tables, background, show)
        self._renaming = Renaming(hass, entry, tables, background, self._runner.async_show_again)
        learn = partial(self._watch.room.async_then, self._runner.async_night)
        night = background.guarded(lambda _now: background.async_spawn(learn(), "night"), "night")
        self._night = Night(hass, settings.schedule.nightly_time, night)
        self._zones = ZoneWatch(hass, tables, background, self._runner, self._night)
        self._prepare_decisions(settings, tables, background, offers, hindsight)

    def _prepare_decisions(
        self, settings: Settings, tables: Tables, background: Background, offers: Offers, hindsight: Hindsight
    ) -> None:
        """Build the parts that decide on suggestions, and that look after what was decided."""
        hass, entry = self.hass, self.config_entry
        self.decisions = Decisions(hass, settings, tables, background, offers, hindsight)
        accepting, adjusting = self.decisions.accepting, self.decisions.adjusting
        self.refining, self.confirmations = Refining(hass, settings, adjusting, self.asking), Confirmations()
        self._questions = Questions(hass, lambda: self.data)
        self._telling = Telling(hass, settings.notifications, tables, background, lambda: self.data)
        self._answering = Answering(hass, self._telling, accepting, self.decisions.dismissing, background)
        self.second_thoughts = SecondThoughts(hass, tables, adjusting, background)
        afterwards = Afterwards(
            show=self._async_publish,
            weigh=self.second_thoughts.async_weigh,
            finish=self.decisions.unfinished.async_finish,
            asks=lambda: self.consent.asks,
        )
        self._aftercare = Aftercare(hass, tables, offers, self._intake.causes, background, afterwards)
        confirmed, notify = self._aftercare.async_confirm, self.async_update_listeners
        consequences = Consequences(show=self._async_publish, notify=notify, confirmed=confirmed, accepting=accepting)
        self.consent = ConsentParts(hass, tables, settings.notifications, background, consequences)
        self._forgetting = Forgetting(tables, self._runner, offers, self._aftercare, self.consent.asks, background)
        self.async_forget, self.async_leave = self._forgetting.async_forget, self._aftercare.async_leave
        self.ledger, ways_in = Ledger(hass, tables, background), WaysIn(hass, settings, offers.basis.async_home)
        self.hooks = Hooks(hass, entry, tables, background, lambda: self.data, settings.notifications.look_seconds)
        self.guard, self.games = FileGuard(hass, entry, tables), Games(hass, entry, background)
        self.async_hold, self.async_kept_back = partial(async_hold, hass, tables), ways_in.async_kept_back

    @property
    def health(self) -> Health:
        """How HomeIQ is; at most half a minute old."""
        use, pauses = self.asking.use, self._watch.room.pauses.figures
        return replace(self._watch.health, ai_calls=use.calls, ai_tokens=use.tokens, pauses=pauses)

    async def async_start(self) -> None:
        """Take up where the last start left off, and listen.

        Raises:
            ConfigEntryNotReady: the database can't be used.
        """
        try:
            with unusable_as(ConfigEntryNotReady):
                await self._async_enter()
        finally:
            # Entered last, so left first: what is under way ends before that which it works with.
            self._parts.push_async_callback(self._background.async_end)
        await self._watch.async_look()
        self._is_ready = True

    async def _async_enter(self) -> None:
        """Enter the parts, in the order in which they need each other; each is left even where entering it fails."""
        parts = self._parts
        # It is there to the end, to tell if the last events can't be written.
        parts.callback(self._watch.async_stop)
        await self._watch.async_start()
        parts.callback(self._home.async_stop)
        self._home.async_start()
        parts.push_async_callback(self._tables.async_close, self.hass)
        parts.callback(self._renaming.async_stop)
        await self._tables.async_begin()
        parts.push_async_callback(self.ledger.async_stop)
        self.ledger.async_start()
        parts.push_async_callback(self.hooks.async_stop)
        await self.hooks.async_start()
        await self._renaming.async_start()
        await self.asking.async_load()
        parts.callback(self.existing.async_stop)
        await self.existing.async_read()
        parts.callback(self._zones.async_stop)
        await self._zones.async_start()
        await self._runner.async_load()
        parts.callback(self.decisions.dismissing.async_stop)
        await self.decisions.unfinished.async_finish()
        await self.decisions.dismissing.async_wake()
        parts.callback(self.pausing.async_stop)
        await self.pausing.async_load()
        parts.callback(self._intake.async_stop)
        await self._intake.async_start()
        parts.callback(self.second_thoughts.async_stop)
        parts.push_async_callback(self.consent.async_stop)
        await self.consent.async_start()
        parts.push_async_callback(self._aftercare.async_stop)
        await self._aftercare.async_start()
        if self.mirror:
            parts.callback(self.mirror.reporting.async_stop)
            await self.mirror.async_start(lambda: self.health)
        parts.callback(self.games.async_stop)

    @callback
    def async_schedule(self) -> None:
        """Set the timers, and import history as soon as Home Assistant has started."""
        background, every = self._background, self._background.async_every
        self._parts.callback(self._night.async_stop)
        self._night.async_set()
        for cancel in (
            every(LOOK_EVERY, self._watch.async_look, "health"),
            every(LOOK_EVERY, self.guard.async_look, "look at the file"),
            every(KEEP_EVERY, self._upkeep.async_keep, "upkeep"),
            every(KEEP_EVERY, self._night.async_look, "night"),
            every(KEEP_EVERY, self.damage.async_go_on, "check of the database"),
            every(TRY_EVERY, self.decisions.trials.async_tick, "hourly look at trials"),
            every(TRY_EVERY, self.decisions.dismissing.async_tick, "hourly look at snoozes"),
            every(TELL_EVERY, self._telling.async_tick, "look for news"),
            self._answering.async_listen(),
            self.async_add_listener(self._questions.async_look),
            self.async_add_listener(lambda: async_figures(self.hass).sample(self.health)),
            async_at_started(self.hass, background.guarded(self._async_started, "start")),
        ):
            self._parts.callback(cancel)

    async def async_flush(self) -> None:
        """Write what waits."""
        await self._tables.writer.flush()

    async def async_stop(self) -> None:
        """Leave all parts, in reverse order. Stopping twice does no harm."""
        self._is_ready = False
        async with self._leaving:
            try:
                await self._parts.aclose()
            except Exception:  # noqa: BLE001 - a boundary: one part that fails must not keep the entry from unloading
                # All parts were left all the same, and an entry that can't be unloaded could never be loaded again.
                LOGGER.exception("A part of HomeIQ did not end as it should")

    async def async_request_refresh_run(self, request: RefreshRequest) -> int:
        """Begin a run that somebody asked for and return its id.

        Raises:
            RefreshRefusedError: none may begin now.
            HomeAssistantError: the database can't be written.
        """
        with unusable_as(HomeAssistantError):
            return await self._runner.async_request(request, is_ready=self._is_ready and not self.hass.is_stopping)

    @override
    async def _async_update_data(self) -> HomeData:
        """Return what is known: it is published when it changes, there is nothing to poll."""
        return self.data

    @callback
    def _async_publish(self, **changes: Any) -> None:
        circumstances = self._runner.gate.circumstances()
        data = replace(
            self.data,
            next_run_at=next_night(self.settings.schedule),
            next_refresh_at=circumstances.next_refresh_at,
            next_ai_refresh_at=circumstances.next_ai_refresh_at,
            **changes,
        )
        self.async_set_updated_data(data)

    @callback
    def _async_started(self, _hass: HomeAssistant) -> None:
        self.existing.async_start()
        self.second_thoughts.async_start()
        self.consent.async_propose()
        self._aftercare.async_watch()
        self._questions.async_look()
        self._background.async_keep(self._forgetting.async_finish, "forget the rest")
        self.games.async_start()
        self.history.async_go_on()
        self.decisions.trials.async_tick()
