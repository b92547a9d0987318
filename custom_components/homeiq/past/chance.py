"""What chance alone would give: bounds, tails, and the price of having tried many pairs."""

from __future__ import annotations

from functools import lru_cache
from math import lgamma, log, log1p, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray


def wilson_lower(hits: float, trials: float, z: float = 1.0) -> float:
    """Return the lower bound of a share, 0 to 1.

    Args:
        hits: successes, 0 to ``trials``.
        trials: 0 gives 0.
        z: standard normal quantile of the one-sided level; 1.0 is 84 %.

    Source: E. B. Wilson, Probable inference, JASA 22 (1927).

    Examples:
        >>> round(wilson_lower(9, 10), 3)
        0.766
        >>> wilson_lower(0, 0)
        0.0
    """
    if trials <= 0:
        return 0.0
    share = hits / trials
    middle = share + z * z / (2 * trials)
    margin = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, (middle - margin) / (1 + z * z / trials))


@lru_cache(maxsize=256)  # as many numbers of days as a home asks for; some hundred kilobytes
def wilson_lower_each(trials: int) -> NDArray[np.float64]:
    """Return the lower bounds of all shares of so many tries, float64[trials + 1], of 84 % each; not to be changed.

    Examples:
        >>> wilson_lower_each(10)[9] == wilson_lower(9, 10)
        np.True_
    """
    bounds = np.array([wilson_lower(hits, trials) for hits in range(trials + 1)])
    bounds.flags.writeable = False
    return bounds


def wilson_lowers(hits: NDArray[np.int64], trials: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the lower bounds of many shares, float64[n], of 84 % each.

    Args:
        hits: int64[n], 0 to ``trials``.
        trials: int64[n]; 0 gives 0.

    Examples:
        >>> wilson_lowers(np.array([9, 0]), np.array([10, 0])).round(3).tolist()
        [0.766, 0.0]
    """
    tried = np.maximum(trials, 1)
    share = hits / tried
    margin = np.sqrt(share * (1 - share) / tried + 1 / (4 * tried * tried))
    return np.asarray((share + 1 / (2 * tried) - margin) / (1 + 1 / tried))


def binomial_tail(hits: int, trials: int, chance: float) -> float:
    """Return the probability of at least ``hits`` successes in ``trials`` independent tries, 0 to 1.

    Examples:
        Nine heads or more of ten: 11 of 1024 ways.

        >>> round(binomial_tail(9, 10, 0.5), 4)
        0.0107
    """
    if hits <= 0:
        return 1.0
    if chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    k = np.arange(hits, trials + 1)
    factorial = _log_factorials(1 << trials.bit_length())
    ways = factorial[trials] - factorial[k] - factorial[trials - k]
    return float(min(1.0, np.exp(ways + k * log(chance) + (trials - k) * log1p(-chance)).sum()))


def log_exactly(hits: NDArray[np.int64], trials: NDArray[np.int64], chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithms of the probabilities of exactly so many successes, float64[n].

    Args:
        hits: int64[n], 0 to ``trials``.
        trials: int64[n], independent tries.
        chance: float64[n], of each try, between 0 and 1.

    Examples:
        Two heads of three: three of eight ways.

        >>> np.exp(log_exactly(np.array([2]), np.array([3]), np.array([0.5]))).round(3).tolist()
        [0.375]
    """
    factorial = _log_factorials(1 << int(trials.max(initial=1)).bit_length())
    ways = factorial[trials] - factorial[hits] - factorial[trials - hits]
    return np.asarray(ways + hits * np.log(chance) + (trials - hits) * np.log1p(-chance))


@lru_cache(maxsize=32)  # one for each power of two
def _log_factorials(count: int) -> NDArray[np.float64]:
    """Return the logarithms of the first so many factorials, 0! first."""
    return np.array([lgamma(number + 1) for number in range(count)])


def discoveries(p_values: NDArray[np.float64], tried: int, rate: float) -> NDArray[np.bool_]:
    """Mark the findings that stand when at most a share ``rate`` of them may be false.

    Args:
        p_values: float64[n], those of the pairs worth computing.
        tried: how many pairs were looked at in all, n or more.
        rate: false discovery rate, 0 to 1.

    Source: Benjamini and Hochberg, JRSS B 57 (1995).

    Examples:
        >>> found = np.array([0.001, 0.02, 0.04])
        >>> discoveries(found, 3, 0.05).tolist()
        [True, True, True]
        >>> discoveries(found, 6, 0.05).tolist()
        [True, False, False]
    """
    if not len(p_values):
        return np.zeros(0, dtype=np.bool_)
    ordered = np.sort(p_values)
    passing = np.flatnonzero(ordered <= rate * (np.arange(len(ordered)) + 1) / tried)
    return p_values <= (ordered[passing[-1]] if len(passing) else -1.0)


def log_likelihood(hits: int, trials: int) -> float:
    """Return the logarithm of the likelihood of so many successes at their own share: 0 or less, 0 without trials.

    Examples:
        >>> round(log_likelihood(5, 10), 2)
        -6.93
    """
    share = min(max(hits / trials, 1e-9), 1 - 1e-9) if trials else 0.5
    return hits * log(share) + (trials - hits) * log1p(-share)


def gain_of(kept: int, count: int, hits: int, trials: int) -> float:
    """Return how clearly a part of some trials tells successes from failures; 0 where it has fewer than the rest.

    That is the logarithm of the ratio of the likelihood of a share inside and another one outside to that of one share
    for all.

    Args:
        kept: successes in the part; likewise ``count`` of its trials.
        hits: of all; likewise ``trials``.

    Examples:
        >>> round(gain_of(15, 16, 16, 56), 1), gain_of(1, 16, 16, 56)
        (25.1, 0.0)
    """
    if kept * trials <= hits * count:
        return 0.0
    outside = log_likelihood(hits - kept, trials - count)
    return log_likelihood(kept, count) + outside - log_likelihood(hits, trials)


def surprise_among(tried: int) -> float:
    """Return by how many standard deviations the most surprising of so many things surprises by accident, about.

    Examples:
        >>> round(surprise_among(1000), 2)
        3.09
        >>> round(surprise_among(51_000), 2)
        4.11
    """
    return NormalDist().inv_cdf(1 - 1 / tried) if tried > 1 else 0.0
