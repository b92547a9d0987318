"""What the home does already, kept up to date: read when automations or entities change, for the suggestions too."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
import time
from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.debounce import Debouncer

from ...apply.existing import async_read_existing
from ...capture.controls import is_hands
from ...const import LOGGER
from ...correlation import apart
from ...model.existing import ConflictKind, Existing, Standing, Troubles
from ...model.habits.pattern import Pattern
from ...model.overview import HomeData
from ...model.words import Words
from ...settings import Settings
from ...store.file.threads import in_turns
from ...suggest.existing import Comparison, held_against
from ...suggest.troubles import find_troubles
from ..background import Background
from ..file.tables import Tables
from ..telling.language import locale_of, read_words
from ..telling.repairs import async_report, async_withdraw

LOOK_EVERY = timedelta(hours=1)
SOON = 1.0  # how long changes of automations are gathered before they are read, seconds
LATER = 60.0  # likewise for entities that come, go or change, of which a new device brings many, seconds
RELOADED = ("automation_reloaded", "scene_reloaded")


class ExistingWatch:
    """Knows the home's automations.

    Attributes:
        existing: as they were read last.
        troubles: those that need their owner.
        comparison: for patterns to be held against.
        words: for what a suggestion would get in the way of.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        show: Callable[[], Awaitable[object]],
    ) -> None:
        """Know nothing until the automations are read.

        Args:
            hass: Home Assistant.
            settings: whether to report, and from when on.
            tables: the database.
            background: where the automations are read.
            show: called when they were read anew.
        """
        self._hass = hass
        self._settings = settings
        self._tables = tables
        self._background = background
        self.words = Words(templates={})
        self._reading = asyncio.Lock()
        self._is_reporting = False
        self._cancels: list[CALLBACK_TYPE] = []
        self._soon, self._later = (
            Debouncer(hass, LOGGER, cooldown=wait, immediate=False, function=self._async_begin, background=True)
            for wait in (SOON, LATER)
        )
        self.existing = Existing()
        self.troubles = Troubles()
        self.comparison = Comparison(self.existing)
        self._show = show

    @callback
    def async_start(self) -> None:
        """Look now, and whenever something changes that matters. Home Assistant has started."""
        self._is_reporting = self._settings.automations.report
        listen = self._hass.bus.async_listen
        self._cancels = [
            *(listen(event_type, self._async_changed) for event_type in RELOADED),
            listen(EVENT_STATE_CHANGED, self._async_changed, event_filter=_is_switched),
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._async_home_changed),
            listen(EVENT_STATE_CHANGED, self._async_home_changed, event_filter=_comes_or_goes),
            self._background.async_every(LOOK_EVERY, self._async_begin, "hourly look at automations"),
        ]
        self._async_begin()

    @callback
    def async_stop(self) -> None:
        """Stop looking, and take back what was reported. Stopping twice does no harm."""
        for cancel in self._cancels:
            cancel()
        self._cancels = []
        self._is_reporting = False
        self._soon.async_shutdown()
        self._later.async_shutdown()
        async_withdraw(self._hass)

    async def async_read(self) -> Existing:
        """Read the automations as they are now."""
        async with self._reading:
            existing = await async_read_existing(self._hass, partial(is_hands, self._hass))
            recorded_since = await self._tables.events.first_time()
            await self._background.async_in_thread(partial(self._take, existing, recorded_since, time.time()))
            if self._is_reporting:
                async_report(self._hass, self.troubles, self._settings.automations.stale_days)
        return existing

    def _take(self, existing: Existing, recorded_since: float | None, now: float) -> None:
        """Sort the automations, in a worker thread: in a large home that takes some hundredths of a second."""
        self.words = read_words(locale_of(self._hass))
        self.comparison = Comparison(existing)
        self.troubles = find_troubles(
            existing,
            now=now,
            recorded_since=recorded_since,
            stale_days=self._settings.automations.stale_days,
        )
        self.existing = existing

    async def async_standings(self, data: HomeData) -> tuple[Standing, ...]:
        """Read the automations anew, and return how each stands to what was found."""
        existing = await self.async_read()
        # Of that reading, whatever is read while habits are compared with it.
        comparison, stale_ones = self.comparison, self.troubles.stale
        covers = await self._background.async_in_thread(partial(_covers, data.patterns, comparison))
        conflicts: defaultdict[str, list[tuple[str, ConflictKind]]] = defaultdict(list)
        for suggestion in held_against(data.suggestions, comparison, self.words):
            for conflict in suggestion.conflicts:
                conflicts[conflict.entity_id].append((suggestion.signature, conflict.kind))
        stale = {automation.entity_id for automation in stale_ones}
        return tuple(
            Standing(
                automation=automation,
                is_stale=automation.entity_id in stale,
                covers=tuple(covers.get(automation.entity_id, ())),
                conflicts=tuple(conflicts[automation.entity_id]),
            )
            for automation in existing.automations
        )

    @callback
    def _async_changed(self, _event: Event[Any]) -> None:
        with apart():
            self._soon.async_schedule_call()

    @callback
    def _async_home_changed(self, _event: Event[Any]) -> None:
        with apart():
            self._later.async_schedule_call()

    @callback
    def _async_begin(self, _now: datetime | None = None) -> None:
        self._background.async_keep(self._async_look, "existing automations")

    async def _async_look(self) -> None:
        await self.async_read()
        await self._show()


@callback
def _is_switched(data: EventStateChangedData) -> bool:
    """Tell whether an automation came, went, or was turned on or off."""
    if not data["entity_id"].startswith("automation."):
        return False
    old, new = data["old_state"], data["new_state"]
    return old is None or new is None or old.state != new.state


@callback
def _comes_or_goes(data: EventStateChangedData) -> bool:
    """Tell whether an entity is new, or there no longer: what an automation or a suggestion names may be."""
    return data["old_state"] is None or data["new_state"] is None


def _covers(patterns: Iterable[Pattern], comparison: Comparison) -> Mapping[str, Sequence[str]]:
    """Return the signatures of the habits that each automation does already; in a worker thread."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pattern in in_turns(patterns):
        for automation in comparison.covering(pattern):
            found[automation.entity_id].append(pattern.signature)
    return found
