"""Why something is suggested, in plain words: how often it would have been right, and below that what else is known.

The verdict counts days that the habit was not learned from, where these had enough runs, and else all of them; what a
condition is worth, and what chance would do, are shares.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...model.day import date_of
from ...model.habits.pattern import Evidence, Pattern
from ...model.habits.suggestion import Backtest, Holdout
from ...model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger, is_called
from ...model.habits.usual import usual
from ...model.home import Home
from ...model.words import Words
from .entity_names import duration
from .weekdays import named
from .wording import conditions

_MANY = 4  # things of a scene of several states, of which one may have been left out


def reason(pattern: Pattern, backtest: Backtest, home: Home, words: Words, *, for_who_is_home: bool = False) -> str:
    """Say why it is offered: a line of verdict, then the rest, and that it does nothing in an empty house if so."""
    evidence = pattern.evidence
    match pattern.trigger:
        case LeftOn(for_seconds=bound):
            parts = [_left_on(evidence, bound, words), _days(evidence, words)]
        case OnDemand():
            parts = [_days(evidence, words)]
        case AtTime() | AtSun() | OnChange() | Crosses():
            parts = [
                _early(pattern, words),
                words.say("reason_for_who_is_home") if for_who_is_home else "",
                *_tested(backtest, words),
                _difference(pattern, home, words),
                words.say("reason_chance", percent=round(100 * evidence.chance)),
                _days(evidence, words),
            ]
        case _:
            assert_never(pattern.trigger)
    return "\n".join(filter(None, (_verdict(pattern, backtest, words), " ".join(filter(None, parts)))))


def _verdict(pattern: Pattern, backtest: Backtest, words: Words) -> str:
    """Say in one line how often it would have been right; where it found all done it was neither right nor wrong."""
    if not backtest.runs:
        return words.say("verdict_never")
    if backtest.is_fitted and backtest.told:
        return words.say("verdict_expected", hits=round(10 * backtest.expected))
    counted = backtest.promised
    wrong = counted.told - counted.saved
    key = "verdict" if wrong else "verdict_right"
    if is_called(pattern.trigger):
        key = "verdict_nearly" if pattern.otherwise and len(pattern.entities) >= _MANY else "verdict_together"
    said = words.say(key, runs=counted.told, hits=counted.saved, false_alarms=wrong)
    return f"{said} {words.say_count('verdict_idle', counted.idle)}" if counted.idle else said


def _left_on(evidence: Evidence, bound: int, words: Words) -> str:
    """Say how long it usually is on, and when a reminder is right."""
    return words.say(
        "reason_left_on",
        usual=duration(round(evidence.window_seconds), words),
        bound=duration(bound, words),
    )


def _early(pattern: Pattern, words: Words) -> str:
    """Say why it does not act in the middle of people's times; nothing where it does."""
    if not (early := pattern.evidence.early_seconds):
        return ""
    at, middle = _moment(pattern.trigger, words), _moment(usual(pattern).trigger, words)
    match pattern.trigger:
        case AtTime():
            return words.say("reason_early_time", at=at, usual=middle)
        case OnChange() | Crosses():
            return words.say("reason_early_wait", at=at, usual=middle)
        case AtSun():
            return words.say("reason_early_sun", early=duration(early, words))
        case LeftOn() | OnDemand():
            return ""
        case _:
            assert_never(pattern.trigger)


def _moment(trigger: Trigger, words: Words) -> str:
    """Say at which time, or after which, something comes; nothing where it goes by neither."""
    match trigger:
        case AtTime(minute=minute):
            return words.clock(minute)
        case OnChange(for_seconds=held) | Crosses(for_seconds=held):
            return duration(held, words)
        case AtSun() | LeftOn() | OnDemand():
            return ""
        case _:
            assert_never(trigger)


def _tested(backtest: Backtest, words: Words) -> Iterator[str]:
    """Say what the verdict rests on, and what the automation would have left to do by hand, or done wrong."""
    if isinstance(later := backtest.promised, Holdout):
        yield words.say_count("reason_forward", later.days)
        yield words.say("reason_fitted", runs=backtest.told, hits=backtest.saved, days=backtest.days)
    elif backtest.is_fitted and backtest.told:
        yield words.say_count("reason_only_fitted", backtest.days, runs=backtest.told, hits=backtest.saved)
        yield words.say_count("verdict_idle", backtest.idle) if backtest.idle else ""
    elif backtest.runs:
        yield words.say_count("reason_backtest", backtest.days)
    if backtest.misses:
        yield words.say_count("reason_misses", backtest.misses)
    if backtest.reversals:
        yield words.say_count("reason_reversals", backtest.reversals)


def _difference(pattern: Pattern, home: Home, words: Words) -> str:
    """Say what the conditions are worth: how often it would be right without them."""
    evidence = pattern.evidence
    if not evidence.opportunities_without:
        return ""
    said = conditions(pattern, home, words)
    return words.say(
        "reason_difference" if said else "reason_difference_days",
        conditions=", ".join(said),
        percent=round(100 * evidence.hits_without / evidence.opportunities_without),
    )


def _days(evidence: Evidence, words: Words) -> str:
    """Say on which weekdays it was seen, first and last."""
    if not any(evidence.by_weekday):
        return ""
    seen = {day for day, count in enumerate(evidence.by_weekday) if count}
    return words.say(
        "reason_seen" if len(seen) < len(evidence.by_weekday) else "reason_seen_all",
        first=_date(evidence.first_day, words),
        last=_date(evidence.last_day, words),
        days=named(seen, words),
    )


def _date(day: int, words: Words) -> str:
    return words.full_date(date_of(day))
