"""When people usually do it, which need not be when its automation does: it may come early enough to spare the act."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from ..day import DAY
from .pattern import Idle, Pattern
from .trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger


def usual(pattern: Pattern) -> Pattern:
    """Return a pattern at the middle of people's times: that is what a habit is known by."""
    early = pattern.evidence.early_seconds
    return earlier(pattern, -early) if early else pattern


def earlier(pattern: Pattern, seconds: int) -> Pattern:
    """Return a pattern that acts so many seconds earlier, and tells so."""
    if not seconds:
        return pattern
    early = pattern.evidence.early_seconds + seconds
    return replace(
        pattern,
        trigger=_earlier(pattern.trigger, seconds),
        evidence=replace(pattern.evidence, early_seconds=early),
    )


def as_helpful(pattern: Pattern, before: Pattern) -> Pattern:
    """Return a pattern that comes as early, and leaves alone what has just been used, as another one does."""
    quiet = tuple(one for one in before.conditions if isinstance(one, Idle) and one.entity_id in before.entities)
    return replace(earlier(pattern, before.evidence.early_seconds), conditions=(*pattern.conditions, *quiet))


def _earlier(trigger: Trigger, seconds: int) -> Trigger:
    match trigger:
        case AtTime(minute=minute):
            return AtTime(minute=(minute - seconds // 60) % DAY)
        case AtSun(offset_minutes=offset):
            return replace(trigger, offset_minutes=offset - seconds // 60)
        case OnChange(for_seconds=held):
            return replace(trigger, for_seconds=held - seconds)
        case Crosses(for_seconds=held):
            return replace(trigger, for_seconds=held - seconds)
        case LeftOn() | OnDemand():
            return trigger
        case _:
            assert_never(trigger)
