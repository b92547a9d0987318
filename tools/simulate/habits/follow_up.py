"""A follow-up: something done because another entity reached a state, or has stayed in it for a while."""

from dataclasses import dataclass, field

import numpy as np

from tools.simulate.truth import PlantedHabit, PlantedTrigger
from tools.simulate.world import Act, World

from .habit import Diary, equivalents

DARK = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
FUZZY = 600.0  # people's darkness begins and ends up to so many seconds before or after the sun's


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FollowUp:
    """Bring entities to a state some seconds after a trigger.

    Attributes:
        delay: shortest and longest time between trigger and act, seconds; it includes the trigger's ``for_seconds``.
        share: of the triggers that are followed.
        in_the_dark: only then.
        anywhere: done through the app, even from away.
        also: other triggers that describe the same moment.
    """

    rng: np.random.Generator
    trigger: PlantedTrigger
    entities: tuple[str, ...]
    state: str
    delay: tuple[float, float]
    share: float
    in_the_dark: bool = False
    anywhere: bool = False
    also: tuple[PlantedTrigger, ...] = ()
    note: str = ""
    diary: Diary = field(default_factory=Diary)

    def begin(self, world: World) -> None:
        """Follow the trigger."""
        world.watch(self.trigger.entity_id, lambda time, state: self._follow(world, time, state))

    def _follow(self, world: World, time: float, state: str) -> None:
        if state != self.trigger.to or self.rng.random() >= self.share:
            return
        if self.in_the_dark and not world.calendar.is_dark(time + self.rng.uniform(-FUZZY, FUZZY)):
            return
        act = Act(
            time=time + self.rng.uniform(*self.delay),
            entities=self.entities,
            state=self.state,
            anywhere=self.anywhere,
            only_if=(lambda: world.changed[self.trigger.entity_id] == time) if self.trigger.for_seconds else None,
            then=lambda at: self.diary.note(world, at),
        )
        world.plan(act)

    def planted(self, world: World) -> PlantedHabit:
        """Return the truth."""
        return PlantedHabit(
            kind="follow_up",
            entities=self.entities,
            state=self.state,
            equivalents=equivalents(world, self.entities),
            trigger=self.trigger,
            equivalent_triggers=self.also,
            conditions=(DARK,) if self.in_the_dark else (),
            support_days=len(self.diary.days),
            required=self.diary.is_enough(world, self.entities[0]),
            note=self.note,
        )
