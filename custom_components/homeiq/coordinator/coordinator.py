"""The one object that the doors talk to."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryNotReady, HomeAssistantError
from homeassistant.helpers.event import async_track_time_change, async_track_time_interval
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..model.overview import Health, HomeData, ImportProgress
from ..model.run import RefreshRequest, RunStatus, RunTrigger
from ..settings import Schedule, Settings
from ..store.errors import DatabaseUnusableError
from .accepting import Accepting
from .adjusting import Adjusting
from .aftercare import Aftercare
from .answering import Answering
from .background import Background
from .confirming import Confirmations
from .deciding import Deciding
from .exporting import Exporting
from .forgetting import Forgetting
from .health import HealthWatch
from .heeding import Heeding
from .hindsight import Hindsight
from .history import HistoryImport
from .intake import Intake
from .mirror import Mirror
from .offers import Offers
from .pausing import Pausing
from .questions import Questions
from .refining import Refining
from .renaming import Renaming
from .runner import Runner
from .second_thoughts import SecondThoughts
from .tables import Tables
from .telling import Telling
from .trials import TrialWatch
from .upkeep import Upkeep

LOOK_EVERY = timedelta(seconds=30)
KEEP_EVERY = timedelta(minutes=5)
TRY_EVERY = timedelta(hours=1)
TELL_EVERY = timedelta(minutes=5)

type HomeIQConfigEntry = ConfigEntry[HomeIQCoordinator]


class HomeIQCoordinator(DataUpdateCoordinator[HomeData]):
    """Captures all day, learns once a day, publishes what it learned.

    Attributes:
        settings: the owner's.
        mirror: InfluxDB, where one is connected.
        events: the history.
        registry: what is in the home.
        existing: what the home does already.
        async_accept: makes an open suggestion an automation.
        async_undo: takes that back.
        async_adjust: changes a suggestion, open or accepted.
        async_dismiss: takes an open suggestion away for good.
        async_snooze: takes one away until a moment.
        asking: asks the home's AI, and knows how often it did.
        confirmations: what was asked of people through an AI, and waits for their word.
        async_decisions: lists what people have said.
        async_take_back: offers again what was dismissed or snoozed.
        refining: turns wishes into proposals.
        async_export: hands a suggestion out as text.
        async_clear: shows what was accepted no longer.
        second_thoughts: asks about what is undone again and again.
        async_forget: deletes a part of the past.
        pausing: begins and ends pauses of the learning.
        trials: the suggestions that only note what they would have done.
    """

    config_entry: HomeIQConfigEntry

    def __init__(self, hass: HomeAssistant, entry: HomeIQConfigEntry, settings: Settings, tables: Tables) -> None:
        """Build the parts; nothing starts yet."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, always_update=False)
        self.settings = settings
        self.data = HomeData()
        self.events = tables.events
        self.registry = tables.registry
        self._tables = tables
        self._background = Background(hass, entry)
        self.mirror = Mirror(hass, entry, settings, tables, self._background) if tables.outbox else None
        self._runner = Runner(hass, settings, tables, self._background, self._async_publish, self.mirror)
        self.asking = self._runner.asking
        self.existing = self._runner.existing
        self._intake = Intake(hass, settings, tables, self._background)
        self._watch = HealthWatch(
            hass, tables, self._background, lambda: self._intake.heard, self.async_update_listeners, self.mirror
        )
        self._history = HistoryImport(hass, self._intake, tables, self._async_publish)
        self._upkeep = Upkeep(tables, self._background, self.mirror)
        self.pausing = Pausing(hass, tables, self._async_publish)
        self._renaming = Renaming(hass, entry, tables, self._background, self._runner.async_show_again)
        self._prepare_decisions(hass, settings, tables)
        self._is_ready = False

    def _prepare_decisions(self, hass: HomeAssistant, settings: Settings, tables: Tables) -> None:
        """Build the parts that decide on suggestions, and that look after what was decided."""
        hindsight = Hindsight(hass, settings, tables, self.mirror)
        self._offers = Offers(hass, tables, lambda: self.data, self._async_publish)
        self.trials = TrialWatch(hass, tables, self._offers, hindsight, self._background)
        self._accepting = Accepting(hass, tables, self._offers, self.trials)
        self.async_accept = self._accepting.async_accept
        self.async_undo = self._accepting.async_undo
        self.async_clear = self._offers.async_clear
        adjusting = Adjusting(hass, tables, self._offers, hindsight)
        self.async_adjust = adjusting.async_adjust
        self.refining = Refining(hass, settings, adjusting, self.asking)
        self.async_export = Exporting(hass, tables, self._offers).async_export
        heeding, again = Heeding(hass, settings, tables, hindsight), self._runner.async_show_again
        self._deciding = Deciding(hass, tables, self._offers, heeding, self._background, again)
        self.async_decisions = self._deciding.async_decisions
        self.async_take_back = self._deciding.async_take_back
        self.async_dismiss = self._deciding.async_dismiss
        self.async_snooze = self._deciding.async_snooze
        self._questions = Questions(hass, lambda: self.data)
        self._telling = Telling(hass, settings.notifications, tables, self._background, lambda: self.data)
        self._answering = Answering(hass, self._telling, self._accepting, self._deciding, self._background)
        self.second_thoughts = SecondThoughts(hass, tables, adjusting, self._background)
        self._aftercare = Aftercare(
            hass, tables, self._offers, self._intake.causes, self._background, self._async_publish
        )
        self._aftercare.weigh = self.second_thoughts.async_weigh
        self._forgetting = Forgetting(tables, self._runner, self._offers, self._aftercare, self._background)
        self.async_forget = self._forgetting.async_forget
        self.confirmations = Confirmations()

    @property
    def health(self) -> Health:
        """How HomeIQ is; at most half a minute old."""
        use = self.asking.use
        return replace(self._watch.health, ai_calls=use.calls, ai_tokens=use.tokens)

    async def async_start(self) -> None:
        """Take up where the last start left off, and listen.

        Raises:
            ConfigEntryNotReady: the database can't be used.
        """
        with _translated(ConfigEntryNotReady):
            await self._renaming.async_start()
            await self._runner.async_load()
            await self._accepting.async_reconcile()
            await self._deciding.async_wake()
            await self.pausing.async_load()
            await self._intake.async_start()
            await self._aftercare.async_start()
            if self.mirror:
                self._intake.on_home = self.mirror.async_learn_home
                await self.mirror.async_start()
        await self._watch.async_look()
        self._is_ready = True

    @callback
    def async_schedule(self) -> None:
        """Set the timers, and import history as soon as Home Assistant has started."""
        at = self.settings.schedule.nightly_time
        for cancel in (
            async_track_time_interval(self.hass, self._watch.async_look, LOOK_EVERY, cancel_on_shutdown=True),
            async_track_time_interval(self.hass, self._upkeep.async_begin, KEEP_EVERY, cancel_on_shutdown=True),
            async_track_time_interval(self.hass, self.trials.async_tick, TRY_EVERY, cancel_on_shutdown=True),
            async_track_time_interval(self.hass, self._deciding.async_tick, TRY_EVERY, cancel_on_shutdown=True),
            async_track_time_interval(self.hass, self._telling.async_tick, TELL_EVERY, cancel_on_shutdown=True),
            self._answering.async_listen(),
            self.async_add_listener(self._questions.async_look),
            async_track_time_change(self.hass, self._async_night, hour=at.hour, minute=at.minute, second=at.second),
            async_at_started(self.hass, self._async_started),
        ):
            self.config_entry.async_on_unload(cancel)

    async def async_flush(self) -> None:
        """Write what waits."""
        await self._tables.writer.flush()

    async def async_stop(self) -> None:
        """Stop listening, cut off what runs, write what waits, close. Stopping twice does no harm."""
        self._is_ready = False
        self.existing.async_stop()
        self._aftercare.async_stop()
        self.second_thoughts.async_stop()
        self._intake.async_stop()
        self._deciding.async_stop()
        self._renaming.async_stop()
        self.pausing.async_stop()
        await self._background.async_cancel()
        await self._offers.async_finish()
        with suppress(DatabaseUnusableError):
            await self._aftercare.async_save()
        await self._tables.async_close()

    async def async_request_refresh_run(self, request: RefreshRequest) -> int:
        """Begin a run that somebody asked for and return its id.

        Raises:
            RefreshRefusedError: none may begin now.
            HomeAssistantError: the database can't be written.
        """
        is_ready = self._is_ready and not self.hass.is_stopping
        with _translated(HomeAssistantError):
            return await self._runner.async_request(request, is_ready=is_ready)

    async def async_import_history(self) -> ImportProgress:
        """Import the recorder's history in the background, unless that is under way, and return where it stands.

        Raises:
            ImportUnavailableError: there is nothing to import from.
        """
        self._history.check()
        self._async_import()
        return self._history.progress

    @override
    async def _async_update_data(self) -> HomeData:
        """Return what is known: it is published when it changes, there is nothing to poll."""
        return self.data

    @callback
    def _async_publish(self, **changes: Any) -> None:
        standing = self._runner.gate.standing()
        data = replace(
            self.data,
            next_run_at=_next_run_at(self.settings.schedule),
            next_refresh_at=standing.next_refresh_at,
            next_ai_refresh_at=standing.next_ai_refresh_at,
            **changes,
        )
        self.async_set_updated_data(data)

    @callback
    def _async_night(self, _now: datetime) -> None:
        self._background.async_spawn(self._runner.async_night(), "night")

    @callback
    def _async_started(self, _hass: HomeAssistant) -> None:
        self.existing.async_start()
        self.second_thoughts.async_start()
        self._aftercare.async_watch()
        self._questions.async_look()
        self._background.async_spawn(self._forgetting.async_finish(), "forget the rest")
        self._async_import()
        self.trials.async_tick()

    @callback
    def _async_import(self) -> None:
        if not self._history.progress.running:
            self._background.async_spawn(self._async_import_and_learn(), "import")

    async def _async_import_and_learn(self) -> None:
        last_run = self.data.last_run
        if await self._history.async_run() and (last_run is None or last_run.status is not RunStatus.SUCCESS):
            await self._runner.async_run(RunTrigger.IMPORT)


@contextmanager
def _translated(error: type[HomeAssistantError]) -> Iterator[None]:
    try:
        yield
    except DatabaseUnusableError as err:
        raise error(
            translation_domain=DOMAIN,
            translation_key="database_unusable",
            translation_placeholders={"reason": err.reason},
        ) from err


def _next_run_at(schedule: Schedule) -> float | None:
    if not schedule.nightly:
        return None
    at = schedule.nightly_time
    # A moment later, because the run of this very second has begun already.
    soon = dt_util.now() + timedelta(seconds=1)
    return dt_util.find_next_time_expression_time(soon, [at.second], [at.minute], [at.hour]).timestamp()
