"""Sun habits: what people do about sunrise or sunset, whatever the clock says."""

import numpy as np
from numpy.typing import NDArray

from ..past.acts import Unit
from ..past.timeline import Timeline
from ..settings import Settings
from .modes import Dial, Mode, distance, marks_on, moments
from .time_of_day import best_on

_ADVANTAGE = 3.0  # logarithm of the likelihood ratio that speaks for the sun
_MOVED = 25.0  # minutes that the sun must have moved for its course to be told from the clock


def find_sun(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Mode | None:
    """Find the clearest moment of the sun's course, where the sun moved enough to tell it from the clock.

    Args:
        unit: what is acted on.
        left: bool[n], the acts that nothing else explains.
        timeline: the past.
        settings: the thresholds.
    """
    dials: tuple[Dial, ...] = ("sunrise", "sunset")
    found = [
        mode
        for dial in dials
        if (mode := best_on(dial, unit, left, timeline, settings)) and _moved(dial, mode, timeline) >= _MOVED
    ]
    return max(found, key=lambda mode: mode.worth - mode.half_width / 400, default=None)


def clearer(clock: Mode | None, sun: Mode | None, unit: Unit, timeline: Timeline) -> Mode | None:
    """Choose between a time of day and the sun: the clock, unless the acts lie clearly closer together by the sun.

    Two spreads of the same ``n`` acts, as median distances ``c`` and ``s`` from their median, differ in log-likelihood
    by ``n * ln(c / s)`` (acts scattered as a Laplace distribution); the sun needs an advantage of 3, as 20 to 1.
    """
    if clock is None or sun is None:
        return clock or sun
    shared = len(np.intersect1d(clock.acts, sun.acts))
    if 2 * shared < min(len(clock.acts), len(sun.acts)):
        # Two habits, not two readings of one.
        return max(clock, sun, key=lambda mode: mode.worth * len(mode.hits))
    acts = np.union1d(clock.acts, sun.acts)
    by_clock, by_sun = (_spread(mode, unit, acts, timeline) for mode in (clock, sun))
    return sun if len(acts) * np.log(by_clock / by_sun) >= _ADVANTAGE else clock


def _spread(mode: Mode, unit: Unit, acts: NDArray[np.int64], timeline: Timeline) -> float:
    """Return the median distance of acts from their median on a mode's dial, minutes; one at least."""
    chosen = np.zeros(len(unit.acts), dtype=np.bool_)
    chosen[acts] = True
    away = distance(mode.dial, marks_on(mode.dial, unit, chosen, timeline).place, mode.centre)
    return max(float(np.median(np.abs(away - np.median(away)))), 1.0)


def _moved(dial: Dial, mode: Mode, timeline: Timeline) -> float:
    """Return by how many minutes of the clock the sun's event moved over the days of the hits."""
    minutes = timeline.calendar.minute(moments(dial, mode.hits, 0.0, timeline))
    return float(np.ptp(minutes[np.isfinite(minutes)])) if np.isfinite(minutes).any() else 0.0
