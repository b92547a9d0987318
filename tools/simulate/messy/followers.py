"""Devices that go with other devices by themselves: a master socket, a mirror that is lit with the bathroom."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..truth import Confounder
from ..world import Act, World

PAIRS = (("light.bathroom", "light.mirror"), ("light.office", "switch.printer"))
"""What a device goes with, and the device."""
HAS = 0.5  # of the homes
LATE = (2.2, 12.0)  # seconds
MISSES = 0.02  # share of the changes that get lost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Follower:
    """A device that comes to what another one is, some seconds later."""

    rng: np.random.Generator
    source: str
    device: str

    def begin(self, world: World) -> None:
        """Follow the other device."""
        world.watch(self.source, lambda time, _: self._follow(world, time))

    @property
    def confounder(self) -> Confounder:
        """What must not be suggested."""
        return Confounder(entity_id=self.device, state=None, reason=f"it goes with {self.source} by itself")

    def _follow(self, world: World, time: float) -> None:
        if self.rng.random() >= MISSES:
            later = time + float(self.rng.uniform(*LATE))
            world.call_at(later, lambda: self._copy(world, later))

    def _copy(self, world: World, time: float) -> None:
        act = Act(time=time, entities=(self.device,), state=world.states[self.source], by_hand=False)
        world.plan(act)


def draw_followers(rng: np.random.Generator) -> Iterator[Follower]:
    """Draw which devices of a home go with others."""
    for source, device in PAIRS:
        if rng.random() < HAS:
            yield Follower(rng=rng, source=source, device=device)
