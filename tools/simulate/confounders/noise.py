"""Chatty sensors: values that change all day and mean nothing for what people do."""

from collections.abc import Sequence

import numpy as np

from tools.simulate.calendar import Calendar
from tools.simulate.plan import SimulatedEvent

TENTHS = (180, 260)  # values are between these tenths of a unit


def add_chatter(
    events: list[SimulatedEvent],
    sensors: Sequence[str],
    calendar: Calendar,
    events_per_day: int,
    rng: np.random.Generator,
) -> list[SimulatedEvent]:
    """Return the events, filled up with changes of the sensors to so many a day, in time order."""
    missing = events_per_day * len(calendar.days) - len(events)
    if missing > 0:
        times = rng.uniform(calendar.start, calendar.end, missing).tolist()
        which = rng.integers(len(sensors), size=missing).tolist()
        values = rng.integers(*TENTHS, size=missing).tolist()
        names = [f"{value / 10}" for value in range(TENTHS[1])]
        events = events + [
            SimulatedEvent(time, sensors[sensor], names[value], context=f"{2**100 + number:032x}")
            for number, (time, sensor, value) in enumerate(zip(times, which, values, strict=True))
        ]
    return sorted(events, key=lambda event: event.time)
