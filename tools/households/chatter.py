"""What a home reports without anybody doing anything, drawn in columns: sensors, most of them numbers."""

import numpy as np
from numpy.typing import NDArray

from .plan import HouseholdPlan

WORDS = ("on", "off")
NUMBERS = tuple(f"{value / 10:.1f}" for value in range(180, 260))
SPOKEN = 0.4  # share of the chatter that is words; numbers are not learned from


class Chatter:
    """Columns of events, in time order.

    Attributes:
        time: float64[n].
        entity: int64[n], index into ``entities``.
        state: int64[n], index into ``states``.
    """

    def __init__(self, plan: HouseholdPlan, begin: float, end: float, count: int) -> None:
        """Draw about so many events; each binary sensor turns on and off in turn."""
        rng = plan.random("chatter")
        spoken = max(1, min(24, count // 20_000 + 3))
        self.entities = tuple(f"binary_sensor.chatter_{index}" for index in range(spoken)) + tuple(
            f"sensor.measure_{index}" for index in range(max(3, spoken))
        )
        self.states = WORDS + NUMBERS
        parts = [_binary(rng, index, begin, end, int(count * SPOKEN / spoken)) for index in range(spoken)]
        numbers = len(self.entities) - spoken
        for index in range(numbers):
            size = int(count * (1 - SPOKEN) / numbers)
            time = np.sort(rng.uniform(begin, end, size))
            parts.append((time, np.full(size, spoken + index), rng.integers(len(WORDS), len(self.states), size)))
        order = np.argsort(np.concatenate([part[0] for part in parts]), kind="stable")
        self.time, self.entity, self.state = (np.concatenate([part[i] for part in parts])[order] for i in range(3))


def _binary(
    rng: np.random.Generator, index: int, begin: float, end: float, count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Draw a sensor that has more to say by day than by night: every other sensor only by day."""
    time = rng.uniform(begin, end, count)
    if index % 2:
        time = begin + (time - begin) // 86_400 * 86_400 + rng.normal(52_000, 14_000, count)
        time = np.clip(time, begin, end)
    time = np.sort(time)
    return time, np.full(count, index), np.arange(count) % 2
