"""Bands of the day: between which clock times the firings of a trigger lead to something, and at which they do not."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
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
_LENGTHS = np.arange(SHORTEST // _SLOT, _LONGEST // _SLOT + 1)  # slots


def usual_band(minutes: NDArray[np.float64]) -> Between | None:
    """Return the shortest band, to the quarter of an hour, that holds nine of ten clock times."""
    if not len(minutes):
        return None
    ordered = np.sort(minutes)
    count = _most_of(len(ordered))
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
    inside = _inside(hits)
    fits = np.flatnonzero(inside >= _most_of(int(hits.sum())))
    if not len(minutes) or not len(fits):
        return None
    bound = _lower(inside[fits], _inside(every)[fits])
    best = fits[bound >= bound.max() - 1e-9]
    # Of bands that differ by empty slots only, one that leaves some room on either side.
    length = best % len(_LENGTHS)
    best = best[np.argsort(length, kind="stable")[len(best) // 2]]
    after, slots = int(best // len(_LENGTHS)), int(_LENGTHS[best % len(_LENGTHS)])
    return Between(after=after * _SLOT, before=(after + slots) * _SLOT % DAY)


def _most_of(hits: int) -> int:
    """Return nine tenths of some hits, to the nearest whole one; of few hits, more would be asked of no band."""
    return max(round(_KEPT * hits), 1)


def _inside(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what lies in every band that is tried, int64[slots * lengths], those that begin in one slot together."""
    sums = np.append(0, np.cumsum(np.append(counts, counts)))
    ends = sliding_window_view(sums[_LENGTHS[0] :], len(_LENGTHS))[:_SLOTS]
    return np.asarray(ends - sums[:_SLOTS, None]).ravel()


def _lower(hits: NDArray[np.int64], trials: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the lower Wilson bounds (84 %) of shares."""
    tried = np.maximum(trials, 1)
    share = hits / tried
    margin = np.sqrt(share * (1 - share) / tried + 1 / (4 * tried * tried))
    return np.asarray((share + 1 / (2 * tried) - margin) / (1 + 1 / tried))
