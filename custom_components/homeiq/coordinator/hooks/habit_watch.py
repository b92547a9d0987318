"""Looks every few seconds whether something is not as it always is, where a webhook is to be told of it."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
import time

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...capture.registries import areas_of
from ...deliver.hooks.amiss import Amiss, StateSince, is_sure, left_on, may_be_amiss, missed
from ...deliver.hooks.jumps import Jumps
from ...model.habits.packed import of_kinds
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import Kind, reminds
from ...model.hooks import Happening
from ...model.overview import HomeData
from ...model.things import NOT_A_STATE
from ...store.file.threads import in_thread, in_turns
from .news import async_say
from .roster import Roster

_REMEMBERED = 1_000  # that were told; each is told once
_LOOKED_AT = frozenset(filter(may_be_amiss, Kind))
_KINDS = frozenset({Happening.LEFT_ON, Happening.HABIT_MISSED})


class HabitWatch:
    """Compares what is with the habits that are so strict that they may be missed."""

    def __init__(self, hass: HomeAssistant, roster: Roster, data: Callable[[], HomeData]) -> None:
        """Watch nothing yet.

        Args:
            hass: Home Assistant.
            roster: who is told.
            data: the habits, and whether there is a pause.
        """
        self._hass = hass
        self._roster = roster
        self._data = data
        self._seen: Sequence[Pattern] = ()
        self._watched: tuple[Pattern, ...] = ()
        self._told: deque[str] = deque(maxlen=_REMEMBERED)
        self._jumps = Jumps()

    async def async_look(self, _now: datetime | None = None) -> None:
        """Look once."""
        self._jumps.look(time.time(), time.monotonic())
        if not any(not hook.happenings or hook.happenings & _KINDS for hook in self._roster.active):
            return
        patterns = self._data().patterns
        if patterns is not self._seen:
            self._watched = await in_thread(_strict_of, patterns)
            self._seen = patterns
        data, now = self._data(), dt_util.now()
        if data.pause and data.pause.covers(now.timestamp()):
            return
        on = ((Happening.LEFT_ON, one) for one in left_on(self._watched, self._look, now.timestamp()))
        not_done = ((Happening.HABIT_MISSED, one) for one in missed(self._watched, self._look, now))
        for happening, amiss in chain(on, not_done):
            if amiss.key not in self._told:
                self._told.append(amiss.key)
                async_say(self._hass, happening, self._what(amiss), once=amiss.key)

    def _look(self, entity_id: str) -> StateSince | None:
        state = self._hass.states.get(entity_id)
        if state is None or state.state in NOT_A_STATE:
            return None
        return StateSince(state=state.state, since=self._jumps.by_now(state.last_changed_timestamp))

    def _what(self, amiss: Amiss) -> dict[str, object]:
        pattern, entities = amiss.pattern, list(amiss.entities)
        titles = {one.signature: one.title for one in self._data().suggestions}
        moment = dt_util.utc_from_timestamp(amiss.moment).isoformat()
        return {
            "signature": pattern.signature,
            "kind": pattern.kind.value,
            "title": titles.get(pattern.signature, ""),
            "entities": entities,
            "areas": sorted(areas_of(self._hass, entities)),
            "state": pattern.trigger.to if reminds(pattern.trigger) else pattern.state,
            "since" if reminds(pattern.trigger) else "expected_by": moment,
        }


def _strict_of(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Return the habits that may be missed; in a worker thread, as each is read for it."""
    return tuple(one for one in in_turns(of_kinds(patterns, _LOOKED_AT)) if reminds(one.trigger) or is_sure(one))
