"""Motion sensors: people walk through their rooms all day, and they enter a room before they touch something there."""

import numpy as np

from .world import Act, World

# Visits an hour and room, between minutes after midnight: mornings are busy, nights nearly quiet.
VISITS = ((0.0, 345.0, 0.08), (345.0, 540.0, 2.6), (540.0, 1410.0, 1.3), (1410.0, 1440.0, 0.3))
SHORTEST, LONGEST = 20.0, 420.0  # a visit, seconds
ENTERS_FIRST = 0.85  # share of the acts by hand that begin with entering the room


class Movement:
    """What the motion sensors of the home see."""

    def __init__(self, rng: np.random.Generator, busy: frozenset[str], scale: float) -> None:
        """Let people be everywhere, and as often in ``busy`` sensors' rooms as if ``scale`` were 1.

        Args:
            rng: the draws.
            busy: sensors whose rooms are entered at the full rate.
            scale: share of the usual visits to the other rooms, 0 to 1.
        """
        self._rng = rng
        self._busy = busy
        self._scale = scale
        self._until: dict[str, float] = {}

    def begin(self, world: World) -> None:
        """Lay out the visits of all days and follow the acts to come."""
        for sensor, entity in world.home.entities.items():
            if entity.device_class == "motion":
                self._walk(world, sensor, 1.0 if sensor in self._busy else self._scale)
        world.announce(lambda act: self._enter_for(world, act))

    def _walk(self, world: World, sensor: str, scale: float) -> None:
        for day in world.calendar.days:
            for start, end, an_hour in VISITS:
                for minute in self._rng.uniform(start, end, self._rng.poisson(an_hour * (end - start) / 60 * scale)):
                    self._visit(world, sensor, day.at(minute))

    def _enter_for(self, world: World, act: Act) -> None:
        if not act.by_hand or act.anywhere or act.state == "off":
            return
        sensor = world.home.motion_of(act.entities[0])
        share = ENTERS_FIRST * (1.0 if sensor in self._busy else self._scale)
        if sensor and self._rng.random() < share:
            self._visit(world, sensor, act.time - self._rng.uniform(1, 8))

    def _visit(self, world: World, sensor: str, time: float) -> None:
        length = float(np.exp(self._rng.uniform(np.log(SHORTEST), np.log(LONGEST))))
        world.call_at(time, lambda: self._see(world, sensor, time, time + length))

    def _see(self, world: World, sensor: str, time: float, until: float) -> None:
        if world.is_anybody_home:
            self._until[sensor] = max(until, self._until.get(sensor, 0.0))
            world.sense(time, sensor, "on")
            world.call_at(until, lambda: self._lose(world, sensor, until))

    def _lose(self, world: World, sensor: str, time: float) -> None:
        if time >= self._until[sensor]:
            world.sense(time, sensor, "off")
