"""Bands of the day: between which clock times the firings of a trigger lead to something, and at which they do not."""

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY
from ...model.habits.pattern import Between
from ...past.chance import wilson_lower, wilson_lowers

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
_ENDS = np.arange(_SLOTS)[:, None] + _LENGTHS  # of every band that is tried, slots


def usual_band(minutes: NDArray[np.float64]) -> Between | None:
    """Return the shortest band, to the quarter of an hour, that holds nine of ten clock times.

    Examples:
        Every ten minutes from 18:00 to 21:50.

        >>> usual_band(np.arange(1080.0, 1320.0, 10.0))
        Between(after=1065, before=1305)
    """
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


def clearest_band(minutes: NDArray[np.float64], hit: NDArray[np.bool_], least: float = 0.0) -> Between | None:
    """Return the band that holds nine of ten hits and tells them from the misses best; None where all are inside.

    Best is the largest lower bound of the share of hits; of several alike one of middling length.

    Args:
        minutes: float64[n], clock times of all firings.
        hit: bool[n], which of them led to something.
        least: lower bound of the share of hits below which no band is of use; None where surely none reaches it.

    Examples:
        It fires every hour; from 18:00 to 23:00 something follows. The band has room on either side.

        >>> minutes = 60.0 * np.arange(24)
        >>> clearest_band(minutes, minutes >= 1080)
        Between(after=1065, before=1425)
    """
    slot = (minutes // _SLOT).astype(np.int64) % _SLOTS
    hits, every = (np.bincount(some, minlength=_SLOTS) for some in (slot[hit], slot))
    inside, count = _inside(hits), int(hits.sum())
    fits = np.flatnonzero(inside >= _most_of(count))
    if not len(minutes) or not len(fits):
        return None
    firings = _inside(every)[fits]
    if wilson_lower(count, max(int(firings.min()), count)) < least:
        return None
    bound = wilson_lowers(inside[fits], firings)
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
    sums = np.zeros(2 * _SLOTS + 1, dtype=np.int64)
    np.cumsum(counts, out=sums[1 : _SLOTS + 1])
    sums[_SLOTS + 1 :] = sums[1 : _SLOTS + 1] + sums[_SLOTS]
    return np.asarray(sums.take(_ENDS) - sums[:_SLOTS, None]).ravel()
