"""What people have said to suggestions, and what follows from it for the next ones.

1. What somebody wants never to be automated is acted on by no suggestion: not by itself, not as part of a group, not
   through all members of a group.
2. Days that somebody doesn't want are taken from whatever acts on the same entities. What remains is tested anew.
3. What was decided on comes back in no other coat. Two habits are one wish if they bring the same entities (half of
   those of the smaller one) to the same state on days that both have, at the same time:

   - two times of day, or two distances from the same sun, are the same within an hour; within a third of that where
     only the time was wrong;
   - two changes of one entity to one state are the same, whatever the conditions and delays;
   - two scenes are the same, and so are two reminders;
   - of different kinds, the new habit is the old wish if half of the acts that it would save people are those that the
     old one was about: near its time, or answers to its trigger.

   So a morning and an evening habit of one lamp are two wishes, and so are turning it on and turning it off.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..model.home import Home
from ..model.pattern import WEEKEND, WORKDAYS, AtSun, AtTime, LeftOn, OnChange, OnDemand, Pattern
from ..model.suggestion import LIMITED, Decision, Objection, Verdict
from ..past.acts import TOGETHER, Unit
from ..past.calendar import DAY, apart, falls_on
from ..past.sun import sun_times
from ..past.timeline import Timeline
from .backtest import replay
from .select import Tested

_SAME_TIME = 60  # minutes within which two times are one
_WRONG_TIME = 20  # likewise, where only the time was wrong
_SHARE = 0.5  # of the entities, or of the acts, that two habits have in common
_UNWANTED_DAYS: Mapping[Objection, frozenset[int]] = {
    Objection.NOT_AT_WEEKENDS: WEEKEND,
    Objection.NOT_ON_WORKDAYS: WORKDAYS,
}
REACHING = frozenset({Objection.NEVER_THIS_ENTITY, *_UNWANTED_DAYS})
"""Objections that reach other suggestions than the one they were made to."""


class Objections:
    """What must not be acted on, and on which days."""

    def __init__(self, decisions: Iterable[Decision], home: Home) -> None:
        """Heed the dismissals among decisions.

        Args:
            decisions: people's, of any verdict.
            home: tells which entities are groups of others.
        """
        self._home = home
        self._never: set[str] = set()
        self._unwanted: dict[str, frozenset[int]] = {}
        self._limited: set[str] = set()
        for decision in decisions:
            if decision.verdict is Verdict.DISMISSED and decision.suggestion:
                self._heed(decision, decision.suggestion.pattern)

    def limit(self, pattern: Pattern) -> Pattern | None:
        """Return what may be suggested of a pattern: itself, the same on fewer days, or None for nothing.

        What was dismissed for its days gets another name, as its own stays dismissed.
        """
        acted_on = set(with_members(pattern.entities, self._home))
        if any(self._is_touched(name, acted_on) for name in self._never):
            return None
        if isinstance(pattern.trigger, LeftOn | OnDemand):
            return pattern
        unwanted = [days for name, days in self._unwanted.items() if self._is_touched(name, acted_on)]
        weekdays = pattern.weekdays.difference(*unwanted)
        if not weekdays:
            return None
        name = pattern.signature
        return replace(pattern, weekdays=weekdays, signature=name + LIMITED if name in self._limited else name)

    def _heed(self, decision: Decision, pattern: Pattern) -> None:
        if decision.objection is Objection.NEVER_THIS_ENTITY:
            self._never.update(pattern.entities)
        if days := _UNWANTED_DAYS.get(decision.objection or Objection.NOT_WANTED):
            self._limited.add(decision.signature)
            for name in pattern.entities:
                self._unwanted[name] = self._unwanted.get(name, frozenset()) | days

    def _is_touched(self, name: str, acted_on: set[str]) -> bool:
        members = set(with_members((name,), self._home)) - {name}
        return name in acted_on or (bool(members) and members <= acted_on)


def with_members(entities: Iterable[str], home: Home, deepest: int = 4) -> Iterator[str]:
    """Yield entities, and those that they are groups of, some levels deep."""
    for name in entities:
        yield name
        entity = home.entities.get(name)
        if entity and entity.members and deepest:
            yield from with_members(entity.members, home, deepest - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What somebody decided on.

    Attributes:
        near: minutes within which a time of day is the same as its own.
        acts: float64[n], the acts that it was about, UTC epoch seconds, ascending; empty for what clock or sun set off.
    """

    pattern: Pattern
    signature: str
    is_accepted: bool
    near: int
    acts: NDArray[np.float64]


