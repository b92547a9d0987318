"""People who set a thermostat that heats, as the history has it: its state stays, and only its temperature moves."""

from collections.abc import Iterable

import numpy as np

from custom_components.homeiq.model.event import Cause, EventRow
from tests.histories import event

BEDROOM = "climate.bedroom"


def set_at(
    day: int,
    clock: str,
    degrees: float | str,
    cause: Cause = Cause.PERSON,
    delay: float = 0.0,
    entity_id: str = BEDROOM,
) -> EventRow:
    """A temperature that is set; whoever set it."""
    return event(day, clock, f"{entity_id}#temperature", str(degrees), cause, delay)


def heating(entity_id: str = BEDROOM, day: int = -1, degrees: float = 20) -> list[EventRow]:
    """A thermostat that heats, and stays so."""
    return [
        event(day, "00:10", entity_id, "heat", Cause.STARTUP),
        set_at(day, "00:10", degrees, Cause.STARTUP, entity_id=entity_id),
    ]


def warm_by_day(
    days: Iterable[int],
    entity_id: str = BEDROOM,
    low: float = 17,
    high: float = 20,
    looseness: float = 6.0,
    seed: int = 4,
) -> list[EventRow]:
    """A thermostat set to 20 degrees about 06:45, and to 17 about 22:30, by hand (sigma in minutes)."""
    noise = np.random.default_rng(seed).normal(0, looseness * 60, size=(2, 400))
    days = list(days)
    rows = heating(entity_id, days[0] - 1, low)
    for day in days:
        rows += [
            set_at(day, "06:45", high, Cause.DEVICE, float(noise[0, day]), entity_id),
            set_at(day, "22:30", low, Cause.PERSON, float(noise[1, day]), entity_id),
        ]
    return rows
