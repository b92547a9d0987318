"""Restarts, and devices that drop out: what was there becomes unavailable, then returns as if nothing had been."""

from collections import defaultdict

import numpy as np

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
    gone = {name: [*spans, *dropped.get(name, [])] for name in entities}
    recorded = [row for row in rows if not any(low <= row.time < high for low, high in gone[row.entity])]
    by_entity: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row)
    changes = [change for name in entities for change in _changes(by_entity[name], gone[name])]
    return sorted(recorded + changes, key=lambda row: row.time), spans


def _span(rng: np.random.Generator, begin: float, end: float, low: float, high: float) -> tuple[float, float]:
    moment = float(rng.uniform(begin, end))
    return moment, moment + float(rng.uniform(low, high))


def _changes(rows: list[Row], spans: list[tuple[float, float]]) -> list[Row]:
    """Return how an entity, whose rows these are, goes and comes back."""
    changes = []
    for low, high in spans:
        known = [row for row in rows if row.time < high]
        if known:
            last = known[-1]
            changes += [Row(low, last.entity, LOST), Row(high, last.entity, last.state)]
    return changes
