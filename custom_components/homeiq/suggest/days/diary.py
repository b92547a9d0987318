"""The diary of a habit: its last weeks day by day, and when people do it by hand. Counts are those of a back-test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.habits.diary import Delays, Diary, DiaryDay, Mark, Recent
from ...model.habits.pattern import Pattern
from ...model.habits.trigger import answers
from ...past.acts import Unit
from ...past.days.calendar import weekday
from ...past.replay import Replay, kept_in, replay
from ...past.timeline import Timeline
from ..backtest import missed_acts
from .axes import axes_of
from .was_set import was_set

DAYS = 28
"""So many days, those that are over, are told one by one."""

_HOURS = 24
_DAY = 86400.0  # seconds
# Short delays are told apart finely, long ones roughly, as people tell them apart; seconds.
_UP_TO = (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)


def write_diary(pattern: Pattern, unit: Unit, timeline: Timeline, now: float) -> tuple[Recent, Diary] | None:
    """Return the last weeks of a habit, in short and in full; None where no day is over yet.

    Args:
        pattern: the habit.
        unit: what it acts on, with the acts of people.
        timeline: all that happened.
        now: UTC epoch seconds; the day that it lies in is not over.
    """
    calendar = timeline.calendar
    days = timeline.days[timeline.days < calendar.day(np.array([now]))[0]][-DAYS:]
    if not len(days):
        return None
    played = replay(pattern, unit, timeline)
    times, marks = _happened(pattern, unit, timeline, played)
    on = calendar.day(times)
    told = tuple(
        DiaryDay(by_hand=by_hand, would_run=would_run, mark=_worst({*marks[on == day].tolist()}))
        for day, by_hand, would_run in zip(
            days, _minutes(unit.acts, days, timeline), _minutes(played.times, days, timeline), strict=True
        )
    )
    counts = Counter(marks[np.isin(on, days)].tolist())
    delays = tuple(_delays(unit, played)) if answers(pattern.trigger) else ()
    return _in_short(int(days[0]), told, counts), Diary(
        first_day=int(days[0]),
        days=told,
        hours=_hours(unit.acts, timeline),
        delays=delays,
        axes=tuple(axes_of(pattern, unit, timeline)),
        was_set=tuple(was_set(pattern, _carried_out(pattern, unit, played), timeline)),
    )


def _in_short(first: int, told: tuple[DiaryDay, ...], counts: Counter[str]) -> Recent:
    return Recent(
        first_day=first,
        letters="".join(day.mark for day in told),
        saved=counts[Mark.SAVED],
        idle=counts[Mark.IDLE],
        wrong=counts[Mark.WRONG],
        missed=counts[Mark.MISSED],
    )


def trial_letters(pattern: Pattern, unit: Unit, timeline: Timeline, since: float, until: float) -> str:
    """Return a letter for each day of a trial, of 24 hours from its begin.

    Args:
        pattern: what is on trial.
        unit: what it acts on, with the acts of people.
        timeline: also what came before the trial.
        since: begin of the trial, UTC epoch seconds.
        until: its end.
    """
    times, marks = _happened(pattern, unit, timeline, replay(pattern, unit, timeline))
    day = np.floor((times - since) / _DAY)
    return "".join(_worst({*marks[day == number].tolist()}) for number in range(round((until - since) / _DAY)))


def _happened(
    pattern: Pattern, unit: Unit, timeline: Timeline, played: Replay
) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
    """Find all that counts: when it was, float64[n], UTC epoch seconds in no order, and the mark of each."""
    missed = missed_acts(pattern, unit, timeline, played.outcomes)
    return np.append(played.times, missed), np.append(_marks(played), np.full(len(missed), Mark.MISSED))


def _marks(played: Replay) -> NDArray[np.str_]:
    """Return what each run would have been worth."""
    outcomes = played.outcomes
    marks = np.where(outcomes.hit, Mark.SAVED, Mark.WRONG).astype("U1")
    if outcomes.idle is not None:
        marks[outcomes.idle] = Mark.IDLE
    if outcomes.late is not None:
        marks[outcomes.late] = Mark.WRONG
    return marks


def _worst(marks: set[str]) -> Mark:
    return next((mark for mark in Mark if mark in marks), Mark.NOTHING)


def _minutes(times: NDArray[np.float64], days: NDArray[np.int64], timeline: Timeline) -> Iterator[tuple[int, ...]]:
    """Yield for each day the local minutes of what happened on it."""
    whose, minutes = timeline.calendar.day(times), timeline.calendar.minute(times).astype(np.int64)
    for day in days:
        yield tuple(sorted(minutes[whose == day].tolist()))


def _hours(acts: NDArray[np.float64], timeline: Timeline) -> tuple[int, ...]:
    hours = timeline.calendar.minute(acts).astype(np.int64) // 60
    cells = weekday(timeline.calendar.day(acts)) * _HOURS + hours
    return tuple(np.bincount(cells, minlength=7 * _HOURS).tolist())


def _carried_out(pattern: Pattern, unit: Unit, played: Replay) -> NDArray[np.float64]:
    """Return the acts that the habit is made of, ascending; all of them where none is."""
    acts = kept_in(played, pattern, unit)
    return acts if len(acts) else unit.acts


def _delays(unit: Unit, played: Replay) -> Iterator[Delays]:
    """Count the acts that answered by how long after the trigger they came, up to the longest."""
    outcomes = played.outcomes
    seconds = unit.acts[outcomes.act[outcomes.hit]] - outcomes.time[outcomes.hit]
    places = np.searchsorted(_UP_TO, seconds).clip(max=len(_UP_TO) - 1)
    for up_to, count in zip(_UP_TO, np.bincount(places).tolist(), strict=False):
        yield Delays(up_to=up_to, count=count)
