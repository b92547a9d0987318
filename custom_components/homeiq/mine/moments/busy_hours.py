"""Busy hours: times of day at which a thing is used often only because what it is used for happens often then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...past.acts import Unit
from ...past.timeline import Timeline
from ..explained import delays_behind
from .modes import Mode

_PART = 0.5  # share of a unit's acts that its times of day have to cover to be more than its busy hours
_OFTEN = 1.5  # acts a day; what is used once a day is not in use at all hours
_LED = 0.85  # share of the acts that a sensor comes before
_AT_ONCE = 30.0  # seconds
_BY_ACCIDENT = 0.3  # share of the acts that a sensor may come before anyway


def are_busy_hours(modes: Sequence[Mode], unit: Unit, timeline: Timeline) -> bool:
    """Tell whether a unit's times of day are few of its acts, while nearly all of them answer one sensor at once.

    A hall's lamp goes on when somebody walks in, at all hours; that they do so at eleven on most evenings is no reason.
    """
    covered = np.unique(np.concatenate([mode.acts for mode in modes])) if modes else np.empty(0)
    if not len(covered) or len(covered) >= _PART * len(unit.acts):
        return False
    if len(unit.acts) < _OFTEN * len(np.unique(timeline.calendar.day(unit.acts))):
        return False
    return any(_leads(times, unit.acts, timeline) for times in _sensors(timeline))


def _sensors(timeline: Timeline) -> Iterable[NDArray[np.float64]]:
    for name, series in timeline.series.items():
        if name.startswith("binary_sensor.") and len(times := series.reached("on")):
            yield times


def _leads(times: NDArray[np.float64], acts: NDArray[np.float64], timeline: Timeline) -> bool:
    spacing = (timeline.until - timeline.since) / len(times)
    if -np.expm1(-_AT_ONCE / spacing) > _BY_ACCIDENT:
        return False
    return bool(np.count_nonzero(delays_behind(times, acts) <= _AT_ONCE) >= _LED * len(acts))
