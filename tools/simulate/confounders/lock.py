"""The front door's lock: unlocked at every arrival. A habit indeed, and one that nobody must automate unasked."""

from dataclasses import dataclass

import numpy as np

from tools.simulate.undoing import Undoing
from tools.simulate.world import Act, World

LOCK = "lock.front_door"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArrivalLock:
    """Unlock when somebody comes home, lock at some time later."""

    rng: np.random.Generator
    share: float = 0.95

    def begin(self, world: World) -> None:
        """Follow the residents."""
        for resident in world.home.residents:
            world.watch(resident.entity_id, lambda time, state: self._arrive(world, time, state))
        Undoing(rng=self.rng, entities=(LOCK,), reached="unlocked", back="locked", after=(1, 180)).begin(world)

    def _arrive(self, world: World, time: float, state: str) -> None:
        if state == "home" and self.rng.random() < self.share:
            world.plan(Act(time=time + self.rng.uniform(10, 40), entities=(LOCK,), state="unlocked"))
