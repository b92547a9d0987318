"""Plans: what keeps to several times of day, or moves on evenly, closer than any person does, though not to the second.

A plan in a device that is told up to half a minute late, a feeder, a towel warmer; a mechanical timer, a clock that
nobody sets right or that knows no daylight saving.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...days.calendar import Calendar
from ..exact import is_whole_second
from ..narrow import SURE, Crowds, narrow

_STRICTEST = 30.0  # seconds by which the strictest person strays from a time of day; of those observed by minutes
_STRICTEST_IN_LINE = 180.0  # the same from a time that moves on evenly, which nobody reads off a clock
_AROUND = 600.0  # seconds on either side in which hands would have acted as well
_SEVERAL = 3  # times of day; of one or two, alarm clocks may be the reason
_DRIFT = 45.0  # seconds a day at most by which a clock goes wrong
_MOVED, _BY_CHANCE = 30.0, 10.4  # seconds that it moves in all, and in deviations, by the root of the number of acts
_FEWEST_IN_LINE, _MOST = 6, 0.6  # changes, and of the changes to a state, that move on evenly
_HOUR, _DAY = 3600.0, 86400.0


def keeps_a_plan(times: NDArray[np.float64], code: NDArray[np.int32], calendar: Calendar) -> NDArray[np.bool_]:
    """Mark the acts of one thing that keep closer to several times of day than any person does, bool[n].

    Of one or two such times, alarm clocks may be the reason; but what moves on evenly goes by a clock of its own.

    Args:
        times: float64[n], UTC epoch seconds, ascending; what was written down by the second proves nothing.
        code: int32[n], what it came to.
        calendar: of the home; some clocks don't know that it changes its time.
    """
    made = np.zeros(len(times), dtype=np.bool_)
    heard = ~is_whole_second(times)
    local = calendar.local(times)
    for clock in (local, times) if len(np.unique(local - times)) > 1 else (local,):
        days, places = np.divmod(clock, _DAY)
        states = [np.flatnonzero(heard & (code == one)) for one in np.unique(code).tolist()]
        still = [(mine, crowds) for mine in states if (crowds := narrow(places[mine], days[mine], _STRICTEST, _AROUND))]
        moving = [(mine, crowds) for mine in states if (crowds := move_on(places[mine], days[mine]))]
        for found, several in ((still, _SEVERAL), (moving, 1)):
            speaks = [how_much for _, crowds in found for _, how_much in crowds]
            if len(speaks) >= several and sum(speaks) >= SURE:
                made[np.concatenate([mine[crowd] for mine, crowds in found for crowd, _ in crowds])] = True
    return made


def move_on(places: NDArray[np.float64], days: NDArray[np.number]) -> Crowds:
    """Return the crowd that moves on evenly from day to day, where that is most of it and farther than by chance.

    Of a clock that nobody sets right, or that knows no daylight saving. People's times wander, but not in a line.

    Args:
        places: float64[n], times of day, seconds.
        days: number[n], ascending.

    Examples:
        >>> days = np.arange(24)
        >>> [len(crowd) for crowd, _ in move_on(61200.0 + 15.0 * days + 20.0 * (days % 3), days)]
        [24]
        >>> move_on(61200.0 + 20.0 * (days % 3), days)
        []
    """
    needed = max(_FEWEST_IN_LINE, _MOST * len(places))
    hours = np.bincount(np.round(places / _HOUR).astype(np.int64), minlength=1)
    # What moves by an hour in all lies about two or three of them.
    for hour in np.flatnonzero(hours >= needed / 3).tolist():
        near = np.flatnonzero(np.abs(places - _HOUR * hour) <= _HOUR)
        if len(near) < needed:
            continue
        slope = _slope(places[near], days[near])
        level = places[near] - slope * (days[near] - days[near[0]])
        for crowd, speaks in narrow(level, days[near], _STRICTEST_IN_LINE, _AROUND):
            moved = abs(slope) * float(np.ptp(days[near[crowd]]))
            chance = _BY_CHANCE * float(np.std(level[crowd])) / float(np.sqrt(len(crowd)))
            if len(crowd) >= needed and abs(slope) <= _DRIFT and moved >= max(_MOVED, chance):
                return [(near[crowd], speaks)]
    return []


def _slope(places: NDArray[np.float64], days: NDArray[np.number]) -> float:
    """Return by how many seconds a day places move on: the median over pairs of days that lie far apart."""
    half = len(places) // 2
    gone = days[half:] - days[: len(days) - half]
    moved = places[half:] - places[: len(places) - half]
    return float(np.median(moved[gone > 0] / gone[gone > 0])) if (gone > 0).any() else 0.0
