"""Bands of the day: between which clock times the firings of a trigger lead to something, and at which they do not."""

from __future__ import annotations

from functools import cached_property

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
_STARTS = np.arange(_SLOTS)
_ENDS = _STARTS[:, None] + _LENGTHS  # of every band that is tried, slots
_ROUNDING = 1e-9


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


def slots_of(minutes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return in which quarter of an hour of the day clock times are, int64[n].

    Examples:
        >>> slots_of(np.array([14.9, 15.0])).tolist()
        [0, 1]
    """
    return np.asarray((minutes // _SLOT).astype(np.int64) % _SLOTS)


class Bands:
    """The bands with nine of ten hits, the shortest ones first: none from the same slot on has fewer firings.

    Examples:
        It fires every hour; from 18:00 to 23:00 something follows. The band has room on either side.

        >>> minutes = 60.0 * np.arange(24)
        >>> Bands(slots_of(minutes), minutes >= 1080).clearest()
        Between(after=1065, before=1425)
    """

    def __init__(self, slot: NDArray[np.int64], hit: NDArray[np.bool_]) -> None:
        """Count firings by slot.

        Args:
            slot: int64[n], in which quarter of an hour each is.
            hit: bool[n], which of them led to something.
        """
        self._hits, self._every = _sums(slot[hit]), _sums(slot)
        self._count = int(self._hits[_SLOTS])
        self._kept = _most_of(self._count)
        ends = np.maximum(self._hits.searchsorted(self._hits[:_SLOTS] + self._kept), _STARTS + _LENGTHS[0])
        self._starts = np.flatnonzero(ends <= _STARTS + _LENGTHS[-1])
        self._ends = ends[self._starts]
        self._firings = self._every[self._ends] - self._every[self._starts]

    def inside(self, band: Between) -> tuple[int, int]:
        """Return how many hits lie in a band, and how many firings; it begins and ends with a slot."""
        start = band.after // _SLOT
        end = start + (band.before - band.after) % DAY // _SLOT
        return int(self._hits[end] - self._hits[start]), int(self._every[end] - self._every[start])

    @cached_property
    def _bounds(self) -> NDArray[np.float64]:
        """The lower bounds that no band from these slots on exceeds, float64[n]."""
        count = np.full(len(self._starts), self._count)
        return wilson_lowers(count, np.maximum(self._firings, count))

    def may_reach(self, least: float) -> bool:
        """Tell whether it can't be excluded that a band reaches a lower bound."""
        if not len(self._starts):
            return False
        # The fewer firings, the larger a bound.
        return wilson_lower(self._count, max(int(self._firings.min()), self._count)) >= least

    def clearest(self) -> Between:
        """Return the band that tells hits from misses best, where there is one.

        Best is the largest lower bound of the share of hits; of several alike one of middling length.
        """
        reached = wilson_lowers(self._hits[self._ends] - self._hits[self._starts], self._firings).max()
        starts = self._starts[self._bounds >= reached - 2 * _ROUNDING]
        inside, firings = (sums[_ENDS[starts]] - sums[starts, None] for sums in (self._hits, self._every))
        start, length = np.nonzero(inside >= self._kept)
        bound = wilson_lowers(inside[start, length], firings[start, length])
        best = np.flatnonzero(bound >= bound.max() - _ROUNDING)
        # Of bands that differ by empty slots only, one that leaves some room on either side.
        one = best[np.argsort(length[best], kind="stable")[len(best) // 2]]
        after, slots = int(starts[start[one]]), int(_LENGTHS[length[one]])
        return Between(after=after * _SLOT, before=(after + slots) * _SLOT % DAY)


def _most_of(hits: int) -> int:
    """Return nine tenths of some hits, to the nearest whole one; of few hits, more would be asked of no band."""
    return max(round(_KEPT * hits), 1)


def _sums(slot: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count what lies before each slot of two days, which are alike, and before their end: int64[2 * slots + 1]."""
    sums = np.zeros(2 * _SLOTS + 1, dtype=np.int64)
    np.cumsum(np.bincount(slot, minlength=_SLOTS), out=sums[1 : _SLOTS + 1])
    sums[_SLOTS + 1 :] = sums[1 : _SLOTS + 1] + sums[_SLOTS]
    return sums
