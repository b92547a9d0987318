"""Thresholds: the numbers that people would name, and the one of them that tells hits from misses best."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from ...model.things.quantity import quantity_of
from .split import keeps_enough

_MANTISSAS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_FAHRENHEIT = 1.0
_MOST = 200  # numbers between a smallest and a largest; what has more is not measured in what it is said to be
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number, and on which side of it the hits are.

    Attributes:
        gain: how clearly it splits hits from misses: a logarithm of a likelihood ratio.
    """

    number: float
    is_above: bool
    gain: float


def step_of(device_class: str | None, unit: str) -> float | None:
    """Return how far apart numbers are that people tell from each other; None where they tell ratios.

    Examples:
        >>> step_of("temperature", "°C"), step_of(None, "°F"), step_of("power", "W")
        (0.5, 1.0, None)
    """
    return _FAHRENHEIT if unit == "°F" else quantity_of(device_class or ("temperature" if unit == "°C" else "")).step


def round_numbers(least: float, most: float, device_class: str | None, unit: str) -> NDArray[np.float64]:
    """Return the numbers that people would name between two values, ascending, float64[m]; the two don't count.

    Examples:
        >>> round_numbers(19.8, 22.0, "temperature", "°C").tolist()
        [20.0, 20.5, 21.0, 21.5]
        >>> round_numbers(9.0, 40.0, "illuminance", "lx").tolist()
        [10.0, 12.0, 15.0, 20.0, 25.0, 30.0]
        >>> round_numbers(0.0, 0.0, "power", "W").tolist()
        []
    """
    step = step_of(device_class, unit)
    if step is not None:
        first, last = floor(least / step) + 1, ceil(most / step)
        return np.arange(first, min(last, first + _MOST), dtype=np.float64) * step
    if most <= 0:
        return np.empty(0)
    last = ceil(log10(most))
    # Nobody tells a thousandth of the most from nothing.
    first = max(floor(log10(max(least, most / 1000))), last - 4)
    numbers = np.array([mantissa * 10.0**power for power in range(first, last + 1) for mantissa in _MANTISSAS])
    numbers = numbers.round(6)
    return numbers[(numbers > least) & (numbers < most)]


def clearest_threshold(
    values: NDArray[np.float32], hit: NDArray[np.bool_], numbers: NDArray[np.float64]
) -> Threshold | None:
    """Return the number that splits hits from misses most clearly and keeps enough hits; None where none does.

    Of several that split them alike, the middle one: it lies as far from the hits as from the misses.

    Args:
        values: float32[n], NaN where nothing was measured, which lies on no side.
        hit: bool[n].
        numbers: float64[m], those that are tried, ascending.

    Examples:
        >>> values = np.array([5, 20, 35, 60, 90, 400], dtype=np.float32)
        >>> one = clearest_threshold(values, values < 40, np.array([10.0, 30.0, 40.0, 50.0, 100.0]))
        >>> (one.number, one.is_above)
        (40.0, False)
    """
    known = ~np.isnan(values)
    order = np.argsort(values[known])
    ordered, hits = values[known][order], np.append(0, np.cumsum(hit[known][order]))
    limits = numbers.astype(np.float32)
    below, up_to = ordered.searchsorted(limits, "left"), ordered.searchsorted(limits, "right")
    inside = np.concatenate([below, len(ordered) - up_to])
    kept = np.concatenate([hits[below], hits[-1] - hits[up_to]])
    gain = _gains(kept, inside, int(np.count_nonzero(hit)), len(hit))
    if not len(gain) or gain.max() <= 0:
        return None
    best = np.flatnonzero(gain >= gain.max() - _ROUNDING)
    place = int(best[(len(best) - 1) // 2])
    return Threshold(number=float(np.tile(numbers, 2)[place]), is_above=place >= len(numbers), gain=float(gain[place]))


def _gains(kept: NDArray[np.int64], inside: NDArray[np.int64], hits: int, count: int) -> NDArray[np.float64]:
    """Return how clearly each side splits hits from misses, float64[m]; 0 where it leaves out hits, or no misses.

    Args:
        kept: int64[m], hits on each side.
        inside: int64[m], all that is there.
        hits: in all.
        count: all there is.
    """
    outside, lost = count - inside, hits - kept
    gain = _likelihood(kept, inside) + _likelihood(lost, outside) - _likelihood(np.array([hits]), np.array([count]))
    is_worth = keeps_enough(kept, inside, hits, count) & (kept * outside > lost * inside)
    return np.where(is_worth, gain, 0.0)


def _likelihood(hits: NDArray[np.int64], trials: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the logarithms of the likelihood of so many successes at their own share, float64[m]."""
    share = np.clip(hits / np.maximum(trials, 1), 1e-9, 1 - 1e-9)
    return np.asarray(hits * np.log(share) + (trials - hits) * np.log1p(-share))
