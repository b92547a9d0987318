"""How long ago things happened, for many acts and many triggers at once."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

CELLS = 1 << 21  # delays held at once, eight megabytes of them


def delays_since(firings: Sequence[NDArray[np.float64]], acts: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the seconds since the last firing before each act.

    Args:
        firings: float64[k] each, ascending, UTC epoch seconds.
        acts: float64[n], UTC epoch seconds.

    Returns:
        float32[len(firings), n], to a ten thousandth where an hour or less; infinite where nothing had fired yet.
    """
    delays = np.empty((len(firings), len(acts)), dtype=np.float32)
    for row, times in zip(delays, firings, strict=True):
        before = np.append(-np.inf, times)
        np.subtract(acts, before[times.searchsorted(acts)], out=row, casting="same_kind")
    return delays


def in_parts(sizes: Sequence[int], rows: int) -> Iterator[slice]:
    """Cut groups of so many acts into parts that, times ``rows``, can be held at once; each has one group at least."""
    begin = held = 0
    for place, size in enumerate(sizes):
        if place > begin and (held + size) * rows > CELLS:
            yield slice(begin, place)
            begin, held = place, 0
        held += size
    if begin < len(sizes):
        yield slice(begin, len(sizes))
