"""Radios that drop out: some devices for minutes several times a week, a few for days."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..plan import HouseholdPlan

WEAK, LONG = 0.35, 0.08  # share of the devices that drop out again and again; that once stay away for days
A_DAY = 2.0  # times that a weak radio drops out
MINUTES, DAYS = (25.0, 1.2), (0.5, 4.0)  # median and spread of how long; shortest and longest of the long ones
DAY = 86_400.0


def weak_radios(
    plan: HouseholdPlan, entities: Sequence[str], begin: float, end: float
) -> dict[str, list[tuple[float, float]]]:
    """Return the spans in which each device with a weak radio is away, UTC epoch seconds."""
    rng = plan.random("radios")
    spans: dict[str, list[tuple[float, float]]] = {}
    for name in entities:
        away = []
        if rng.random() < WEAK:
            moments = np.sort(rng.uniform(begin, end, int(rng.poisson(A_DAY * (end - begin) / DAY))))
            lengths = 60 * rng.lognormal(np.log(MINUTES[0]), MINUTES[1], len(moments))
            away += _apart(moments, lengths)
        if rng.random() < LONG:
            moment = float(rng.uniform(begin, end))
            away = [span for span in away if span[1] < moment or span[0] > moment + DAYS[1] * DAY]
            away.append((moment, moment + DAY * float(rng.uniform(*DAYS))))
        if away:
            spans[name] = sorted(away)
    return spans


def _apart(moments: NDArray[np.float64], lengths: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return spans that end before the next one begins."""
    ends = np.minimum(moments + lengths, np.append(moments[1:] - 1, np.inf))
    return [(float(low), float(high)) for low, high in zip(moments, ends, strict=True) if high > low]
