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

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..model.habits.likeness import are_one_scene, is_same_occasion
from ..model.habits.pattern import WEEKEND, WORKDAYS, Pattern
from ..model.habits.suggestion import LIMITED, Decision, DecisionKind, Objection
from ..model.habits.trigger import answers, has_moment, is_called, spares_acts
from ..model.habits.usual import usual
from ..model.home import Home
from ..model.things.set_state import is_same_state
from ..past.acts import ONE_SCENE, TOGETHER, Unit
from ..past.days.calendar import falls_on
from ..past.days.dials import minutes_off
from ..past.replay import kept_acts
from ..past.timeline import Timeline
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
            if decision.verdict is DecisionKind.DISMISSED and decision.suggestion:
                self._heed(decision, decision.suggestion.pattern)

    def limit(self, pattern: Pattern) -> Pattern | None:
        """Return what may be suggested of a pattern: itself, the same on fewer days, or None for nothing.

        What was dismissed for its days gets another name, as its own stays dismissed.
        """
        acted_on = set(self._home.with_members(pattern.entities))
        if any(self._is_touched(name, acted_on) for name in self._never):
            return None
        if not spares_acts(pattern.trigger):
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
        members = set(self._home.with_members((name,))) - {name}
        return name in acted_on or (bool(members) and members <= acted_on)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
            _wish(decision, usual(decision.suggestion.pattern), timeline, unit_of)
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
            if wish.signature != one.pattern.signature and not (one.moved_from and wish.is_accepted)
        )

    def _is_same(self, wish: _Wish, one: Tested) -> bool:
        if not _is_same_act(wish.pattern, one.pattern):
            return False
        if (is_same := is_same_occasion(wish.pattern.trigger, one.pattern.trigger, wish.near)) is not None:
            return is_same
        acts = kept_acts(one.pattern, one.unit, self._timeline)
        return len(acts) > 0 and float(np.mean(self._is_about(wish, acts))) >= _SHARE

    def _is_about(self, wish: _Wish, acts: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which acts a wish was about, bool[n]."""
        trigger = wish.pattern.trigger
        if has_moment(trigger):
            with np.errstate(invalid="ignore"):
                near = np.abs(minutes_off(trigger, acts, self._timeline)) <= wish.near
            return np.asarray(near & falls_on(self._timeline.calendar.day(acts), wish.pattern.weekdays))
        bounds = np.concatenate([[-np.inf], wish.acts, [np.inf]])
        after = np.searchsorted(bounds, acts)
        # What goes to several states takes a while, and its acts are told by their beginning.
        within = ONE_SCENE if wish.pattern.otherwise else TOGETHER
        return np.asarray(np.minimum(acts - bounds[after - 1], bounds[after] - acts) <= within)


def _is_about_days(decision: Decision, pattern: Pattern) -> bool:
    """Tell whether a habit was dismissed for its days; what has none is dismissed as a whole."""
    return decision.objection in _UNWANTED_DAYS and spares_acts(pattern.trigger)


def _wish(decision: Decision, pattern: Pattern, timeline: Timeline, unit_of: Callable[[Pattern], Unit]) -> _Wish:
    acts = np.empty(0)
    if answers(pattern.trigger) and (unit := unit_of(pattern)).entities:
        acts = kept_acts(pattern, unit, timeline)
    return _Wish(
        pattern=pattern,
        signature=decision.signature,
        is_accepted=decision.verdict is DecisionKind.ACCEPTED,
        near=_WRONG_TIME if decision.objection is Objection.WRONG_TIME else _SAME_TIME,
        acts=acts,
    )


def _is_same_act(one: Pattern, other: Pattern) -> bool:
    if (one.otherwise or other.otherwise) and is_called(one.trigger) and is_called(other.trigger):
        return are_one_scene(one, other)
    shared = len(set(one.brings) & set(other.brings))
    enough = _SHARE * min(len(one.entities), len(other.entities))
    if is_same_state(one.state, other.state) and one.state != other.state:
        shared = len(set(one.entities) & set(other.entities))
    return shared >= max(enough, 1) and bool(one.weekdays & other.weekdays)
