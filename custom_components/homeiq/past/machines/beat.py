"""Beat: what goes on and off all day at much the same pace, as a thermostat's heater or a compressor does.

People come back to a lamp after a minute or after hours; what lies between two uses of theirs differs twentyfold.
A thermostat's cycles are of one length, give or take, however the weather stretches them.
"""

import numpy as np
from numpy.typing import NDArray

_OFTEN = 8.0  # cycles on a day of use, at least
_FEWEST = 40  # cycles
_LONGEST = 4 * 3600.0  # seconds of a cycle; what is longer lies between two stretches of work
_NEARLY_ALL = 0.8  # share of the cycles that are no longer
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
    if len(begun) < max(_FEWEST, _OFTEN * days):
        return False
    cycles = np.diff(begun)
    near = cycles[cycles <= _LONGEST]
    if len(near) < _NEARLY_ALL * len(cycles):
        return False
    short, long = np.percentile(near, [10, 90]).tolist()
    return bool(long <= _EVEN * short)
