"""Clockwork: what a clock sets off though it isn't told on the second.

A cloud that is asked every minute tells late, and software that plays the person draws whole seconds. Neither comes at
any moment as hands do.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...days.calendar import Calendar
from ..exact import is_whole_second

_STROKE = 300.0  # seconds between the times that are set on clocks
_LATE = 65.0  # seconds after a stroke in which it is told
_AROUND = 600.0  # seconds on either side in which hands would have acted as well
_ALONE = 0.9  # share of the acts around that those after a stroke are
_CROWD = 8  # acts after one stroke, on as many days
_SEVERAL = 2  # strokes a day: of one, an alarm clock may be the reason
_AT_ONCE = 0.3  # share of the longest of these delays within which one in ten is told; hands take a while to begin
_PHASE = 0.15  # part of a second in which software acts that sleeps for whole ones
_FEWEST = 20  # acts
_MOST = 0.95  # share of them that keep to it


def after_strokes(
    times: NDArray[np.float64], calendar: Calendar, is_planned: Callable[[], bool] = lambda: False
) -> NDArray[np.bool_]:
    """Mark what comes right after several strokes of the clock and hardly ever near them otherwise, bool[n].

    Args:
        times: float64[n], UTC epoch seconds.
        calendar: of the home.
        is_planned: tells whether the same thing has a plan anyway; then one stroke is enough.
    """
    made = np.zeros(len(times), dtype=np.bool_)
    heard = np.flatnonzero(~is_whole_second(times))
    seconds = calendar.minute(times[heard]) * 60
    days = calendar.day(times[heard])
    strokes = np.floor(seconds / _STROKE)
    late = seconds - strokes * _STROKE <= _LATE
    several: list[NDArray[np.int64]] = []
    for stroke, count in zip(*(part.tolist() for part in np.unique(strokes[late], return_counts=True)), strict=True):
        if count < _CROWD:
            continue
        begin = stroke * _STROKE
        around = np.count_nonzero((seconds >= begin - _AROUND) & (seconds <= begin + _LATE + _AROUND))
        mine = np.flatnonzero(late & (strokes == stroke))
        if count >= _ALONE * around and len(np.unique(days[mine])) >= _CROWD:
            several.append(mine)
    if len(several) < _SEVERAL and not (several and is_planned()):
        return made
    every = np.concatenate(several)
    delays = np.mod(seconds[every], _STROKE)
    made[heard[every]] = np.quantile(delays, 0.1) <= _AT_ONCE * delays.max()
    return made


def keeps_a_phase(times: NDArray[np.float64]) -> bool:
    """Tell whether nearly all moments lie in the same part of a second.

    Args:
        times: float64[n], UTC epoch seconds. What was written down by the second, or made up, proves nothing.

    Examples:
        >>> keeps_a_phase(np.arange(40) * 977.0 + np.linspace(0.01, 0.12, 40))
        True
        >>> keeps_a_phase(np.arange(40) * 977.3)
        False
    """
    parts = np.sort(np.unique(np.round(np.mod(times, 1.0), 3)))
    if len(parts) < _FEWEST:
        return False
    every = np.sort(np.mod(times, 1.0))
    around = np.append(every, every + 1)
    ends = around.searchsorted(every + _PHASE, "right")
    return bool((ends - np.arange(len(every))).max() >= _MOST * len(every))
