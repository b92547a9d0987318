"""Restarts of Home Assistant: everything is unavailable for a minute and comes back as it was."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.simulate.world import World

FIRST_START = 30.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Restarts:
    """The start with which the history begins, and a few restarts at any time of the waking day."""

    rng: np.random.Generator
    share: float = 0.06  # of the days

    def begin(self, world: World) -> None:
        """Choose the moments."""
        world.call_at(world.calendar.start, _restart(world, world.calendar.start, FIRST_START))
        for day in world.calendar.days:
            if self.rng.random() < self.share:
                time = day.at(self.rng.uniform(420, 1420))
                world.call_at(time, _restart(world, time, self.rng.uniform(20, 90)))


def _restart(world: World, time: float, seconds: float) -> Callable[[], None]:
    return lambda: world.restart(time, seconds)
