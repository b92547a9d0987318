"""Looks every few seconds whether something is not as it always is, where a webhook is to be told of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
import time

from homeassistant.const import STATE_HOME
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import numpy as np

from ...capture.registries import areas_of
from ...deliver.hooks.amiss import Amiss, StateSince, is_sure, keeps_out, left_on, may_be_amiss, missed
from ...deliver.hooks.jumps import Jumps
from ...model.clock import DAY
from ...model.event import Cause
from ...model.habits.packed import of_kinds
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import Kind, reminds
from ...model.hooks import Happening
from ...model.overview import HomeData
from ...model.things import ACT_STATES, NOT_A_STATE
from ...store.file.errors import DatabaseError
from ...store.file.threads import in_thread, in_turns
from ..file.tables import Tables
from .days_off import DaysOff
from .news import async_say
from .roster import Roster
from .since_when import SinceWhen

_REMEMBERED = 1_000  # that were told; each is told once
_LOOKED_AT = frozenset(filter(may_be_amiss, Kind))
_BY_HAND = (Cause.PERSON, Cause.DEVICE, Cause.UNKNOWN)
_KINDS = frozenset({Happening.LEFT_ON, Happening.HABIT_MISSED})


class HabitWatch:
    """Compares what is with the habits that are so strict that they may be missed."""

    def __init__(
        self, hass: HomeAssistant, roster: Roster, data: Callable[[], HomeData], tables: Tables, days_off: DaysOff
    ) -> None:
        """Watch nothing yet.

        Args:
            hass: Home Assistant.
            roster: who is told.
            data: the habits, and whether there is a pause.
            tables: the history.
            days_off: knows them.
        """
        self._hass = hass
        self._roster = roster
        self._data = data
        self._tables = tables
        self._seen: Sequence[Pattern] = ()
        self._watched: tuple[Pattern, ...] = ()
        self._told: deque[str] = deque(maxlen=_REMEMBERED)
        self._jumps = Jumps()
        self._days_off = days_off
        self._since_when = SinceWhen(hass, tables)

    async def async_look(self, _now: datetime | None = None) -> None:
        """Look once."""
        self._jumps.look(time.time(), time.monotonic())
        if not any(not hook.happenings or hook.happenings & _KINDS for hook in self._roster.active):
            return
        patterns = self._data().patterns
        if patterns is not self._seen:
            self._watched = await in_thread(_strict_of, patterns)
            self._seen = patterns
        await self._since_when.async_look(frozenset(name for one in self._watched for name in one.entities))
        data, now = self._data(), dt_util.now()
        if data.pause and data.pause.covers(now.timestamp()):
            return
        for amiss in left_on(self._watched, self._look, now.timestamp()):
            self._tell(Happening.LEFT_ON, amiss)
        not_done = await self._days_off.async_without(
            [one for one in missed(self._watched, self._look, now) if one.key not in self._told], now
        )
        if not_done and not await self._async_is_lived_in(now.timestamp()):
            not_done = [one for one in not_done if keeps_out(one.pattern)]
        for amiss in not_done:
            self._tell(Happening.HABIT_MISSED, amiss)

    @callback
    def _tell(self, happening: Happening, amiss: Amiss) -> None:
        if amiss.key not in self._told:
            self._told.append(amiss.key)
            async_say(self._hass, happening, self._what(amiss), once=amiss.key)

    async def _async_is_lived_in(self, now: float) -> bool:
        """Tell whether somebody is home, as far as anybody knows, and has done something by hand within a day.

        Habits were learned from such days only: on others nobody was there to keep them.
        """
        persons = {state.state for state in self._hass.states.async_all("person")} - NOT_A_STATE
        if persons and STATE_HOME not in persons:
            return False
        acted_on = [name for name in self._hass.states.async_entity_ids() if name.partition(".")[0] in ACT_STATES]
        try:
            await self._tables.writer.flush()
            events = await self._tables.events.span(now - DAY, now, acted_on)
        except DatabaseError:
            return True
        return bool(np.isin(events.cause, _BY_HAND).any())

    def _look(self, entity_id: str) -> StateSince | None:
        standing = self._since_when.of(entity_id)
        return standing and replace(standing, since=self._jumps.by_now(standing.since))

    def _what(self, amiss: Amiss) -> dict[str, object]:
        pattern, entities = amiss.pattern, list(amiss.entities)
        otherwise = {one.entity_id: one.state for one in pattern.otherwise if one.entity_id in entities}
        titles = {one.signature: one.title for one in self._data().suggestions}
        moment = dt_util.utc_from_timestamp(amiss.moment).isoformat()
        return {
            "signature": pattern.signature,
            "kind": pattern.kind.value,
            "title": titles.get(pattern.signature, ""),
            "entities": entities,
            "areas": sorted(areas_of(self._hass, entities)),
            "state": pattern.trigger.to if reminds(pattern.trigger) else pattern.entity_state,
            **({"otherwise": otherwise} if otherwise else {}),
            "since" if reminds(pattern.trigger) else "expected_by": moment,
        }


def _strict_of(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Return the habits that may be missed; in a worker thread, as each is read for it."""
    return tuple(one for one in in_turns(of_kinds(patterns, _LOOKED_AT)) if reminds(one.trigger) or is_sure(one))
