"""A habit that keeps to sunrise or sunset, whatever the clock says."""

from dataclasses import dataclass, field

import numpy as np

from tools.simulate.truth import PlantedHabit
from tools.simulate.world import Act, World

from .habit import Diary, Looseness, equivalents

MOVES = 30.0  # minutes that the sun has to move for a habit to be one of the sun's
TELLING = 30.0  # minutes that it has to move before anybody can tell it from a clock


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunHabit:
    """Bring entities to a state some minutes after (before, if negative) sunrise or sunset."""

    rng: np.random.Generator
    entities: tuple[str, ...]
    state: str
    event: str
    offset_minutes: int
    loose: Looseness
    note: str = ""
    diary: Diary = field(default_factory=Diary)

    def begin(self, world: World) -> None:
        """Plan the acts of all days."""
        days = world.calendar.days
        for day in days:
            late = self.loose.draw(self.rng, day.number / len(days))
            if late is not None:
                sun = day.sunrise if self.event == "sunrise" else day.sunset
                time = sun + 60 * (self.offset_minutes + late)
                act = Act(
                    time=time, entities=self.entities, state=self.state, then=lambda at: self.diary.note(world, at)
                )
                world.plan(act)

    def planted(self, world: World) -> PlantedHabit:
        """Return the truth."""
        return PlantedHabit(
            kind="sun",
            entities=self.entities,
            state=self.state,
            equivalents=equivalents(world, self.entities),
            event=self.event,
            offset_minutes=self.offset_minutes,
            clock_is_fair=world.calendar.sun_moves(self.event) < TELLING,
            support_days=len(self.diary.days),
            required=self.diary.is_enough(world, self.entities[0], tuple(range(7))),
            note=self.note,
        )
