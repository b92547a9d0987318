"""A habit as it was told before, where what has changed of it is within what another night would change again."""

from __future__ import annotations

from dataclasses import replace

from ..day import apart
from .likeness import is_near
from .pattern import Between, Condition, Pattern
from .trigger import OnChange, Trigger
from .usual import usual

_SAME_MINUTE = 10  # minutes by which the middle of people's times moves from night to night
_SAME_HOURS = 30  # likewise, an end of a band of hours
_SAME_WAIT = 0.2  # of the longer wait


def as_before(pattern: Pattern, before: Pattern) -> Pattern:
    """Return a habit at the time, after the wait and within the hours at which it was told, where these hardly differ.

    Args:
        pattern: as it was found, in the middle of people's times.
        before: as it was suggested, be it earlier.
    """
    if pattern.weekdays != before.weekdays:
        return pattern
    return replace(
        pattern,
        trigger=_trigger(pattern.trigger, usual(before).trigger),
        conditions=tuple(_condition(one, before.conditions) for one in pattern.conditions),
    )


def _trigger(one: Trigger, before: Trigger) -> Trigger:
    if is_near(one, before, _SAME_MINUTE):
        return before
    if isinstance(one, OnChange) and isinstance(before, OnChange) and one.for_seconds and before.for_seconds:
        is_alike = replace(one, for_seconds=0) == replace(before, for_seconds=0)
        longer = max(one.for_seconds, before.for_seconds)
        return before if is_alike and abs(one.for_seconds - before.for_seconds) <= _SAME_WAIT * longer else one
    return one


def _condition(one: Condition, before: tuple[Condition, ...]) -> Condition:
    if not isinstance(one, Between):
        return one
    return next((each for each in before if isinstance(each, Between) and _are_near(one, each)), one)


def _are_near(one: Between, other: Between) -> bool:
    return abs(apart(one.after, other.after)) <= _SAME_HOURS and abs(apart(one.before, other.before)) <= _SAME_HOURS
