"""Restarts, and devices that drop out: what was there becomes unavailable, then returns as if nothing had been."""

from bisect import bisect_left
from collections import defaultdict

import numpy as np

from .mess.radio import weak_radios
from .plan import HouseholdPlan
from .world import Row

LOST = "unavailable"
EVERY = 17  # days from one restart to the next, on average


def interrupt(
    rows: list[Row], plan: HouseholdPlan, begin: float, end: float
) -> tuple[list[Row], list[tuple[float, float]]]:
    """Return rows in time order with interruptions, and the spans in which nothing was recorded.

    Args:
        rows: in any order.
        begin: of what is recorded, epoch seconds; likewise ``end``.
    """
    rng = plan.random("trouble")
    rows = sorted(rows, key=lambda row: row.time)
    spans = [_span(rng, begin, end, 20, 90) for _ in range(rng.poisson((end - begin) / 86_400 / EVERY))]
    entities = sorted({row.entity for row in rows})
    dropped = {name: [_span(rng, begin, end, 60, 3600)] for name in entities if rng.random() < 0.1}  # noqa: PLR2004 - one device in ten has a weak radio
    if plan.messy:
        dropped |= weak_radios(plan, entities, begin, end)
    gone = {name: [*spans, *dropped.get(name, [])] for name in entities}
    by_entity: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row)
    lost = {name: _lost([row.time for row in by_entity[name]], gone[name]) for name in entities}
    places = dict.fromkeys(entities, 0)
    recorded = []
    for row in rows:
        if not lost[row.entity][places[row.entity]]:
            recorded.append(row)
        places[row.entity] += 1
    changes = [change for name in entities for change in _changes(by_entity[name], gone[name])]
    return sorted(recorded + changes, key=lambda row: row.time), spans


def _lost(times: list[float], spans: list[tuple[float, float]]) -> list[bool]:
    """Tell which moments, in order, lie in one of the spans."""
    lost = [False] * len(times)
    for low, high in spans:
        begin, end = bisect_left(times, low), bisect_left(times, high)
        lost[begin:end] = [True] * (end - begin)
    return lost


def _span(rng: np.random.Generator, begin: float, end: float, low: float, high: float) -> tuple[float, float]:
    moment = float(rng.uniform(begin, end))
    return moment, moment + float(rng.uniform(low, high))


def _changes(rows: list[Row], spans: list[tuple[float, float]]) -> list[Row]:
    """Return how an entity, whose rows these are, goes and comes back."""
    changes = []
    times = [row.time for row in rows]
    for low, high in spans:
        if known := bisect_left(times, high):
            last = rows[known - 1]
            changes += [Row(low, last.entity, LOST), Row(high, last.entity, last.state)]
    return changes