class Wishes:
    """What was decided on already, whatever coat it wears now."""

    def __init__(self, decisions: Iterable[Decision], timeline: Timeline, unit_of: Callable[[Pattern], Unit]) -> None:
        """Look at what decisions were about.

        Args:
            decisions: people's, of any verdict.
            timeline: the past.
            unit_of: returns a pattern's entities, as far as they have a past, with what people did with them.
        """
        self._timeline = timeline
        self._wishes = [
            _wish(decision, decision.suggestion.pattern, timeline, unit_of)
            for decision in decisions
            if decision.suggestion and not _is_about_days(decision, decision.suggestion.pattern)
        ]

    def know(self, one: Tested) -> bool:
        """Tell whether a habit is one of them under another name.

        Where an accepted habit has moved, it is the same wish, and to be offered.
        """
        return any(
            self._is_same(wish, one)
            for wish in self._wishes
            if wish.signature != one.pattern.signature and not (one.adjusts and wish.is_accepted)
        )

    def _is_same(self, wish: _Wish, one: Tested) -> bool:
        if not _is_same_act(wish.pattern, one.pattern):
            return False
        if (is_same := _is_same_occasion(wish, one.pattern)) is not None:
            return is_same
        trials = replay(one.pattern, one.unit, self._timeline).trials
        acts = one.unit.acts[np.unique(trials.act[trials.hit])]
        return len(acts) > 0 and float(np.mean(self._is_about(wish, acts))) >= _SHARE

    def _is_about(self, wish: _Wish, acts: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which acts a wish was about, bool[n]."""
        match wish.pattern.trigger:
            case AtTime() | AtSun() as trigger:
                with np.errstate(invalid="ignore"):
                    near = np.abs(minutes_off(trigger, acts, self._timeline)) <= wish.near
                return np.asarray(near & falls_on(self._timeline.calendar.day(acts), wish.pattern.weekdays))
            case _:
                bounds = np.concatenate([[-np.inf], wish.acts, [np.inf]])
                after = np.searchsorted(bounds, acts)
                return np.asarray(np.minimum(acts - bounds[after - 1], bounds[after] - acts) <= TOGETHER)


def minutes_off(trigger: AtTime | AtSun, acts: NDArray[np.float64], timeline: Timeline) -> NDArray[np.float64]:
    """Return how many minutes after its trigger's moment of that day each act was, float64[n]; before it is negative.

    Args:
        trigger: NaN for days without its sunrise or sunset.
        acts: float64[n], UTC epoch seconds.
        timeline: the past.
    """
    match trigger:
        case AtTime(minute=minute):
            return np.asarray(apart(timeline.calendar.minute(acts), minute), dtype=np.float64)
        case AtSun(event=event, offset_minutes=offset):
            place, days = timeline.home, timeline.calendar.day(acts)
            moments = sun_times(days, place.latitude, place.longitude)[event == "sunset"] + offset * 60
            return np.asarray((acts - moments) / 60)


def _is_about_days(decision: Decision, pattern: Pattern) -> bool:
    """Tell whether a habit was dismissed for its days; what has none is dismissed as a whole."""
    return decision.objection in _UNWANTED_DAYS and not isinstance(pattern.trigger, LeftOn | OnDemand)


def _wish(decision: Decision, pattern: Pattern, timeline: Timeline, unit_of: Callable[[Pattern], Unit]) -> _Wish:
    acts = np.empty(0)
    if isinstance(pattern.trigger, OnChange) and (unit := unit_of(pattern)).entities:
        trials = replay(pattern, unit, timeline).trials
        acts = unit.acts[np.unique(trials.act[trials.hit])]
    return _Wish(
        pattern=pattern,
        signature=decision.signature,
        is_accepted=decision.verdict is Verdict.ACCEPTED,
        near=_WRONG_TIME if decision.objection is Objection.WRONG_TIME else _SAME_TIME,
        acts=acts,
    )


def _is_same_act(one: Pattern, other: Pattern) -> bool:
    shared = len(set(one.entities) & set(other.entities))
    enough = _SHARE * min(len(one.entities), len(other.entities))
    return one.state == other.state and shared >= max(enough, 1) and bool(one.weekdays & other.weekdays)


def _is_same_occasion(wish: _Wish, found: Pattern) -> bool | None:
    """Tell whether two triggers mean the same occasion; None where only the past can tell."""
    match wish.pattern.trigger, found.trigger:
        case AtTime(minute=a), AtTime(minute=b):
            return abs((a - b + DAY // 2) % DAY - DAY // 2) <= wish.near
        case AtSun(event=event, offset_minutes=a), AtSun(event=also, offset_minutes=b) if event == also:
            return abs(a - b) <= wish.near
        case OnChange(entity_id=name, to=to), OnChange(entity_id=also, to=state) if (name, to) == (also, state):
            return True
        case (LeftOn(), LeftOn()) | (OnDemand(), OnDemand()):
            return True
        case (LeftOn() | OnDemand(), _) | (_, LeftOn() | OnDemand()):
            return False
        case _:
            return None
