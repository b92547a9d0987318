"""Motion sensors of a room: they see who moves, not who is there, and hold what they saw for a while."""

import numpy as np

from ..world import World

STIR, SPREAD = 30.0, 1.3  # median seconds until somebody in a room moves again, and standard deviation of the logarithm
HOLD = (80.0, 120.0)  # seconds for which a sensor says that it sees somebody
BLIND = 0.06  # share of the movements that nobody sees


class Eyes:
    """What the motion sensors of a home see."""

    def __init__(self, rng: np.random.Generator, world: World) -> None:
        """Draw for how long each sensor holds."""
        self._rng, self._world = rng, world
        self._rooms = {
            entity.area: (name, float(rng.uniform(*HOLD)))
            for name, entity in world.home.entities.items()
            if entity.device_class == "motion"
        }
        self._until: dict[str, float] = {}

    def see(self, room: str, begin: float, end: float) -> None:
        """See somebody who is in a room from one moment to another, UTC epoch seconds."""
        if room not in self._rooms:
            return
        sensor, hold = self._rooms[room]
        moment, since, until = begin + float(self._rng.uniform(0.2, 2.5)), 0.0, 0.0
        while moment < end:
            if self._rng.random() >= BLIND:
                if moment > until:
                    self._plan(sensor, since, until)
                    since = moment
                until = moment + hold
            moment += float(self._rng.lognormal(np.log(STIR), SPREAD))
        self._plan(sensor, since, until)

    def _plan(self, sensor: str, since: float, until: float) -> None:
        if until:
            self._world.call_at(since, lambda: self._notice(sensor, since, until))

    def _notice(self, sensor: str, since: float, until: float) -> None:
        self._until[sensor] = max(until, self._until.get(sensor, 0.0))
        self._world.sense(since, sensor, "on")
        self._world.call_at(until, lambda: self._lose(sensor, until))

    def _lose(self, sensor: str, time: float) -> None:
        if time >= self._until[sensor]:
            self._world.sense(time, sensor, "off")
