"""Splits: firings that a condition parts in two, and whether it tells the hits from the misses."""

from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from ..past.chance import log_likelihood, wilson_lower
from ..past.rule import Trials
from ..past.timeline import Timeline

KEPT = 0.75
"""Share of the hits that a condition has to keep."""
_GAIN = 0.06  # what the lower bound has to win for a condition to be worth its words
_SURE = 3.0  # logarithm of the likelihood ratio that convinces where one condition was tried
_ROUNDING = 1e-9


class Split:
    """Firings, to be split by one condition after the other.

    Attributes:
        trials: the firings.
        times: float64[n], when their conditions are checked, UTC epoch seconds.
    """

    def __init__(self, trials: Trials, timeline: Timeline, times: NDArray[np.float64]) -> None:
        """Count the hits."""
        self.trials = trials
        self.times = times
        self._calendar = timeline.calendar
        self._n, self._h = len(trials.hit), int(np.count_nonzero(trials.hit))
        self._least = wilson_lower(self._h, self._n) + _GAIN

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
        n_in, h_in = int(np.count_nonzero(holds)), int(np.count_nonzero(holds & self.trials.hit))
        if h_in < KEPT * self._h or n_in == self._n:
            return None
        bound = wilson_lower(h_in, n_in)
        return bound if bound - price >= self._least and self._tells(n_in, h_in, tried) else None

    def may_be_worth(self, holds: NDArray[np.bool_], price: float) -> NDArray[np.bool_]:
        """Tell which of many conditions win enough for their price, or nearly: bool[m].

        Args:
            holds: bool[m, n], where each holds.
            price: of each of them.
        """
        fired = np.maximum(np.count_nonzero(holds, axis=1), 1)
        share = np.count_nonzero(holds[:, self.trials.hit], axis=1) / fired
        margin = np.sqrt(share * (1 - share) / fired + 1 / (4 * fired * fired))
        bound = (share + 1 / (2 * fired) - margin) / (1 + 1 / fired)
        return np.asarray(bound >= self._least + price - _ROUNDING)

    def _tells(self, n_in: int, h_in: int, tried: int) -> bool:
        """Tell whether hits are split from misses more clearly than the best of ``tried`` would by accident."""
        n_out, h_out = self._n - n_in, self._h - h_in
        gain = log_likelihood(h_in, n_in) + log_likelihood(h_out, n_out) - log_likelihood(self._h, self._n)
        return is_sure(gain, tried)


def is_sure(gain: float, tried: int) -> bool:
    """Tell whether a logarithm of a likelihood ratio convinces, the best of ``tried`` being looked at."""
    return gain >= _SURE + log(tried)
