"""How long a thing was left alone: who has just done it, and undone it, hardly does it again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import Idle
from ...model.things.set_state import set_state_of
from ...past.acts import Unit
from ...past.condition import Checks, lasted
from ...past.timeline import Timeline

RESTS = (1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200)
"""Seconds that are tried."""


def rested(unit: Unit, times: NDArray[np.float64], timeline: Timeline) -> tuple[tuple[Idle, ...], NDArray[np.bool_]]:
    """Return for how long what is acted on may have to have been as it mostly is then, and when it had been so.

    Args:
        unit: what is acted on; of several entities, each may have been left alone for another while.
        times: float64[n], when it is asked, UTC epoch seconds; mostly while there is something left to do.
        timeline: the past.

    Returns:
        The conditions, none where nobody can tell; and bool[conditions, n].
    """
    nothing = (), np.zeros((0, len(times)), dtype=np.bool_)
    if len(unit.entities) > 1 or set_state_of(unit.state):
        return nothing
    name = unit.entities[0]
    series = timeline.series[name]
    codes = series.codes_at(times, inclusive=False)
    known = codes[(codes >= 0) & (codes != series.code_of(unit.state))]
    if not len(known):
        return nothing
    state = series.states[int(np.bincount(known).argmax())]
    seconds = lasted(name, state, timeline, Checks.at(times))
    several = tuple(Idle(entity_id=name, state=state, seconds=least) for least in RESTS)
    return several, seconds > np.array(RESTS)[:, None]
