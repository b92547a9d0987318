"""Alive: whether a habit still goes on, or ended before the history did.

What ended leaves nothing to count against it where its trigger fell silent too, or where there is nothing to put to
rest any more. So its silence is counted in days that the home was lived in, whatever there was to do on them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..past.days.calendar import falls_on
from ..past.timeline import Timeline

_SILENCE = 21  # days without it that can end a habit
_LIVED = 14  # of these, those that were lived in
_PATIENCE = 0.02  # how unlikely a silence has to be


def is_alive(
    hits: NDArray[np.int64], eligible: NDArray[np.int64], weekdays: frozenset[int], timeline: Timeline
) -> bool:
    """Tell whether a habit still goes on: no silence of three weeks that its own steadiness makes unlikely.

    Args:
        hits: int64[n], the local days on which it was followed, ascending, at least one.
        eligible: int64[m], the local days on which it could have been, ascending.
        weekdays: on which it is followed.
    """
    lived = timeline.days[timeline.is_lived(timeline.days)]
    silent = lived[lived > hits[-1]]
    if len(silent) < _LIVED or silent[-1] - hits[-1] < _SILENCE:
        return True
    return not (_is_over(hits, eligible) or _is_over(hits, lived[falls_on(lived, weekdays)]))


def _is_over(hits: NDArray[np.int64], days: NDArray[np.int64]) -> bool:
    """Tell whether the days after the last hit are more than any pause before, and more than its pace explains.

    Examples:
        What came every day has been silent for twenty; what came every ten days, for four.

        >>> _is_over(np.arange(10), np.arange(30))
        True
        >>> _is_over(np.array([0, 10, 20]), np.arange(25))
        False
    """
    places = np.unique(days.searchsorted(hits))
    silent = len(days) - 1 - int(places[-1])
    pauses = np.diff(places)
    if not len(pauses) or silent < pauses.max():
        return False
    # Nothing is so steady that it can't be missed once.
    pace = len(pauses) / (pauses.sum() + 1)
    return float((1 - pace) ** silent) < _PATIENCE
