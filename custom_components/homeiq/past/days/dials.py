"""The dials that people go by, the clock and the sun: when something was on each day, where on a dial an act lies."""

from __future__ import annotations

from typing import Literal, assert_never

import numpy as np
from numpy.typing import NDArray

from ...model.day import apart
from ...model.habits.trigger import AtSun, AtTime
from ..timeline import Timeline
from .sun import sun_times

type Dial = Literal["clock", "sunrise", "sunset"]


def moments(dial: Dial, days: NDArray[np.int64], place: float, timeline: Timeline) -> NDArray[np.float64]:
    """Return the UTC epoch seconds of a place on a dial, one for each local day; NaN where there is no such event.

    Args:
        dial: the clock, or what the sun does.
        days: int64[n], local days since 1970-01-01.
        place: minutes on the dial: after midnight, or after the sun's event.
        timeline: the past.

    Examples:
        >>> (moments("clock", np.array([0, 1]), 18 * 60, past("0 light.hall off")) / 3600).tolist()
        [18.0, 42.0]
    """
    if dial == "clock":
        return timeline.calendar.moment(days, place)
    rise, set_ = sun_times(days, timeline.home.latitude, timeline.home.longitude)
    return (rise if dial == "sunrise" else set_) + place * 60


def moments_of(trigger: AtTime | AtSun, days: NDArray[np.int64], timeline: Timeline) -> NDArray[np.float64]:
    """Return when a trigger came on each local day, UTC epoch seconds; NaN where it didn't.

    Examples:
        >>> sunset = moments_of(AtSun(event="sunset", offset_minutes=-30), np.array([0, 1]), past("0 light.hall off"))
        >>> (sunset / 3600).round(1).tolist()
        [17.6, 41.6]
    """
    match trigger:
        case AtTime(minute=minute):
            return moments("clock", days, minute, timeline)
        case AtSun(event=event, offset_minutes=offset):
            return moments(event, days, offset, timeline)
        case _:
            assert_never(trigger)


def minutes_off(trigger: AtTime | AtSun, acts: NDArray[np.float64], timeline: Timeline) -> NDArray[np.float64]:
    """Return how many minutes after its trigger's moment of that day each act was, float64[n]; before it is negative.

    Args:
        trigger: NaN for days without its sunrise or sunset.
        acts: float64[n], UTC epoch seconds.
        timeline: the past.

    Examples:
        >>> acts = np.array([17.75, 18.5]) * 3600
        >>> minutes_off(AtTime(minute=18 * 60), acts, past("0 light.hall off")).tolist()
        [-15.0, 30.0]
    """
    match trigger:
        case AtTime(minute=minute):
            return np.asarray(apart(timeline.calendar.minute(acts), minute), dtype=np.float64)
        case AtSun():
            return np.asarray((acts - moments_of(trigger, timeline.calendar.day(acts), timeline)) / 60)
        case _:
            assert_never(trigger)
