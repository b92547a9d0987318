"""Axes: what a sensor that a habit asks measured at its moments, those that people answered and the others.

A number is judged by what it leaves out, so here the habit is replayed without that condition. What answers the sensor
itself fires at one number alone; there, the days on which people did it stand beside those on which they did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.habits.diary import Axis
from ...model.habits.pattern import NumberIs, Pattern
from ...model.habits.trigger import Crosses
from ...past.acts import Unit
from ...past.condition import Checks, is_met
from ...past.days.calendar import weekday
from ...past.numbers.sensors import unit_in
from ...past.replay import replay
from ...past.timeline import Timeline

_MOST = 80  # values of each sort
_DIGITS = 4  # of a value; nobody sees more of it


def axes_of(pattern: Pattern, unit: Unit, timeline: Timeline) -> Iterator[Axis]:
    """Yield an axis for each number that a habit asks for or answers, of a sensor that was heard of."""
    if isinstance(pattern.trigger, Crosses) and pattern.trigger.entity_id in timeline.readings:
        yield _of_trigger(pattern, pattern.trigger, unit, timeline)
    for one in pattern.conditions:
        if isinstance(one, NumberIs) and (readings := timeline.readings.get(one.measured)):
            others = tuple(other for other in pattern.conditions if other is not one)
            played = replay(replace(pattern, conditions=others), unit, timeline)
            values, hit = readings.before(played.times), played.outcomes.hit
            yield Axis(
                entity_id=one.entity_id,
                unit=unit_in(timeline.home, one.measured),
                above=one.above,
                below=one.below,
                did=_newest(values[hit]),
                did_not=_newest(values[~hit]),
            )


def _of_trigger(pattern: Pattern, trigger: Crosses, unit: Unit, timeline: Timeline) -> Axis:
    readings, calendar = timeline.readings[trigger.entity_id], timeline.calendar
    acts = unit.acts[_is_its_day(pattern, unit.acts, timeline)]
    times = readings.time.astype(np.float64)
    checks, asked = Checks.at(times), _is_its_day(pattern, times, timeline)
    asked &= ~np.isnan(readings.value) & ~np.isin(calendar.day(times), calendar.day(unit.acts))
    for one in pattern.conditions:
        asked &= is_met(one, timeline, checks)
    return Axis(
        entity_id=trigger.entity_id,
        unit=unit_in(timeline.home, trigger.entity_id),
        above=trigger.limit if trigger.is_above else None,
        below=None if trigger.is_above else trigger.limit,
        did=_newest(readings.before(acts)),
        did_not=_newest(_furthest(calendar.day(times[asked]), readings.value[asked], is_up=trigger.is_above)),
    )


def _is_its_day(pattern: Pattern, times: NDArray[np.float64], timeline: Timeline) -> NDArray[np.bool_]:
    return np.isin(weekday(timeline.calendar.day(times)), sorted(pattern.weekdays))


def _furthest(days: NDArray[np.int64], values: NDArray[np.float32], *, is_up: bool) -> NDArray[np.float32]:
    """Return the highest value of each day, or the lowest; days ascend."""
    begins = np.flatnonzero(np.diff(days, prepend=-1))
    if not len(begins):
        return values[:0]
    return (np.maximum if is_up else np.minimum).reduceat(values, begins)


def _newest(values: NDArray[np.float32]) -> tuple[float, ...]:
    return tuple(float(f"{value:.{_DIGITS}g}") for value in values[~np.isnan(values)][-_MOST:].tolist())
