"""What was noted by the clock of one time zone, told by the clock of another: the moments stay, their names change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from ..model.day import DAY
from ..model.habits.pattern import Between, Pattern
from ..model.habits.suggestion import Suggestion
from ..model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand
from ..model.habits.usual import at_minute
from ..model.home import Home
from ..model.words import Words
from .drafted import retold

_DAY_SECONDS = 86400.0


def rezoned(suggestion: Suggestion, old: ZoneInfo, new: ZoneInfo, home: Home, words: Words) -> Suggestion:
    """Return a suggestion as it would be noted in another zone, with its texts, where a clock is in it."""
    # The last weeks are told by the days of the clock before, so they wait for the next run.
    suggestion = replace(suggestion, recent=None)
    return retold(suggestion, rezoned_pattern(suggestion.pattern, old, new), home, words)


def rezoned_pattern(pattern: Pattern, old: ZoneInfo, new: ZoneInfo) -> Pattern:
    """Return a pattern by the clock of another zone, under the same name."""
    minutes = _minutes_between(pattern, old, new)
    if not minutes:
        return pattern
    conditions = tuple(
        Between(after=(one.after + minutes) % DAY, before=(one.before + minutes) % DAY)
        if isinstance(one, Between)
        else one
        for one in pattern.conditions
    )
    match pattern.trigger:
        case AtTime(minute=minute):
            return at_minute(replace(pattern, conditions=conditions), minute + minutes)
        case AtSun() | OnChange() | Crosses() | LeftOn() | OnDemand():
            return replace(pattern, conditions=conditions)
        case _:
            assert_never(pattern.trigger)


def _minutes_between(pattern: Pattern, old: ZoneInfo, new: ZoneInfo) -> int:
    """Return how much later the clock is in the new zone, on the day that the habit was last seen."""
    moment = datetime.fromtimestamp(pattern.evidence.last_day * _DAY_SECONDS + _DAY_SECONDS / 2, UTC)
    before, after = moment.astimezone(old).utcoffset(), moment.astimezone(new).utcoffset()
    assert before is not None and after is not None  # noqa: S101, PT018 - zones have one
    return round((after - before).total_seconds() / 60)
