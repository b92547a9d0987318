"""Where many moments belong among others, which is what every question about the past comes down to."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

_FEW = 64  # moments of which it is quicker to search for each
_MANY = 4  # times as many moments from which on a zip is quicker than a search for each


def places(among: NDArray[np.float64], times: NDArray[np.float64], side: Literal["left", "right"]) -> NDArray[np.int64]:
    """Return ``among.searchsorted(times, side)``; where many times are in order, as a zip of two rows.

    Args:
        among: float64[n], ascending.
        times: float64[m], in any order.

    Examples:
        >>> places(np.array([10.0, 20.0]), np.array([5.0, 10.0, 25.0]), "right").tolist()
        [0, 1, 2]
    """
    if len(times) < _FEW or not (times[1:] >= times[:-1]).all():
        return among.searchsorted(times, side)
    # Mostly they lie within a small part of the others.
    begin, end = among.searchsorted(times[[0, -1]], side).tolist()
    part = among[begin:end]
    if len(times) <= _MANY * len(part):
        return np.asarray(begin + part.searchsorted(times, side))
    ends = np.empty(len(part) + 2, dtype=np.int64)
    ends[0], ends[-1] = 0, len(times)
    ends[1:-1] = times.searchsorted(part, "right" if side == "left" else "left")
    return np.arange(begin, end + 1).repeat(ends[1:] - ends[:-1])
