"""A household whose people are about to have intentions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.simulate.truth import Confounder, PlantedHabit

from .intention import Intention
from .mess.half_habits import half_hearted
from .mess.length import length_of_use
from .plan import HouseholdPlan
from .world import World

BUSY = ("on", "playing", "open", "closed", "heat", "locked")


@dataclass(slots=True, kw_only=True, eq=False)
class Household:
    """A world in which people are about to have intentions.

    Attributes:
        history: how many of its days are history.
        confounders: what must not be suggested.
        reminders: what people now and then forget to switch off.
        taken: rooms whose lamp has an intention of its own.
    """

    world: World
    plan: HouseholdPlan
    rng: np.random.Generator
    history: int
    intentions: list[Intention]
    taken: set[str]
    confounders: list[Confounder]
    reminders: list[PlantedHabit]

    def draws(self, share: float) -> bool:
        """Decide for a share of all households."""
        return bool(self.rng.random() < share)

    def keeping(self) -> float:
        """Draw how well an intention is kept: most well, some badly."""
        steady = self.rng.random() < 0.75  # noqa: PLR2004 - of the intentions
        return float(self.rng.uniform(0.82, 0.98) if steady else self.rng.uniform(0.35, 0.8))

    def mean(self, kind: str, entities: str, state: str, **more: object) -> Intention:
        """Let somebody mean to do something; several entities are separated by blanks."""
        known: dict[str, object] = {"note": kind, "keeping": self.keeping()} | more
        if self.plan.messy:
            known |= half_hearted(self.plan, f"{entities} {state} {len(self.intentions)}", kind)
        known["delay"] = float(known.get("delay", 45.0)) * self.plan.knobs.delays  # type: ignore[arg-type]
        intention = Intention(
            kind=kind,
            entities=tuple(entities.split()),
            state=state,
            rng=self.plan.random(f"{entities} {state} {len(self.intentions)}"),
            **known,  # type: ignore[arg-type]
        )
        self.intentions.append(intention)
        return intention

    def loose(self, minutes: float) -> float:
        """Return a standard deviation, as loose as the household is."""
        return minutes * self.plan.knobs.looseness

    def undo(self, entity: str, state: str, after: tuple[float, float]) -> None:
        """Let what was switched on be switched back by hand, some minutes later, at no time in particular."""
        world = self.world

        def release(now: float) -> None:
            if world.is_up(None):
                world.act(now, entity, state)
            elif now < world.clock.at(world.clock.days, 0):
                world.at(now + float(self.rng.uniform(3600, 40_000)), release)

        def minutes() -> float:
            return length_of_use(self.rng) if self.plan.messy else float(self.rng.uniform(*after))

        self._whenever(entity, state, lambda now: world.at(now + 60 * minutes(), release))

    def release(self, entity: str, state: str, after: float) -> None:
        """Let what was switched on switch itself back, always after as many minutes."""
        world = self.world
        reason = "it does that by itself, after a time that never differs"
        self.confounders.append(Confounder(entity_id=entity, state=state, reason=reason))
        self._whenever(
            entity, state, lambda now: world.at(now + 60 * after, lambda then: world.put(then, entity, state))
        )

    def _whenever(self, entity: str, state: str, do: Callable[[float], None]) -> None:
        """Do something each time an entity reaches another state than that one."""
        for reached in BUSY:
            if reached != state:
                self.world.when(entity, reached, do)

    def anyone(self) -> int:
        """Draw one of the people."""
        return int(self.rng.integers(len(self.world.people)))


type Wish = Callable[[Household], None]
"""Lets people of a household mean to do something."""
