"""Days: how long one is, how far two of its clock times lie apart, its number, and the days of the week."""

from __future__ import annotations

from datetime import date
from typing import overload

import numpy as np
from numpy.typing import NDArray

DAY = 24 * 60
"""Minutes."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As Home Assistant writes them in automations; a weekday is its place here."""

_FIRST = date(1970, 1, 1).toordinal()


def date_of(number: int) -> date:
    """Return a local day by its number, which is 0 on 1 January 1970.

    Examples:
        >>> date_of(20_000).isoformat()
        '2024-10-04'
    """
    return date.fromordinal(_FIRST + number)


def number_of(day: date) -> int:
    """Return the number of a local day.

    Examples:
        >>> number_of(date(2024, 10, 4))
        20000
    """
    return day.toordinal() - _FIRST


@overload
def apart(minutes: int, centre: int) -> int: ...


@overload
def apart(minutes: NDArray[np.float64], centre: float | NDArray[np.float64]) -> NDArray[np.float64]: ...


def apart(minutes: int | NDArray[np.float64], centre: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
    """Return how far clock times lie from ``centre``, signed, in minutes, the short way round midnight.

    Args:
        minutes: after midnight, of one time or float64[n] of many.
        centre: likewise.

    Examples:
        >>> apart(7 * 60, 6 * 60 + 45)
        15
        >>> apart(23 * 60 + 50, 10)
        -20
        >>> apart(18 * 60, 6 * 60)
        -720
    """
    return (minutes - centre + DAY // 2) % DAY - DAY // 2
