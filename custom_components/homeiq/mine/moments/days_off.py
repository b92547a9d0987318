"""Days off: where the owner named an entity that tells workdays, it may tell the days of a habit better than weekdays.

On a holiday people get up as at a weekend. A handful of them in a quarter of a year hardly blurs a habit of workdays,
but an automation that goes by the entity is right on each of them.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, StateIs
from ...past.acts import Unit
from ...past.chance import log_likelihood, wilson_lower
from ...past.days.calendar import falls_on
from ...past.days.dials import moments
from ...past.series import Series
from ...past.timeline import Timeline
from .modes import Mode, measure
from .windows import AROUND, Marks, distance, even_chance

_CLASSES = (EVERY_DAY, WORKDAYS, WEEKEND)
_CLEARER = 3.0  # logarithm of the likelihood ratio by which it has to tell the days better than weekdays do
_DIFFERENT = 2  # days that it tells otherwise: one holiday decides nothing
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
    return _on(best, told[best], every, marks)


def tells_better(gain: float, others: NDArray[np.int64]) -> bool:
    """Tell whether days are told better than by weekdays.

    Args:
        gain: by how much: a logarithm of a likelihood ratio.
        others: the days that are told otherwise.

    Examples:
        >>> tells_better(20.0, np.arange(10)), tells_better(20.0, np.array([], dtype=np.int64))
        (True, False)
    """
    return gain >= _CLEARER and len(others) >= _DIFFERENT


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
    if len(np.intersect1d(days, mode.hits)) < _KEPT * len(mode.hits) or h_in * n_all <= h_all * n_in:
        return 0.0
    outside = log_likelihood(h_all - h_in, n_all - n_in)
    return log_likelihood(h_in, n_in) + outside - log_likelihood(h_all, n_all)


def _on(one: _Class, days: _Days, every: Mode, marks: Marks) -> Mode:
    """Return a mode on the days of a class."""
    weekdays, day_off = one
    hits = np.intersect1d(every.hits, days)
    near = np.isin(marks.day, days)
    away = distance(every.dial, marks.place[near], every.centre)
    inside = np.abs(away) <= every.half_width
    around = np.array([np.count_nonzero(np.abs(away) <= AROUND)])
    return replace(
        every,
        weekdays=weekdays,
        day_off=day_off,
        acts=marks.act[near][inside],
        eligible=days,
        hits=hits,
        chance=float(even_chance(around, every.half_width, len(days))[0]),
        lower_bound=wilson_lower(len(hits), len(days)),
        support=len(hits),
        before=np.intersect1d(every.before, days),
    )
