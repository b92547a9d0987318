"""When people usually do it, which need not be when its automation does: it may come early enough to spare the act."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from ..day import DAY, WEEKDAYS
from .pattern import Idle, Pattern
from .trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand


def usual(pattern: Pattern) -> Pattern:
    """Return a pattern at the middle of people's times: that is what a habit is known by."""
    early = pattern.evidence.early_seconds
    return earlier(pattern, -early) if early else pattern


def earlier(pattern: Pattern, seconds: int) -> Pattern:
    """Return a pattern that acts so many seconds earlier, and tells so."""
    if not seconds:
        return pattern
    early = pattern.evidence.early_seconds + seconds
    sooner = _earlier(pattern, seconds)
    return replace(sooner, evidence=replace(sooner.evidence, early_seconds=early))


def at_minute(pattern: Pattern, minutes: int) -> Pattern:
    """Return a time of day at so many minutes after midnight, which may be those of the day before or after.

    Examples:
        >>> monday = replace(habit(AtTime(minute=5)), weekdays=frozenset({0}))
        >>> sunday = at_minute(monday, -10)
        >>> sunday.trigger, sorted(sunday.weekdays)
        (AtTime(minute=1430), [6])
    """
    days, minute = divmod(minutes, DAY)
    moved, counts = replace(pattern, trigger=AtTime(minute=minute)), pattern.evidence.by_weekday
    # Mostly it stays on its day, and thousands are asked.
    if not days:
        return moved
    return replace(
        moved,
        weekdays=frozenset((day + days) % len(WEEKDAYS) for day in pattern.weekdays),
        evidence=replace(
            pattern.evidence,
            by_weekday=tuple(counts[(day - days) % len(WEEKDAYS)] for day in range(len(counts))),
        ),
    )


def as_helpful(pattern: Pattern, before: Pattern) -> Pattern:
    """Return a pattern that comes as early, and leaves alone what has just been used, as another one does."""
    quiet = tuple(one for one in before.conditions if isinstance(one, Idle) and one.entity_id in before.entities)
    return replace(earlier(pattern, before.evidence.early_seconds), conditions=(*pattern.conditions, *quiet))


def _earlier(pattern: Pattern, seconds: int) -> Pattern:
    match trigger := pattern.trigger:
        case AtTime(minute=minute):
            return at_minute(pattern, minute - seconds // 60)
        case AtSun(offset_minutes=offset):
            return replace(pattern, trigger=replace(trigger, offset_minutes=offset - seconds // 60))
        case OnChange(for_seconds=held):
            return replace(pattern, trigger=replace(trigger, for_seconds=held - seconds))
        case Crosses(for_seconds=held):
            return replace(pattern, trigger=replace(trigger, for_seconds=held - seconds))
        case LeftOn() | OnDemand():
            return pattern
        case _:
            assert_never(trigger)
