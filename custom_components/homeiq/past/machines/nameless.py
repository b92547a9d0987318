"""Nameless: calls for which Home Assistant knows that a person or software made them, but not who.

A thermostat, a scheduler and a lighting integration call so, but also a satellite that somebody speaks to.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES
from ..timeline import Timeline
from .exact import FEWEST
from .suspects import Disowned, Suspects, found
from .verdict import Gate

_OFTEN = 8  # calls that name nobody on a day of use, more than which nobody makes by hand
_MINUTE = 1.0  # within which they keep a time of day, minutes
_NEARBY = 20.0  # minutes around, in which people would have acted as well
_SHARE = 0.6  # share of those around that a machine must explain


def find_nameless(timeline: Timeline) -> Iterator[Disowned]:
    """Yield the calls that name nobody and are no person's, by stricter tests than a hand at a switch has to stand."""
    for name, series in timeline.series.items():
        if not len(series.by_code) or name.partition(".")[0] not in ACT_STATES:
            continue
        rows = np.flatnonzero(series.by_code & series.by_people)
        days = timeline.calendar.day(series.time[rows])
        is_busy = len(rows) > _OFTEN * max(len(np.unique(days)), 1)
        for code in np.unique(series.code[rows]).tolist():
            mine = rows[series.code[rows] == code]
            one = Suspects(name=name, state=series.states[code], rows=mine, time=series.time[mine])
            yield from found(one, Gate.CODE, np.full(len(mine), is_busy) | _keeps_about(one, timeline))


def _keeps_about(one: Suspects, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the calls that come about a time of day, to a minute, on several days."""
    minutes = timeline.calendar.minute(one.time)
    order = np.argsort(minutes, kind="stable")
    ends = minutes[order].searchsorted(minutes[order] + _MINUTE, "right")
    made = np.zeros(len(minutes), dtype=np.bool_)
    for row in np.flatnonzero(ends - np.arange(len(ends)) >= FEWEST).tolist():
        crowd = order[row : ends[row]]
        around = np.count_nonzero(np.abs(minutes - minutes[order[row]]) <= _NEARBY)
        if len(crowd) >= _SHARE * around:
            made[crowd] = True
    return made
