"""From many measurements to one figure."""

from collections.abc import Collection, Iterable
from statistics import median, quantiles

import numpy as np

type Figures = dict[str, float]


def rounded(value: float, digits: int = 2) -> float:
    """Return a figure as precise as it deserves."""
    return round(float(value), digits)


def median_of(values: Iterable[float], digits: int = 2) -> float:
    """Return the median, 0 of nothing."""
    every = list(values)
    return rounded(median(every), digits) if every else 0.0


def quartiles_of(values: Collection[float], digits: int = 2) -> list[float]:
    """Return the lower and the upper quartile, of two values and more."""
    first, _, third = quantiles(values, n=4) if len(values) > 1 else [*values] * 3
    return [rounded(first, digits), rounded(third, digits)]


def times_of(milliseconds: Collection[float]) -> Figures:
    """Return median and p99 of durations, and how many there were."""
    if not milliseconds:
        return {"median": 0.0, "p99": 0.0, "count": 0}
    middle, late = np.percentile(np.array(milliseconds), (50, 99))
    return {"median": rounded(middle, 3), "p99": rounded(late, 3), "count": len(milliseconds)}
