"""Strokes: what a plan sets off, however seldom at one time of day.

A plan with another time for each day of the week, the cheapest half hours of a night, an alarm clock in a telephone:
each time of day comes a few times only, but all of them are set by five minutes, and what goes by them comes within
seconds. And a cloud that is asked every five minutes tells of several times a day within these, where people are
sooner or later by a quarter of an hour.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...days.calendar import Calendar
from ..exact import is_spread_evenly, is_whole_second

_STROKE = 300.0  # seconds between the times that are set on clocks
_EARLY, _LATE = 1.0, 10.0  # seconds before and after one in which it is done
_FEWEST, _MANY = 8, 16  # acts on several strokes, and on one, where an alarm clock may be the reason
_DAYS = 5  # on which they are
_SHARE = 0.35  # share of an entity's changes that these are; of a hand's, 4 % lie there
_NAMED_SHARE = 0.6  # the same of what is done by name, as people look at the clock too
_DAY = 86400.0
_PAUSE = 310.0  # seconds within which a cloud that is asked every five minutes tells
_AROUND = 900.0  # seconds on either side in which hands would have acted as well
_ALONE = 0.9  # share of the acts around that those within the pause are
_CROWD = 8  # acts at one time of day, on as many days
_SEVERAL = 3  # times a day
_DAILY, _EVERY, _TWO = 20, 0.95, 2  # days and share of them at each of two times a day
_NO_HAND = 120.0  # seconds behind a stroke over which they spread evenly, as nobody's do who misses hardly a day


def on_strokes(times: NDArray[np.float64], calendar: Calendar, *, named: bool = False) -> NDArray[np.bool_]:
    """Mark what comes within seconds of the strokes of five minutes, where that is more than chance has, bool[n].

    Args:
        times: float64[n], UTC epoch seconds; what was written down by the second proves nothing.
        calendar: of the home.
        named: they are done by name.
    """
    made = np.zeros(len(times), dtype=np.bool_)
    heard = np.flatnonzero(~is_whole_second(times))
    stroke, late = np.divmod(calendar.local(times[heard]) + _EARLY, _STROKE)
    on = late <= _EARLY + _LATE
    fewest = _FEWEST if len(np.unique(np.mod(stroke[on], _DAY / _STROKE))) >= _SEVERAL else _MANY
    days = len(np.unique(calendar.day(times[heard[on]])))
    share = _NAMED_SHARE if named else _SHARE
    if days >= _DAYS and np.count_nonzero(on) >= max(fewest, share * len(heard)):
        made[heard[on]] = True
    return made


def told_late(times: NDArray[np.float64], calendar: Calendar) -> NDArray[np.bool_]:
    """Mark what comes within five minutes at several times of day, and hardly ever about them otherwise, bool[n].

    Three such times are enough, or two that hardly a day goes without, each told as often late as soon.

    Args:
        times: float64[n], UTC epoch seconds.
        calendar: of the home.
    """
    made = np.zeros(len(times), dtype=np.bool_)
    heard = np.flatnonzero(~is_whole_second(times))
    seconds = np.mod(calendar.local(times[heard]), _DAY)
    order = np.argsort(seconds, kind="stable")
    usable = seconds[order]
    ends = usable.searchsorted(usable + _PAUSE, "right")
    wide = usable.searchsorted(usable + _PAUSE + _AROUND, "right") - usable.searchsorted(usable - _AROUND)
    crowd = ends - np.arange(len(usable))
    days = calendar.day(times[heard])
    several, last, daily = 0, -1, list[NDArray[np.float64]]()
    for row in np.flatnonzero((crowd >= _CROWD) & (crowd >= _ALONE * wide)).tolist():
        mine = np.unique(days[order[row : ends[row]]])
        if len(mine) < _CROWD:
            continue  # a child that plays with a switch, once
        several += row >= last
        if row >= last and len(mine) >= max(_DAILY, _EVERY * (days.max() - days.min() + 1)):
            daily.append(usable[row : ends[row]] - usable[row] // _STROKE * _STROKE)
        last = int(max(last, ends[row]))
        made[heard[order[row : ends[row]]]] = True
    is_plan = several >= _SEVERAL or (several == len(daily) >= _TWO and _are_asked_for(np.concatenate(daily)))
    return made if is_plan else np.zeros_like(made)


def _are_asked_for(late: NDArray[np.float64]) -> bool:
    """Tell whether moments come as late as somebody who asks every so often hears of them, seconds, float64[n]."""
    return bool(late.max() >= _NO_HAND) and is_spread_evenly(late)
