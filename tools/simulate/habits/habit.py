"""What all habits share: how loosely people keep them, and on which days they did."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from tools.simulate.truth import PlantedHabit
from tools.simulate.world import World

# As many days as the integration asks for by default, which is 10 where a domain is not named.
ENOUGH = {"light": 8, "switch": 8, "media_player": 6}
OTHERWISE = 10
# Share of the days on which it has to be done: the rarer kinds are asked for more confidence.
KEPT = {True: 0.72, False: 0.82}
RECENT = 14  # days: who has not done it for so long may have stopped
OUTLIER, FAR = 0.04, 60.0  # share of the days on which it is done up to so many minutes early or late


class Habit(Protocol):
    """Something a resident does again and again."""

    @property
    def entities(self) -> tuple[str, ...]:
        """What is acted on."""

    @property
    def state(self) -> str:
        """The state that it is brought to."""

    def begin(self, world: World) -> None:
        """Plan the acts of all days, or follow what sets them off."""

    def planted(self, world: World) -> PlantedHabit:
        """Return the truth, once the world has run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looseness:
    """How loosely a habit is kept.

    Attributes:
        sigma: standard deviation of its time, minutes.
        share: of the days on which it could be done, 0 to 1.
        drift: by how many minutes it is later on the last day than on the first.
    """

    sigma: float
    share: float
    drift: float = 0.0

    def draw(self, rng: np.random.Generator, progress: float) -> float | None:
        """Draw how many minutes off it is done; None for a day on which it is not.

        Args:
            rng: the draws.
            progress: how much of the simulation is over, 0 to 1.
        """
        if rng.random() >= self.share:
            return None
        if rng.random() < OUTLIER:
            return float(rng.uniform(-FAR, FAR))
        late = float(np.clip(rng.normal(0, self.sigma), -2.5 * self.sigma, 2.5 * self.sigma))
        return late + self.drift * (progress - 0.5)


@dataclass(slots=True)
class Diary:
    """On which days a habit was really done."""

    days: set[int] = field(default_factory=set)

    def note(self, world: World, time: float) -> None:
        """Write down that it was done."""
        self.days.add(world.calendar.day_of(time).number)

    def is_enough(self, world: World, entity_id: str, weekdays: tuple[int, ...] | None = None) -> bool:
        """Tell whether the home's own history can show the habit.

        Args:
            world: the world after it has run.
            entity_id: what is acted on.
            weekdays: the days on which it is due; None for a habit that waits for something else.
        """
        asked = ENOUGH.get(entity_id.partition(".")[0], OTHERWISE)
        is_recent = max(self.days, default=-RECENT) >= len(world.calendar.days) - RECENT
        due = [day for day in world.calendar.days if weekdays and day.weekday in weekdays and not day.is_holiday]
        is_kept = len(self.days) >= KEPT[entity_id.partition(".")[0] in ENOUGH] * len(due)
        return len(self.days) >= asked and is_recent and is_kept


def equivalents(world: World, entities: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the groups and helpers that stand for some of the entities."""
    followers = {each.entity_id: each for entity in entities for each in world.home.followers(entity)}
    return {entity_id: each.members for entity_id, each in followers.items()}
