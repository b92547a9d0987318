"""Appliances that switch by themselves: many times on few days."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.simulate.calendar import Day
from tools.simulate.world import World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Burst:
    """A machine toggles its plug in one go on a few days.

    Attributes:
        days: on how many days.
        toggles: how often it is switched on on such a day.
    """

    rng: np.random.Generator
    entity_id: str
    days: int = 1
    toggles: int = 24

    def begin(self, world: World) -> None:
        """Choose the days."""
        days = world.calendar.days
        for number in self.rng.choice(len(days), min(self.days, len(days)), replace=False):
            self._toggle(world, days[number])

    def _toggle(self, world: World, day: Day) -> None:
        time = day.at(self.rng.uniform(540, 1200))
        for number in range(2 * self.toggles):
            time += self.rng.uniform(30, 240)
            world.call_at(time, _switch(world, time, self.entity_id, "off" if number % 2 else "on"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flapping:
    """A loose contact switches an entity on and off within seconds, for an hour on some days."""

    rng: np.random.Generator
    entity_id: str
    share: float = 0.06

    def begin(self, world: World) -> None:
        """Choose the days."""
        for day in world.calendar.days:
            if self.rng.random() < self.share:
                first = day.at(self.rng.uniform(0, 1380))
                for number, time in enumerate(np.sort(self.rng.uniform(first, first + 3600, 60)).tolist()):
                    world.call_at(time, _switch(world, time, self.entity_id, "off" if number % 2 else "on"))


def _switch(world: World, time: float, entity_id: str, state: str) -> Callable[[], None]:
    return lambda: world.sense(time, entity_id, state)
