"""What a candidate for a habit chooses by, and what it consists of once it was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from .calendar import Calendar
from .habits import Habit, Looseness, Routine
from .home import Resident, SimulatedEntity
from .plan import Knobs
from .residents import Rhythm
from .undoing import Undoing
from .world import World

WORKDAYS, WEEKEND, DAILY = tuple(range(5)), (5, 6), tuple(range(7))


class Actor(Protocol):
    """Somebody or something that makes things happen in a world."""

    def begin(self, world: World) -> None:
        """Plan what is going to happen, or follow what sets it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Habits that belong together, and what makes room for them.

    Attributes:
        around: who gives the habits their occasions, and who undoes them.
        busy: motion sensors that have to see something all day.
    """

    habits: tuple[Habit, ...]
    around: tuple[Actor, ...] = ()
    busy: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What a candidate chooses by."""

    rng: np.random.Generator
    calendar: Calendar
    household: dict[Resident, Rhythm]
    entities: Mapping[str, SimulatedEntity]
    knobs: Knobs = field(default_factory=Knobs)

    def chance(self, share: float) -> bool:
        """Draw whether something that is so likely is the case."""
        return bool(self.rng.random() < share)

    def between(self, earliest: int, latest: int, step: int = 5) -> int:
        """Draw a round number."""
        return int(self.rng.integers(earliest // step, latest // step + 1)) * step

    def loose(self) -> Looseness:
        """Draw how loosely a lamp or a switch is used."""
        drift = float(self.rng.uniform(-12, 12)) if self.chance(0.2) else 0.0
        return self._loose(self.rng.uniform(6, 14), self.rng.uniform(0.8, 0.95), drift)

    def strict(self) -> Looseness:
        """Draw how loosely something is done that an automation needs more confidence for."""
        return self._loose(self.rng.uniform(4, 9), self.rng.uniform(0.92, 0.98))

    def punctual(self) -> Looseness:
        """Say how loosely something is done that hardly a week goes by without."""
        return self._loose(8.0, 0.99)

    def answer(self, soonest: float, latest: float) -> tuple[float, float]:
        """Say how long people take to answer, seconds."""
        return soonest * self.knobs.delays, latest * self.knobs.delays

    def routine(self, entity: str, minute: int, weekdays: tuple[int, ...] = DAILY, state: str = "on") -> Routine:
        """Draw a routine of one entity."""
        loose = self.strict() if entity.startswith(("cover.", "climate.")) else self.loose()
        return Routine(rng=self.rng, entities=(entity,), state=state, minute=minute, weekdays=weekdays, loose=loose)

    def undo(
        self, entity: str, after: tuple[float, float] = (20, 220), reached: str = "on", back: str = "off"
    ) -> Undoing:
        """Let somebody bring an entity back at no particular time."""
        return Undoing(rng=self.rng, entities=(entity,), reached=reached, back=back, after=after)

    def _loose(self, sigma: float, share: float, drift: float = 0.0) -> Looseness:
        turned = self.knobs.looseness
        return Looseness(sigma=sigma * turned, share=share, drift=drift * turned)

    def one_of(self, *entities: str) -> str:
        """Draw one of the entities that the home has."""
        return str(self.rng.choice([entity for entity in entities if entity in self.entities]))
