"""Explained acts: those that something nearer has brought about, which are no evidence for a time of day."""

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import answers
from ..model.things import AT_REST
from ..past.acts import Unit
from ..past.numbers.crossings import set_off_in
from ..past.timeline import Timeline

_SOON = 120.0  # what follows a trigger so soon is due to it, however much sooner most of it comes, seconds
_SHORT_USE = 3600.0  # seconds


def explained_acts(unit: Unit, patterns: tuple[Pattern, ...], timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts of a unit that its follow-ups would have done, or that only end a short use.

    Returns:
        bool[n], n the unit's acts.

    Examples:
        An act that ends a use of half an hour, and one that ends an evening.

        >>> lamp = past("0:00 light.a off, 12:00 light.a on, 12:30 light.a off, 20:00 light.a on, 23:00 light.a off")
        >>> explained_acts(unit("light.a", "off", lamp), (), lamp).tolist()
        [True, False]
    """
    marked = _ends_a_use(unit, timeline)
    for pattern in patterns:
        trigger = pattern.trigger
        if answers(trigger) and pattern.state == unit.state and set(pattern.entities) & set(unit.entities):
            longest = max(2.0 * trigger.for_seconds, pattern.evidence.window_seconds, _SOON)
            _, times = set_off_in(timeline, trigger)
            marked |= delays_behind(times, unit.acts) <= longest
    return marked


def _ends_a_use(unit: Unit, timeline: Timeline) -> NDArray[np.bool_]:
    """Mark the acts that put to rest what was in use for less than an hour: they follow the use, not the clock."""
    if unit.state not in AT_REST:
        return np.zeros(len(unit.acts), dtype=np.bool_)
    marked = []
    for name in unit.entities:
        series = timeline.series[name]
        began = np.append(-np.inf, series.time[~series.comes_to(unit.state)])
        marked.append(unit.acts - began[np.searchsorted(began, unit.acts, "right") - 1] < _SHORT_USE)
    return np.asarray(np.any(marked, axis=0))


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
