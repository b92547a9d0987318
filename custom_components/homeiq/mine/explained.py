"""Explained acts: those that something nearer has brought about, which are no evidence for a time of day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import answers
from ..model.things.brought import share_an_act
from ..past.acts import Unit
from ..past.numbers.crossings import set_off_in
from ..past.timeline import Timeline

_SOON = 120.0  # what follows a trigger so soon is due to it, however much sooner most of it comes, seconds


def explained_acts(unit: Unit, patterns: tuple[Pattern, ...], timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts of a unit that its follow-ups would have done.

    Returns:
        bool[n], n the unit's acts.

    Examples:
        >>> lamp = past("0:00 light.a off, 12:00 light.a on, 12:30 light.a off, 20:00 light.a on, 23:00 light.a off")
        >>> explained_acts(unit("light.a", "off", lamp), (), lamp).tolist()
        [False, False]
    """
    marked = np.zeros(len(unit.acts), dtype=np.bool_)
    for pattern in patterns:
        trigger = pattern.trigger
        if answers(trigger) and share_an_act(pattern, unit):
            longest = max(2.0 * trigger.for_seconds, pattern.evidence.window_seconds, _SOON)
            _, times = set_off_in(timeline, trigger)
            marked |= delays_behind(times, unit.acts) <= longest
    return marked


def delays_behind(times: NDArray[np.float64], acts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds since the last firing before each act, float64[n]; infinite where there was none.

    Args:
        times: float64[m], ascending, at least one.
        acts: float64[n].

    Examples:
        >>> delays_behind(np.array([100.0]), np.array([90.0, 130.0])).tolist()
        [inf, 30.0]
    """
    last = times.searchsorted(acts) - 1
    delay = acts - times[last]
    # What precedes all firings was compared with the last of them, in the future.
    delay[last < 0] = np.inf
    return delay
