"""Homes in which devices and software act beside people, told day by day."""

from collections.abc import Iterable

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.past.machines.verdict import Gate
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import event

DAYS = range(40)


def uses(name: str, *, seed: int = 1, cause: Cause = Cause.DEVICE) -> list[EventRow]:
    """A thing that is used once a day, whenever, and for a while."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE)]
    for day in DAYS:
        begin, lasting = float(draw.uniform(9, 20)) * 3600, float(draw.uniform(1200, 7000))
        rows += [
            event(day, "00:00", name, "on", cause, begin),
            event(day, "00:00", name, "off", cause, begin + lasting),
        ]
    return rows


def after(
    rows: Iterable[EventRow], name: str, least: float, most: float, *, cause: Cause = Cause.DEVICE, missing: int = 0
) -> list[EventRow]:
    """What another thing does so many seconds after each change; every so many-th time it doesn't."""
    draw = np.random.default_rng(2)
    return [
        (time + float(draw.uniform(least, most)), name, state, int(cause))
        for number, (time, _, state, _) in enumerate(rows)
        if not missing or number % (2 * missing) not in {1, 2}
    ]


def acts_of(past: Timeline, name: str, state: str) -> int:
    """How many of its changes to a state count as acts of people."""
    series = past.series[name]
    # The first report of a thing tells what it was.
    return int(np.count_nonzero((series.by_people & series.comes_to(state))[1:]))


def gates(past: Timeline, name: str) -> set[Gate]:
    return {one.gate for one in past.verdicts if one.entity_id == name}
