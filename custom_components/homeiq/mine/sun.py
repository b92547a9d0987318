"""Sun habits: what people do about sunrise or sunset, whatever the clock says."""

import numpy as np
from numpy.typing import NDArray

from ..past.acts import Unit
from ..past.timeline import Timeline
from ..settings import Settings
from .modes import Dial, Mode, moments
from .time_of_day import best_on

_ADVANTAGE = 0.05  # what the sun has to be surer by
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
    return max(found, key=_value, default=None)


def clearer(clock: Mode | None, sun: Mode | None) -> Mode | None:
    """Choose between a time of day and the sun: the clock, unless the sun fits clearly better."""
    if clock is None or sun is None:
        return clock or sun
    return sun if _value(sun) > _value(clock) + _ADVANTAGE else clock


def _value(mode: Mode) -> float:
    """Weigh how sure a mode is, and how narrow."""
    return mode.worth - mode.half_width / 400


def _moved(dial: Dial, mode: Mode, timeline: Timeline) -> float:
    """Return by how many minutes of the clock the sun's event moved over the days of the hits."""
    minutes = timeline.calendar.minute(moments(dial, mode.hits, 0.0, timeline))
    return float(np.ptp(minutes[np.isfinite(minutes)])) if np.isfinite(minutes).any() else 0.0
