"""Days off: where the owner named an entity that tells workdays, it may tell the days of a habit better than weekdays.

On a holiday people get up as at a weekend. A handful of them in a quarter of a year hardly blurs a habit of workdays,
but an automation that goes by the entity is right on each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, StateIs
from ...past.acts import Unit
from ...past.chance import gain_of
from ...past.days.calendar import falls_on
from ...past.days.dials import moments
from ...past.series import Series
from ...past.timeline import Timeline
from ..conditions.days_told import tells_better
from .modes import Mode, measure, on_days
from .windows import Marks

_CLASSES = (EVERY_DAY, WORKDAYS, WEEKEND)
_KEPT = 0.75  # share of the hits

type _Days = NDArray[np.int64]
type _Class = tuple[frozenset[int], StateIs | None]


def by_day_off(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline) -> Mode:
    """Return a mode on the days that the entity of workdays tells, or as it is where weekdays tell them as well.

    Each way of telling a habit's days is judged by the logarithm of the likelihood ratio of one share for all days and
    of a share inside and one outside.

    Args:
        mode: as weekdays tell it.
        unit: what is acted on.
        marks: all of its acts.
        timeline: the past.
    """
    name = timeline.home.around.workday
    if name is None or mode.weekdays not in _CLASSES or (series := timeline.series.get(name)) is None:
        return mode
    every = measure(mode.dial, unit, marks, timeline, (EVERY_DAY, mode.centre, mode.half_width))
    if every is None:
        return mode
    told = {one: _days_of(one, every, series, timeline) for one in _classes(name)}
    gains = {one: _gain(days, mode, every) for one, days in told.items()}
    best = max(gains, key=lambda one: gains[one])
    usual = max((one for one in gains if one[1] is None), key=lambda one: gains[one])
    if not tells_better(gains[best] - gains[usual], np.setxor1d(told[best], told[usual])):
        return mode
    weekdays, day_off = best
    return replace(on_days(every, told[best], marks), weekdays=weekdays, condition=day_off)


def _classes(name: str) -> Iterator[_Class]:
    """Yield the ways of telling days, the plain ones first."""
    yield from ((weekdays, None) for weekdays in _CLASSES)
    for weekdays in (EVERY_DAY, WORKDAYS):
        yield from ((weekdays, StateIs(entity_id=name, state=state)) for state in ("on", "off"))


def _days_of(one: _Class, every: Mode, series: Series, timeline: Timeline) -> _Days:
    """Return the days of a class among those on which it could have happened."""
    weekdays, day_off = one
    days = every.eligible[falls_on(every.eligible, weekdays)]
    if day_off is None:
        return days
    return days[series.was(day_off.state, moments(every.dial, days, every.centre, timeline), inclusive=False)]


def _gain(days: _Days, mode: Mode, every: Mode) -> float:
    """Return how clearly a class tells the days of a mode from all others; 0 where it leaves out too much of it."""
    n_in, n_all, h_all = len(days), len(every.eligible), len(every.hits)
    h_in = len(np.intersect1d(days, every.hits))
    if len(np.intersect1d(days, mode.hits)) < _KEPT * len(mode.hits):
        return 0.0
    return gain_of(h_in, n_in, h_all, n_all)
