"""A routine: something done at a time of day, on some days of the week."""

from dataclasses import dataclass, field

import numpy as np

from tools.simulate.truth import PlantedHabit
from tools.simulate.world import Act, World

from .habit import Diary, Looseness, equivalents


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Routine:
    """Bring entities to a state at a time of day.

    Attributes:
        minute: local minutes after midnight.
        until: number of the day on which it ends; None for a habit that goes on.
    """

    rng: np.random.Generator
    entities: tuple[str, ...]
    state: str
    minute: int
    loose: Looseness
    weekdays: tuple[int, ...] = tuple(range(7))
    until: int | None = None
    note: str = ""
    diary: Diary = field(default_factory=Diary)

    def begin(self, world: World) -> None:
        """Plan the acts of all days."""
        days = world.calendar.days
        for day in days[: self.until]:
            late = self.loose.draw(self.rng, day.number / len(days))
            if day.weekday in self.weekdays and late is not None:
                time = day.at(self.minute + late)
                act = Act(
                    time=time, entities=self.entities, state=self.state, then=lambda at: self.diary.note(world, at)
                )
                world.plan(act)

    def planted(self, world: World) -> PlantedHabit:
        """Return the truth."""
        return PlantedHabit(
            kind="routine",
            entities=self.entities,
            state=self.state,
            equivalents=equivalents(world, self.entities),
            time=f"{self.minute // 60:02}:{self.minute % 60:02}",
            weekdays=self.weekdays,
            support_days=len(self.diary.days),
            required=self.diary.is_enough(world, self.entities[0], self.weekdays),
            note=self.note,
        )
