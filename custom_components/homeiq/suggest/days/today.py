"""A day against the usual one: what is mostly done when, and whether it was. Minutes are local, of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import assert_never

import numpy as np

from ...model.event import Cause, EventColumns
from ...model.habits.packed import of_kinds
from ...model.habits.pattern import NumberIs, Pattern
from ...model.habits.trigger import AtSun, AtTime, Kind, has_moment
from ...model.habits.value import value_name
from ...model.home import Home
from ...model.things import thing_of
from ...model.things.set_state import alike, set_state_of
from ...past.days.sun import sun_times
from ...past.numbers.beside import number_of

MOST = 40
"""Habits of a day that are told; the best come first."""

_WITH_MOMENT = frozenset(kind for kind in Kind if kind.has_moment)
_LEAST = 10.0  # minutes about its usual moment within which anything is as usual
_NEARBY = 90  # minutes before and after that, within which it is early or late
_APART = 60  # minutes between two habits of the same thing

type Minute = Callable[[float], int]
"""Tells the local minute of a moment, UTC epoch seconds."""


class Course(StrEnum):
    """How something goes on a day."""

    USUAL = "usual"
    EARLY = "early"
    LATE = "late"
    DUE = "due"
    """Its time is yet to come, or not over."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sun:
    """When the sun rises and sets, UTC epoch seconds; None on a day on which it does not."""

    rises: float | None
    sets: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was done.

    Attributes:
        by_hand: by a person, not by an automation.
    """

    minute: int
    by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Usually:
    """A habit of such a day.

    Attributes:
        typical: when it is done mostly.
        first: from when on that is as usual.
        last: until when.
    """

    pattern: Pattern
    typical: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitToday:
    """A habit, and how it goes."""

    usually: Usually
    done: tuple[Done, ...]
    course: Course


def sun_of(day: int, home: Home) -> Sun:
    """Return when the sun comes and goes.

    Args:
        day: local, days since 1970-01-01.
        home: where it does.
    """
    rise, set_ = (float(one[0]) for one in sun_times(np.array([day]), home.latitude, home.longitude))
    return Sun(rises=None if isnan(rise) else rise, sets=None if isnan(set_) else set_)


def usual_day(
    patterns: Sequence[Pattern],
    weekdays: AbstractSet[int],
    sun: Sun,
    minute: Minute,
    has: Callable[[Pattern, int], bool] = lambda _pattern, _minute: True,
) -> tuple[Usually, ...]:
    """Return what is usually done on days of some kind, by its time.

    Args:
        patterns: all habits, best first.
        weekdays: what is done on any of these belongs to it; 0 is Monday.
        sun: of one such day.
        minute: reads the clock.
        has: tells whether a habit may have its time, a minute, on such a day.
    """
    found: list[Usually] = []
    for one in _on(patterns, weekdays, sun, minute):
        if not has(one.pattern, one.typical):
            continue
        mine = one.pattern.brings
        if not any(other.pattern.brings == mine and abs(other.typical - one.typical) <= _APART for other in found):
            found.append(one)
        if len(found) == MOST:
            break
    return tuple(sorted(found, key=lambda one: (one.typical, one.pattern.signature)))


def _on(patterns: Sequence[Pattern], weekdays: AbstractSet[int], sun: Sun, minute: Minute) -> Iterator[Usually]:
    for pattern in of_kinds(patterns, _WITH_MOMENT):
        if not has_moment(pattern.trigger) or weekdays.isdisjoint(pattern.weekdays):
            continue
        typical = _moment(pattern.trigger, sun, minute)
        if typical is None:
            continue
        width = round(max(_LEAST, 2 * pattern.evidence.spread_seconds / 60))
        yield Usually(pattern=pattern, typical=typical, first=typical - width, last=typical + width)


def _moment(trigger: AtTime | AtSun, sun: Sun, minute: Minute) -> int | None:
    """Return the minute; None where the sun does not do that."""
    match trigger:
        case AtTime(minute=at):
            return at
        case AtSun(event=event, offset_minutes=offset):
            at_horizon = sun.rises if event == "sunrise" else sun.sets
            return None if at_horizon is None else minute(at_horizon + offset * 60)
        case _:
            assert_never(trigger)


def so_far(usual: Sequence[Usually], events: EventColumns, now: int, minute: Minute) -> tuple[HabitToday, ...]:
    """Return how a day goes so far.

    What is only done while a sensor measures so much is not missing where it was not done: it may not have been so.

    Args:
        usual: what is usually done on it.
        events: of the day, in the order of time.
        now: the minute; after the day, or before it, one beyond either of its ends.
        minute: reads the clock.
    """
    happened = _by_entity(events, minute)
    things = (_thing(one, happened, now) for one in usual)
    return tuple(one for one in things if one.course is not Course.MISSING or not _goes_by_number(one.usually.pattern))


def _goes_by_number(pattern: Pattern) -> bool:
    return any(isinstance(one, NumberIs) for one in pattern.conditions)


def _by_entity(events: EventColumns, minute: Minute) -> Mapping[str, Sequence[tuple[str, Done]]]:
    found: defaultdict[str, list[tuple[str, Done]]] = defaultdict(list)
    for at, name, state, cause in events.rows(0, len(events)):
        by_hand = Cause(cause) not in {Cause.AUTOMATION, Cause.HOMEIQ, Cause.STARTUP}
        found[name].append((state, Done(minute=minute(at), by_hand=by_hand)))
    return found


def _thing(usually: Usually, happened: Mapping[str, Sequence[tuple[str, Done]]], now: int) -> HabitToday:
    done = tuple(sorted(_done(usually.pattern, happened), key=lambda one: one.minute))
    near = [one.minute for one in done if usually.first - _NEARBY <= one.minute <= usually.last + _NEARBY]
    if any(usually.first <= minute <= usually.last for minute in near):
        course = Course.USUAL
    elif near:
        course = Course.EARLY if near[0] < usually.first else Course.LATE
    else:
        course = Course.DUE if now <= usually.last else Course.MISSING
    return HabitToday(usually=usually, done=done, course=course)


def _done(pattern: Pattern, happened: Mapping[str, Sequence[tuple[str, Done]]]) -> Iterator[Done]:
    """Yield when a pattern's entities came to its state, those that came together once."""
    told: set[int] = set()
    for name, wanted in pattern.brings:
        was_there = False
        for state, done in happened.get(_told_as(name, pattern), ()):
            is_there = _is_reached(name, state, wanted)
            if is_there and not was_there and done.minute not in told:
                told.add(done.minute)
                yield done
            was_there = is_there


def asked_of_day(pattern: Pattern) -> tuple[str, ...]:
    """Return what tells when a habit was kept, as the history names it."""
    return tuple(_told_as(name, pattern) for name in pattern.entities)


def _told_as(entity_id: str, pattern: Pattern) -> str:
    return value_name(entity_id, sets.attribute) if (sets := pattern.sets) else entity_id


def _is_reached(entity_id: str, state: str, wanted: str) -> bool:
    if sets := set_state_of(wanted):
        number = number_of(state)
        return abs(number - sets.value) <= alike(sets.attribute, sets.value)
    return state in thing_of(entity_id).reports(wanted)
