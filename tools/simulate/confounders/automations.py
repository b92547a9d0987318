"""Automations that the home has already. What they do is no habit, and nor is its opposite."""

from dataclasses import dataclass

import numpy as np

from tools.simulate.world import Act, World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionAutomation:
    """Light while there is motion: on at once, off after a while without."""

    rng: np.random.Generator
    automation: str
    sensor: str
    light: str
    hold: float = 120.0  # seconds

    def begin(self, world: World) -> None:
        """Follow the sensor."""
        world.watch(self.sensor, lambda time, state: self._follow(world, time, state))

    def _follow(self, world: World, time: float, state: str) -> None:
        delay = self.rng.uniform(0.15, 0.25) + (0.0 if state == "on" else self.hold)
        act = Act(
            time=time + delay,
            entities=(self.light,),
            state=state,
            by_hand=False,
            automation=self.automation,
            parent_id=world.last_context[self.sensor],
            only_if=lambda: world.changed[self.sensor] == time,
        )
        world.plan(act)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClockAutomation:
    """Something done at the same second every day, whether or not somebody is home.

    Attributes:
        minutes: local minutes after midnight and the state that the entity is brought to.
    """

    rng: np.random.Generator
    automation: str
    entity_id: str
    minutes: tuple[tuple[int, str], ...]

    def begin(self, world: World) -> None:
        """Plan the acts of all days."""
        for day in world.calendar.days:
            for minute, state in self.minutes:
                time = day.at(minute) + self.rng.uniform(0.02, 0.3)
                automation = self.automation
                world.plan(
                    Act(time=time, entities=(self.entity_id,), state=state, by_hand=False, automation=automation)
                )
