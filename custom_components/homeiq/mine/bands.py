"""Bands of the day: between which clock times the firings of a trigger lead to something, and at which they do not."""

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import Between
from ..past.calendar import DAY

_SLOT = 15  # minutes
_SLOTS = DAY // _SLOT
SHORTEST = 3 * 60
"""Minutes; what happens in a shorter band is a habit of the clock, not of the trigger."""
_USUAL = 14 * 60  # minutes; a longer band about the hits alone says nothing
_LONGEST = 21 * 60  # minutes; a longer one leaves out no night
_KEPT = 0.9  # share of the hits
TRIED = _SLOTS
"""How many different bands a search is worth: those that differ by a slot hardly do."""
# Every band that is tried: in which slot it begins, and how many slots it has.
_BEGIN, _LENGTH = (
    part.ravel()
    for part in np.meshgrid(np.arange(_SLOTS), np.arange(SHORTEST // _SLOT, _LONGEST // _SLOT + 1), indexing="ij")
)


def usual_band(minutes: NDArray[np.float64]) -> Between | None:
    """Return the shortest band, to the quarter of an hour, that holds nine of ten clock times."""
    if not len(minutes):
        return None
    ordered = np.sort(minutes)
    count = int(np.ceil(_KEPT * len(ordered)))
    spans = np.append(ordered, ordered + DAY)[count - 1 : count - 1 + len(ordered)] - ordered
    start = int(np.argmin(spans))
    after = int((ordered[start] - 10) // _SLOT * _SLOT)
    before = int(-((-(ordered[start] + spans[start] + 10)) // _SLOT) * _SLOT)
    if not SHORTEST <= before - after <= _USUAL:
        return None
    return Between(after=after % DAY, before=before % DAY)


def clearest_band(minutes: NDArray[np.float64], hit: NDArray[np.bool_]) -> Between | None:
    """Return the band that holds nine of ten hits and tells them from the misses best; None where all are inside.

    Best is the largest lower bound of the share of hits; of several alike one of middling length.

    Args:
        minutes: float64[n], clock times of all firings.
        hit: bool[n], which of them led to something.
    """
    slot = (minutes // _SLOT).astype(np.int64) % _SLOTS
    hits, every = (np.bincount(some, minlength=_SLOTS) for some in (slot[hit], slot))
    inside = _inside(hits, _BEGIN, _LENGTH)
    fits = np.flatnonzero(inside >= _KEPT * hits.sum())
    if not len(minutes) or not len(fits):
        return None
    begin, length = _BEGIN[fits], _LENGTH[fits]
    bound = _lower(inside[fits], _inside(every, begin, length))
    best = np.flatnonzero(bound >= bound.max() - 1e-9)
    # Of bands that differ by empty slots only, one that leaves some room on either side.
    best = best[np.argsort(length[best], kind="stable")][len(best) // 2]
    return Between(after=int(begin[best]) * _SLOT, before=int(begin[best] + length[best]) * _SLOT % DAY)


def _inside(counts: NDArray[np.int64], begin: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    sums = np.append(0, np.cumsum(np.append(counts, counts)))
    return np.asarray(sums[begin + length] - sums[begin])


def _lower(hits: NDArray[np.int64], trials: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the lower Wilson bounds (84 %) of shares."""
    tried = np.maximum(trials, 1)
    share = hits / tried
    margin = np.sqrt(share * (1 - share) / tried + 1 / (4 * tried * tried))
    return np.asarray((share + 1 / (2 * tried) - margin) / (1 + 1 / tried))
