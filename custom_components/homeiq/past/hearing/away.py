"""Away: when nothing was heard of an entity, as moments in turn: it went, it came back, it went again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def turns(time: NDArray[np.float64], is_present: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return when an entity went away and when it came back, in turn, UTC epoch seconds; the last one may last on.

    Args:
        time: float64[n], of its reports, UTC epoch seconds, ascending.
        is_present: bool[n], those that tell a state.

    Examples:
        >>> turns(np.array([0.0, 90.0, 120.0]), np.array([True, False, True])).tolist()
        [90.0, 120.0]
    """
    if is_present.all():
        return np.empty(0)
    return np.asarray(time[np.append(not is_present[0], is_present[1:] != is_present[:-1])])


def were_away(away: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which times lie in an absence, bool[m]; what happens at the very moment comes too late.

    Examples:
        >>> were_away(np.array([90.0, 120.0]), np.array([90.0, 100.0, 121.0])).tolist()
        [False, True, False]
    """
    return np.asarray(away.searchsorted(times) % 2 == 1)


def rest_of(away: NDArray[np.float64], moment: float) -> NDArray[np.float64]:
    """Return absences from a moment on, also of one that has begun before.

    Examples:
        >>> rest_of(np.array([10.0, 20.0, 30.0]), 15.0).tolist(), rest_of(np.array([10.0, 20.0, 30.0]), 25.0).tolist()
        ([15.0, 20.0, 30.0], [30.0])
    """
    start = int(away.searchsorted(moment))
    return np.append(moment, away[start:]) if start % 2 else away[start:]
