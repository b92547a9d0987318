"""Things that people use at no particular time."""

from dataclasses import dataclass

import numpy as np

from .world import Act, World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LooseUse:
    """Bring entities to a state now and then.

    Attributes:
        a_day: how often on an average day.
        between: local minutes after midnight, all equally likely.
    """

    rng: np.random.Generator
    entities: tuple[str, ...]
    state: str
    a_day: float
    between: tuple[float, float]

    def begin(self, world: World) -> None:
        """Plan the uses of all days."""
        for day in world.calendar.days:
            for minute in self.rng.uniform(*self.between, self._uses()):
                world.plan(Act(time=day.at(minute), entities=self.entities, state=self.state))

    def _uses(self) -> int:
        if self.a_day <= 1:
            return int(self.rng.random() < self.a_day)
        return int(self.rng.poisson(self.a_day))
