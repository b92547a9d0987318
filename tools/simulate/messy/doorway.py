"""What is noticed of somebody who comes and goes: the front door at once, the tracker some time later."""

from collections.abc import Callable

import numpy as np

from ..home import ZONE, Resident
from ..residents import DOOR, DOOR_USED
from ..world import World

TRACKED = (45.0, 1.1)  # median seconds until a tracker knows, standard deviation of the logarithm


class Doorway:
    """The front door and the tracker of one person."""

    def __init__(self, rng: np.random.Generator, world: World, resident: Resident) -> None:
        """Know whom to track."""
        self._rng, self._world, self._resident = rng, world, resident

    def pass_through(self, time: float) -> None:
        """Open the door and shut it again; sometimes nothing notices."""
        if self._rng.random() < DOOR_USED:
            shut = time + float(self._rng.uniform(4, 25))
            self._world.call_at(time, lambda: self._world.sense(time, DOOR, "on"))
            self._world.call_at(shut, lambda: self._world.sense(shut, DOOR, "off"))

    def track(self, time: float, is_out: Callable[[], bool]) -> None:
        """Let the tracker know some time later what is the case by then."""
        later = time + float(self._rng.lognormal(np.log(TRACKED[0]), TRACKED[1]))
        self._world.call_at(later, lambda: self._tell(later, is_out=is_out()))

    def _tell(self, time: float, *, is_out: bool) -> None:
        world = self._world
        world.sense(time, self._resident.entity_id, "not_home" if is_out else "home")
        at_home = sum(world.states[each.entity_id] == "home" for each in world.home.residents)
        world.sense(time + 0.01, ZONE, str(at_home))
