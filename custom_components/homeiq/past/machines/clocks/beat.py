"""Beat: what goes on and off all day at much the same pace, as a thermostat's heater or a compressor does.

People come back to a lamp after a minute or after hours; what lies between two uses of theirs differs twentyfold.
A thermostat's cycles are of one length, give or take, however the weather stretches them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Beat:
    """How often something has to go on for all of its cycles to be looked at as one pace.

    Attributes:
        often: cycles on a day of use, at least.
        longest: cycle, seconds; beyond lies the pause between two stretches of work.
        share: of the cycles, those that are no longer than that, at least.
    """

    often: float
    longest: float
    share: float


_ALL_DAY = _Beat(often=8, longest=4 * 3600.0, share=0.8)
_FOR_HOURS = _Beat(often=4, longest=5400.0, share=0.7)  # in the evening, or in the morning and in the evening
_FEWEST = 40  # cycles
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
        len(begun) >= beat.often * days and _are_even(cycles[cycles <= beat.longest], beat.share * len(cycles))
        for beat in (_ALL_DAY, _FOR_HOURS)
    )


def _are_even(cycles: NDArray[np.float64], fewest: float) -> bool:
    if len(cycles) < fewest:
        return False
    short, long = np.percentile(cycles, [10, 90]).tolist()
    return bool(long <= _EVEN * short)
