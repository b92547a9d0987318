"""Starts: what is none, as it goes on with what was paused, and what is told twice of one.

Who starts a film on a player that was off brings it on and to playing, some seconds apart, by way of resting between.
That is one act: of playing where somebody by name asked for it, as that it came on was on its way there; else of
turning it on, as a hand on a remote does, and what it plays then comes by itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.things import thing_of
from ..series import Series

_PAUSE = 1800.0  # seconds after which playing again is a start of its own
_SOON = 300.0  # seconds after it came on within which what it comes to is the same start
_NEARLY_ALL = 0.75  # share of the times that it came on from which on that is only the way to something else
_MOSTLY = 0.5  # share of those times at which somebody is named
_ON = "on"


def is_resumed(series: Series) -> NDArray[np.bool_]:
    """Mark the changes that go on with what was paused shortly before: these are no starts, bool[n]."""
    was_paused = np.append(False, series.comes_to("paused")[:-1])
    return was_paused & (np.diff(series.time, prepend=-np.inf) <= _PAUSE)


def told_twice(name: str, series: Series) -> NDArray[np.bool_]:
    """Mark the changes that are one more word for a start which another change tells, bool[n].

    Args:
        name: the entity.
        series: its own.
    """
    twice = np.zeros(len(series.time), dtype=np.bool_)
    goes_on = thing_of(name).goes_on
    if not goes_on or _ON not in thing_of(name).meanings:
        return twice
    mine = series.by_people & ~is_resumed(series)
    first, then = (np.flatnonzero(series.comes_to(one) & mine) for one in (_ON, goes_on))
    place, times = series.time[first].searchsorted(series.time[then]), np.append(-np.inf, series.time[first])
    is_soon = series.time[then] - times[place] <= _SOON
    begun, led_to = first[place[is_soon] - 1], then[is_soon]
    if not len(begun):
        return twice
    is_on_the_way = len(np.unique(begun)) >= _NEARLY_ALL * len(first)
    is_asked_for = np.count_nonzero(series.by_person[led_to]) >= _MOSTLY * len(led_to)
    twice[begun if is_on_the_way and is_asked_for else led_to] = True
    return twice
