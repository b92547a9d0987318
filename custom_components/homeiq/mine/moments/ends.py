"""Ends of uses: what is put to rest at some time of day goes by that time, or just by how long it was in use.

Who turns the kettle off does so when the water boils, whatever the time is, so the ends of short uses crowd wherever
the uses do. They go by the clock where the ends lie closer together than the lengths of these very uses.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from ...model.things import AT_REST
from ...past.acts import Unit
from ...past.timeline import Timeline
from ..evidence import median
from .modes import Mode

SHORT = 3600.0
"""Seconds; who uses something for longer may well have the time in mind."""
_FLOOR = 60.0  # seconds nearer than which nothing is told apart
_EVIDENCE = 6.0  # logarithm of the likelihood ratio from which on the clock says when short uses end


def lasted(unit: Unit, timeline: Timeline) -> NDArray[np.float64]:
    """Return for how long a unit was in use before each act that puts it to rest, seconds; infinite for all others.

    Examples:
        >>> lamp = past("0:00 light.a off, 12:00 light.a on, 12:30 light.a off, 20:00 light.a on, 23:00 light.a off")
        >>> lasted(unit("light.a", "off", lamp), lamp).tolist()
        [1800.0, 10800.0]
    """
    if unit.state not in AT_REST:
        return np.full(len(unit.acts), np.inf)
    each = []
    for name in unit.entities:
        series = timeline.series[name]
        began = np.append(-np.inf, series.time[~series.comes_to(unit.state)])
        each.append(unit.acts - began[np.searchsorted(began, unit.acts, "right") - 1])
    return np.asarray(np.min(each, axis=0))


def by_the_clock(mode: Mode | None, lengths: NDArray[np.float64]) -> Mode | None:
    """Return a mode, or None where its acts end short uses and keep no closer to the clock than to a length of use.

    Args:
        mode: a crowd of acts.
        lengths: float64[n], of the uses that each act of the unit ended, seconds.
    """
    return None if mode is None or _ends_by_length(mode, lengths) else mode


def _ends_by_length(mode: Mode, lengths: NDArray[np.float64]) -> bool:
    mine = lengths[mode.acts]
    if 2 * np.count_nonzero(mine < SHORT) < len(mine):
        return False
    known = mine[np.isfinite(mine)]
    apart = median(np.abs(known - median(known)))
    return len(known) * log(max(apart, _FLOOR) / max(60 * mode.spread, _FLOOR)) < _EVIDENCE
