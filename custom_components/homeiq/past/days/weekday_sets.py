"""Sets of weekdays: which of them tell the days of a habit from the others.

Monday to Thursday, Tuesday and Thursday, every day but Sunday: with one share of days inside a set and another one
outside, the likeliest set of so many weekdays holds those on which it was done most often. So six sets are looked at,
though all 126 are tried: what the best of so many tells by accident is its price.
"""

from __future__ import annotations

from math import comb, log

import numpy as np
from numpy.typing import NDArray

_WEEK = 7
# Logarithm of the likelihood ratio that convinces, were it the only set: some thirty things and what sets them off are
# tried, so that one in four hundred is nothing special.
_CLEARLY = 6.0


def likeliest(
    hits: NDArray[np.int64], days: NDArray[np.int64]
) -> tuple[list[frozenset[int]], NDArray[np.int64], NDArray[np.int64]]:
    """Return the likeliest set of one weekday, of two, and so on up to six, and what was counted on each of them.

    Args:
        hits: int64[7], on how many days it was done, or how often, Monday first.
        days: int64[7], on how many it could have been, or how often.

    Returns:
        The sets; int64[6], on how many days of each it was done; int64[6], on how many it could have been.

    Examples:
        >>> sets, done, able = likeliest(np.array([0, 8, 0, 7, 0, 1, 0]), np.full(7, 8))
        >>> sorted(sets[1]), done[:3].tolist(), able[:3].tolist()
        ([1, 3], [8, 15, 16], [8, 16, 24])
    """
    often = (-hits / np.maximum(days, 1)).argsort(kind="stable")
    order = often.tolist()
    sets = [frozenset(order[:count]) for count in range(1, _WEEK)]
    return sets, hits[often].cumsum()[:-1], days[often].cumsum()[:-1]


def ways(weekdays: frozenset[int]) -> int:
    """Return how many sets there are of as many weekdays.

    Examples:
        >>> ways(frozenset({1, 3})), ways(frozenset(range(6)))
        (21, 7)
    """
    return comb(_WEEK, len(weekdays))


def price(weekdays: frozenset[int]) -> float:
    """Return how clearly a set has to tell its days: more than the best of all sets of as many does by accident.

    Examples:
        >>> round(price(frozenset({1, 3})), 1)
        9.0
    """
    return _CLEARLY + log(ways(weekdays))
