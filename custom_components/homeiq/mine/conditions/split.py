"""Splits: firings that a condition parts in two, and whether it tells the hits from the misses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...past.chance import log_likelihood, wilson_lower, wilson_lowers
from ...past.days.calendar import Calendar
from ...past.rule import Outcomes

_KEPT = 0.75  # share of the hits that a condition has to keep
_KEPT_OF_RARE, _RARER = 0.5, 4.0  # the same where hits are so many times rarer without it
_GAIN = 0.06  # what the lower bound has to win for a condition to be worth its words
_OF_THE_REST = 0.5  # share of what the lower bound lacks that is enough to win, whatever a condition's price
_SURE = 3.0  # logarithm of the likelihood ratio that convinces where one condition was tried
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """When conditions are checked.

    Attributes:
        times: float64[n], UTC epoch seconds.
        minutes: float64[n], the clock at those times, minutes after midnight.
        days: int64[n], the local days.
    """

    times: NDArray[np.float64]
    minutes: NDArray[np.float64]
    days: NDArray[np.int64]

    @classmethod
    def of(cls, times: NDArray[np.float64], calendar: Calendar) -> Self:
        """Read the clock at times: float64[n], UTC epoch seconds."""
        return cls(times=times, minutes=calendar.minute(times), days=calendar.day(times))

    def where(self, which: NDArray[np.int64]) -> Self:
        """Return some of them, given by their places."""
        return type(self)(times=self.times[which], minutes=self.minutes[which], days=self.days[which])


class Split:
    """Firings, to be split by one condition after the other.

    Attributes:
        outcomes: the firings.
        times: float64[n], when their conditions are checked, UTC epoch seconds.
        minutes: float64[n], the clock then, minutes after midnight.
        days: int64[n], the local days.
    """

    def __init__(self, outcomes: Outcomes, moments: Moments) -> None:
        """Count the hits."""
        self.outcomes = outcomes
        self.times, self.minutes, self.days = moments.times, moments.minutes, moments.days
        self._n, self._h = len(outcomes.hit), int(np.count_nonzero(outcomes.hit))
        self._share = wilson_lower(self._h, self._n)

    @property
    def share(self) -> float:
        """The lower bound of the share of hits without any condition."""
        return self._share

    def least(self, price: float = 0.0, needed: float = 0.0) -> float:
        """Return the lower bound that a condition has to reach, or a little less.

        Where little is missing, no condition can win much: one that halves that is worth its words at any price.

        Args:
            price: what it has to win beside the gain that all have to.
            needed: the lower bound below which it is of no use.
        """
        gain = min(_GAIN + price, _OF_THE_REST * (1 - self._share))
        return max(self._share + gain, needed) - _ROUNDING

    def bound(self, holds: NDArray[np.bool_], tried: int, price: float) -> float | None:
        """Return the lower bound where a condition holds; None where the condition isn't worth it.

        Args:
            holds: bool[n], at which firings it does.
            tried: among how many conditions it was found.
            price: what it has to win beside the gain that all have to.
        """
        return self.bound_of(
            int(np.count_nonzero(holds & self.outcomes.hit)), int(np.count_nonzero(holds)), tried, price
        )

    def bound_of(self, hits: int, count: int, tried: int, price: float) -> float | None:
        """Return the same for a condition that holds at so many of the hits, and at so many of all firings."""
        if not keeps_enough(hits, count, self._h, self._n):
            return None
        bound = wilson_lower(hits, count)
        return bound if bound >= self.least(price) and self._tells(count, hits, tried) else None

    def may_be_worth(self, hits: NDArray[np.int64], counts: NDArray[np.int64], needed: float = 0.0) -> list[int]:
        """Return which of many conditions keep enough hits and raise the bound nearly enough, were choosing free.

        Args:
            hits: int64[m], at how many of the hits each holds.
            counts: int64[m], at how many firings.
            needed: the lower bound below which they are of no use.
        """
        least = self.least(needed=needed)
        # No share is below its lower bound, which takes ten times as long to work out and mostly is not needed.
        some = np.flatnonzero((hits >= least * counts) & (hits >= _KEPT_OF_RARE * self._h))
        if not len(some):
            return []
        hits, counts = hits[some], counts[some]
        is_worth = keeps_enough(hits, counts, self._h, self._n) & (wilson_lowers(hits, counts) >= least)
        return list(map(int, some[is_worth]))

    def _tells(self, n_in: int, h_in: int, tried: int) -> bool:
        """Tell whether hits are split from misses more clearly than the best of ``tried`` would by accident."""
        return is_sure(self._gain(n_in, h_in), tried)

    def gain(self, holds: NDArray[np.bool_]) -> float:
        """Return how clearly a condition tells hits from misses, a logarithm of a likelihood ratio; 0 the wrong way."""
        return self.gain_of(int(np.count_nonzero(holds & self.outcomes.hit)), int(np.count_nonzero(holds)))

    def gain_of(self, hits: int, count: int) -> float:
        """Return the same for a condition that holds at so many of the hits, and at so many of all firings."""
        return self._gain(count, hits) if hits * self._n > self._h * count else 0.0

    def _gain(self, n_in: int, h_in: int) -> float:
        n_out, h_out = self._n - n_in, self._h - h_in
        return log_likelihood(h_in, n_in) + log_likelihood(h_out, n_out) - self._of_all

    @cached_property
    def _of_all(self) -> float:
        return log_likelihood(self._h, self._n)


def keeps_enough(
    kept: int | NDArray[np.int64], inside: int | NDArray[np.int64], hits: int, count: int
) -> NDArray[np.bool_]:
    """Tell whether a condition, or which of many, keeps enough of the hits and leaves some firings out: bool[m].

    What follows now and then anyway, by day as well, need not be kept: half of the hits will do where they are four
    times rarer without the condition than with it.

    Args:
        kept: hits at which the condition holds, or each of them does: int64[m].
        inside: firings at which it does, likewise.
        hits: in all.
        count: firings in all.

    Examples:
        >>> keeps_enough(np.array([15, 14, 10]), np.array([20, 20, 10]), 20, 40).tolist()
        [True, False, False]

        Lit 19 times of 21 in the dark, and 15 of 106 by day.

        >>> bool(keeps_enough(19, 21, 34, 127))
        True
    """
    is_rare = (hits - kept) * inside * _RARER <= kept * (count - inside)
    return np.asarray((kept >= np.where(is_rare, _KEPT_OF_RARE, _KEPT) * hits) & (inside < count))


def is_sure(gain: float, tried: int) -> bool:
    """Tell whether the log-likelihood ratio of a condition convinces, given that it is the best of ``tried`` ones.

    Examples:
        >>> is_sure(3.0, 1), is_sure(3.0, 10)
        (True, False)
    """
    return gain >= _SURE + log(tried)
