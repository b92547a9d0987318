"""Splits: firings that a condition parts in two, and whether it tells the hits from the misses."""

from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from ...past.chance import log_likelihood, wilson_lower, wilson_lowers
from ...past.rule import Outcomes
from ...past.timeline import Timeline

KEPT = 0.75
"""Share of the hits that a condition has to keep."""
_GAIN = 0.06  # what the lower bound has to win for a condition to be worth its words
_SURE = 3.0  # logarithm of the likelihood ratio that convinces where one condition was tried
_ROUNDING = 1e-9


class Split:
    """Firings, to be split by one condition after the other.

    Attributes:
        outcomes: the firings.
        times: float64[n], when their conditions are checked, UTC epoch seconds.
    """

    def __init__(self, outcomes: Outcomes, timeline: Timeline, times: NDArray[np.float64]) -> None:
        """Count the hits."""
        self.outcomes = outcomes
        self.times = times
        self._calendar = timeline.calendar
        self._n, self._h = len(outcomes.hit), int(np.count_nonzero(outcomes.hit))
        self._least = wilson_lower(self._h, self._n) + _GAIN

    @property
    def least(self) -> float:
        """The lower bound that a condition has to reach, or a little less."""
        return self._least - _ROUNDING

    @cached_property
    def minutes(self) -> NDArray[np.float64]:
        """The clock at those times, float64[n], minutes after midnight."""
        return self._calendar.minute(self.times)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The local days of those times, int64[n]."""
        return self._calendar.day(self.times)

    def bound(self, holds: NDArray[np.bool_], tried: int, price: float) -> float | None:
        """Return the lower bound where a condition holds; None where the condition isn't worth it.

        Args:
            holds: bool[n], at which firings it does.
            tried: among how many conditions it was found.
            price: what it has to win beside the gain that all have to.
        """
        n_in, h_in = int(np.count_nonzero(holds)), int(np.count_nonzero(holds & self.outcomes.hit))
        if h_in < KEPT * self._h or n_in == self._n:
            return None
        bound = wilson_lower(h_in, n_in)
        return bound if bound - price >= self._least and self._tells(n_in, h_in, tried) else None

    def may_be_worth(self, hits: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of many conditions keep enough hits and win enough, or nearly, were they free: bool[m].

        Args:
            hits: int64[m], at how many of the hits each holds.
            counts: int64[m], at how many firings.
        """
        is_kept = (hits >= KEPT * self._h) & (counts < self._n)
        return np.asarray(is_kept & (wilson_lowers(hits, counts) >= self.least))

    def _tells(self, n_in: int, h_in: int, tried: int) -> bool:
        """Tell whether hits are split from misses more clearly than the best of ``tried`` would by accident."""
        return is_sure(self._gain(n_in, h_in), tried)

    def gain(self, holds: NDArray[np.bool_]) -> float:
        """Return how clearly a condition tells hits from misses, a logarithm of a likelihood ratio; 0 the wrong way."""
        n_in, h_in = int(np.count_nonzero(holds)), int(np.count_nonzero(holds & self.outcomes.hit))
        return self._gain(n_in, h_in) if h_in * self._n > self._h * n_in else 0.0

    def _gain(self, n_in: int, h_in: int) -> float:
        n_out, h_out = self._n - n_in, self._h - h_in
        return log_likelihood(h_in, n_in) + log_likelihood(h_out, n_out) - log_likelihood(self._h, self._n)


def is_sure(gain: float, tried: int) -> bool:
    """Tell whether a logarithm of a likelihood ratio convinces, the best of ``tried`` being looked at.

    Examples:
        >>> is_sure(3.0, 1), is_sure(3.0, 10)
        (True, False)
    """
    return gain >= _SURE + log(tried)
