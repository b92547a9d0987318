"""Sun-driven: what keeps the same distance from sunrise or sunset to half a second, as no hand does.

Two formulas for the sun differ by seconds, and by a few more from day to day; but so smoothly that of three acts the
one in the middle lies where the other two say, in a straight line that is nearly level. A cloud tells up to a minute
late, and for weeks hardly ever otherwise.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from ...days.sun import sun_times
from ...timeline import Timeline
from ..exact import Close, stands_out

_NEAR = 3 * 3600.0  # seconds from the sun's event; farther off, nothing goes by it
_SPREAD = 0.5  # seconds
_DRIFT = 5.0  # seconds a day by which two formulas move apart, most of the year and below the polar circles
_FARTHEST = 7  # days between two acts that are compared
_TOLD_LATE = Close(spread=75.0, around=600.0, crowd=12)  # by a cloud that is asked every minute, or knows minutes only
_TOLD_LATER = Close(spread=150.0, around=900.0, crowd=16)  # by both, or by one that takes another town for the home's
_PLANNED = 12  # acts by the sun of a thing that has a plan
_AHEAD = (1, 2)  # how many acts on; one may be a hand's


class SunDriven:
    """Finds the acts of machines that go by the sun, in a home at one place."""

    def __init__(self, timeline: Timeline) -> None:
        """Work out the sun's course, once for all."""
        self._calendar = timeline.calendar
        self._days = timeline.days
        self._events = sun_times(self._days, timeline.home.latitude, timeline.home.longitude)

    def marks(self, times: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the acts that keep their distance from the sun, bool[n].

        Args:
            times: float64[n], UTC epoch seconds within the timeline, ascending.
        """
        days = self._calendar.day(times)
        made = np.zeros(len(times), dtype=np.bool_)
        for moments in self._events:
            places = times - moments[days - self._days[0]]
            near = np.flatnonzero(np.abs(places) <= _NEAR)
            made[near[are_in_line(days[near], places[near])]] = True
            for close in (_TOLD_LATE, _TOLD_LATER):
                made[near[stands_out(places[near], close)]] = True
        return made

    def plans(self, times: NDArray[np.float64]) -> bool:
        """Tell whether so many acts of one thing keep their distance from the sun that it has a plan.

        Args:
            times: float64[n], UTC epoch seconds within the timeline, ascending.
        """
        return int(np.count_nonzero(self.marks(times))) >= _PLANNED


def are_in_line(days: NDArray[np.int64], places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the acts of which three lie on a straight line over the days, bool[n].

    Args:
        days: int64[n], ascending.
        places: float64[n], seconds after the sun's event.

    Examples:
        >>> are_in_line(np.array([0, 1, 2]), np.array([0.0, 1.0, 2.0])).tolist()
        [True, True, True]
        >>> are_in_line(np.array([0, 1, 2]), np.array([0.0, 60.0, 2.0])).tolist()
        [False, False, False]
    """
    marked = np.zeros(len(days), dtype=np.bool_)
    for before, after in product(_AHEAD, _AHEAD):
        middle = np.arange(before, len(days) - after)
        first, last = middle - before, middle + after
        gone, left = days[middle] - days[first], days[last] - days[middle]
        apart = (gone > 0) & (gone <= _FARTHEST) & (left > 0) & (left <= _FARTHEST)
        middle, first, last, gone, left = (some[apart] for some in (middle, first, last, gone, left))
        line = (places[first] * left + places[last] * gone) / (gone + left)
        close = np.abs(places[middle] - line) <= _SPREAD
        close &= np.abs(places[last] - places[first]) <= _DRIFT * (gone + left)
        for some in (first, middle, last):
            marked[some[close]] = True
    return marked
