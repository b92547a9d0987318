"""Things that are set while they stay in use, as the history has it: a lamp that is dimmed."""

from collections.abc import Iterable

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from tests.histories import event

LAMP = "light.sofa"
BRIGHT, DIM = 230, 51  # of 255: the last is a fifth


def dimmed(
    day: int, clock: str, value: float | str, cause: Cause = Cause.PERSON, delay: float = 0.0, entity_id: str = LAMP
) -> EventRow:
    """A brightness that a lamp came to; whoever did it."""
    return event(day, clock, f"{entity_id}#brightness", str(value), cause, delay)


def lit(day: int, until: str = "23:15", entity_id: str = LAMP, bright: float = BRIGHT) -> list[EventRow]:
    """A lamp that is bright from six until late."""
    return [
        event(day, "18:00", entity_id, "on"),
        dimmed(day, "18:00", bright, Cause.DEVICE, 1.0, entity_id),
        event(day, until, entity_id, "off"),
    ]


def dim_evenings(
    days: Iterable[int], clock: str = "22:00", entity_id: str = LAMP, looseness: float = 6.0, value: float = DIM
) -> list[EventRow]:
    """A lamp that is dimmed by hand about a time of the evening (sigma in minutes), and bright on the next one."""
    days = list(days)
    late = np.random.default_rng(4).normal(0, looseness * 60, size=400)
    rows = [event(days[0] - 1, "00:10", entity_id, "off", Cause.STARTUP)]
    for day in days:
        rows += [*lit(day, entity_id=entity_id), dimmed(day, clock, value, delay=float(late[day]), entity_id=entity_id)]
    return rows
