"""Beat: what goes on and off all day at much the same pace, as a thermostat's heater or a compressor does.

People come back to a lamp after a minute or after hours; what lies between two uses of theirs differs twentyfold.
A thermostat's cycles are of one length, give or take, however the weather stretches them.
"""

import numpy as np
from numpy.typing import NDArray

_FEWEST = 40  # cycles
_KINDS = ((8.0, 4 * 3600.0, 0.8), (4.0, 5400.0, 0.7))
"""Cycles on a day of use, at least; their longest, in seconds, beyond which lies the pause between two stretches of
work; the share of the cycles that are no longer."""
_EVEN = 4.5  # how many times as long as the shortest tenth of the cycles the longest tenth may be


def keeps_a_beat(begun: NDArray[np.float64], days: int) -> bool:
    """Tell whether a machine's cycles begin at some moments.

    Args:
        begun: float64[n], UTC epoch seconds, ascending.
        days: how many different days they fall on.

    Examples:
        >>> keeps_a_beat(np.arange(0.0, 86400.0 * 3, 1800.0), 3)
        True
        >>> keeps_a_beat(np.cumsum(np.tile([300.0, 9000.0], 60)), 7)
        False
    """
    if len(begun) < _FEWEST:
        return False
    cycles = np.diff(begun)
    return any(
        len(begun) >= often * days and _are_even(cycles[cycles <= longest], share * len(cycles))
        for often, longest, share in _KINDS
    )


def _are_even(cycles: NDArray[np.float64], fewest: float) -> bool:
    if len(cycles) < fewest:
        return False
    short, long = np.percentile(cycles, [10, 90]).tolist()
    return bool(long <= _EVEN * short)
