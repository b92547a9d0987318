"""What was switched on is switched off again by somebody, at no particular time."""

from dataclasses import dataclass

import numpy as np

from .world import Act, World

NIGHT = (30.0, 375.0)  # minutes after midnight in which nobody gets up for it
LIE_IN = 300.0  # longest time after the night until somebody thinks of it, minutes
AGAIN = (30.0, 300.0)  # after so many minutes somebody who was away may think of it again


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Undoing:
    """Bring entities back some time after they reached a state.

    Attributes:
        after: the shortest and the longest time until then, minutes, all equally likely.
        sleeps: nobody does it at night.
    """

    rng: np.random.Generator
    entities: tuple[str, ...]
    reached: str
    back: str
    after: tuple[float, float] = (20.0, 220.0)
    sleeps: bool = True

    def begin(self, world: World) -> None:
        """Follow the first of the entities."""
        world.watch(self.entities[0], lambda time, state: self._follow(world, time, state))

    def _follow(self, world: World, time: float, state: str) -> None:
        if state == self.reached:
            self._try_at(world, time, time + 60 * self.rng.uniform(*self.after))

    def _try_at(self, world: World, since: float, time: float) -> None:
        world.call_at(time, lambda: self._undo(world, since, time))

    def _undo(self, world: World, since: float, time: float) -> None:
        if world.changed[self.entities[0]] != since:
            return
        day = world.calendar.day_of(time)
        if self.sleeps and NIGHT[0] <= day.minute_of(time) < NIGHT[1]:
            self._try_at(world, since, day.at(NIGHT[1] + self.rng.uniform(0, LIE_IN)))
        elif not world.is_anybody_home:
            self._try_at(world, since, time + 60 * self.rng.uniform(*AGAIN))
        else:
            world.plan(Act(time=time, entities=self.entities, state=self.back))
