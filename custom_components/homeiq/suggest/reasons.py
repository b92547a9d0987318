"""Why something is suggested, in plain words and numbers: how often, on which days, how wrong, against what chance."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..model.home import Home
from ..model.pattern import Evidence, LeftOn, OnChange, OnDemand, Pattern
from ..model.suggestion import Backtest
from ..model.words import Words
from .wording import conditions, duration

_EPOCH = date(1970, 1, 1)


def reason(pattern: Pattern, backtest: Backtest, home: Home, words: Words) -> str:
    """Say why it is offered: the most telling sentence first."""
    evidence = pattern.evidence
    match pattern.trigger:
        case LeftOn(for_seconds=bound):
            parts = [_left_on(evidence, bound, words), _days(evidence, words)]
        case OnDemand():
            parts = [_count("reason_together", evidence, words), _days(evidence, words)]
        case trigger:
            key = "reason_times" if isinstance(trigger, OnChange) else "reason_days"
            parts = [
                _count(key, evidence, words),
                *_tested(backtest, words),
                _difference(pattern, home, words),
                words.say("reason_chance", percent=round(100 * evidence.chance)),
                _days(evidence, words),
            ]
    return " ".join(filter(None, parts))


def _count(key: str, evidence: Evidence, words: Words) -> str:
    return words.say(key, hits=evidence.hits, opportunities=evidence.opportunities, days=evidence.support_days)


def _left_on(evidence: Evidence, bound: int, words: Words) -> str:
    """Say how long it usually is on, and how often it was forgotten."""
    return words.say(
        "reason_left_on",
        days=evidence.support_days,
        usual=duration(round(evidence.window_seconds), words),
        bound=duration(bound, words),
        hits=evidence.hits,
        opportunities=evidence.opportunities,
    )


def _tested(backtest: Backtest, words: Words) -> Iterator[str]:
    """Say what the automation would have done, and how often it would have been wrong."""
    yield words.say(
        "reason_backtest",
        runs=backtest.runs,
        hits=backtest.hits,
        false_alarms=backtest.false_alarms,
        days=backtest.days,
    )
    if backtest.reversals:
        yield words.say("reason_reversals", reversals=backtest.reversals)


def _difference(pattern: Pattern, home: Home, words: Words) -> str:
    """Say what the conditions are worth: with them and without."""
    evidence = pattern.evidence
    if not evidence.opportunities_without:
        return ""
    said = conditions(pattern, home, words)
    return words.say(
        "reason_difference" if said else "reason_difference_days",
        conditions=", ".join(said),
        hits_without=evidence.hits_without,
        opportunities_without=evidence.opportunities_without,
        hits=evidence.hits,
        opportunities=evidence.opportunities,
    )


def _days(evidence: Evidence, words: Words) -> str:
    """Say on which weekdays it was seen, first and last."""
    if not any(evidence.by_weekday):
        return ""
    counts = [
        words.say("weekday_count", count=count, weekday=words.say(f"weekday_{day}"))
        for day, count in enumerate(evidence.by_weekday)
        if count
    ]
    return words.say(
        "reason_seen",
        first=_date(evidence.first_day, words),
        last=_date(evidence.last_day, words),
        days=", ".join(counts),
    )


def _date(day: int, words: Words) -> str:
    on = _EPOCH + timedelta(days=day)
    return words.say("date", year=on.year, month=f"{on.month:02}", day=f"{on.day:02}")
