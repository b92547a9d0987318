"""The people: when they leave and come back, and that doors open and the zone counts as they do."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .calendar import Calendar, Day
from .home import RESIDENTS, ZONE, Resident
from .plan import SimulationPlan
from .world import World

type Outing = tuple[float, float]
"""Left and came back, UTC epoch seconds."""

DOOR = "binary_sensor.front_door"
DOOR_USED = 0.95  # share of comings and goings that the front door notices
SHIFTS = ((340, 860), (800, 1340), (1280, 1830))  # early, late and night, minutes after midnight
SHIFT_CYCLE, SHIFT_DAYS = 8, 5  # days of one shift and the free ones after it, and how many of them are worked
AT_THE_OFFICE = 0.92  # share of the workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroll:
    """An outing that people make on a share of the days, in minutes after midnight and minutes."""

    share: float
    earliest: float
    latest: float
    longest: float


WEEKEND = Stroll(share=0.75, earliest=570, latest=1020, longest=300)
ERRAND = Stroll(share=0.45, earliest=540, latest=1020, longest=120)
NIGHT_OUT = Stroll(share=0.12, earliest=1110, latest=1200, longest=180)


class Rhythm(StrEnum):
    """What a resident's days are made of."""

    OFFICE = "office"
    AT_HOME = "at_home"
    SHIFTS = "shifts"


def draw_household(plan: SimulationPlan) -> dict[Resident, Rhythm]:
    """Choose who lives there. The first one's week is a regular one, so that workdays mean something."""
    rng = plan.generator("household")
    count = plan.residents or int(rng.choice([1, 2], p=[0.3, 0.7]))
    first = Rhythm(rng.choice([Rhythm.OFFICE, Rhythm.AT_HOME], p=[0.55, 0.45]))
    second = Rhythm(rng.choice(list(Rhythm), p=[0.35, 0.35, 0.3]))
    return dict(zip(RESIDENTS[:count], (first, second), strict=False))


class Comings:
    """Comings and goings of one resident."""

    def __init__(self, resident: Resident, rhythm: Rhythm, rng: np.random.Generator) -> None:
        """Know the resident's rhythm."""
        self._person = resident.entity_id
        self._rhythm = rhythm
        self._rng = rng

    def begin(self, world: World) -> None:
        """Lay out all outings."""
        for outing in self.outings(world.calendar):
            self._plan(world, outing)

    def outings(self, calendar: Calendar) -> Iterator[Outing]:
        """Yield all outings. Who is still away does not leave."""
        back = calendar.start
        for outing in self._drawn(calendar.days):
            if outing[0] > back + 600:
                yield outing
                back = outing[1]

    def _drawn(self, days: tuple[Day, ...]) -> Iterator[Outing]:
        holidays = [day for day in days if day.is_holiday]
        for day in days:
            if not day.is_holiday:
                yield from (self._times(day, *minutes) for minutes in sorted(self._day_out(day)))
            elif day is holidays[0]:
                yield day.at(self._rng.uniform(480, 620)), holidays[-1].at(self._rng.uniform(960, 1200))

    def _times(self, day: Day, leave: float, back: float) -> Outing:
        return day.at(leave), day.at(max(back, leave + 15))

    def _day_out(self, day: Day) -> Iterator[tuple[float, float]]:
        """Yield when the resident leaves and comes back, local minutes after midnight."""
        if self._rhythm is Rhythm.SHIFTS:
            yield from self._shift(day)
        elif not day.is_workday:
            yield from self._stroll(WEEKEND)
        elif self._rhythm is Rhythm.AT_HOME:
            yield from self._stroll(ERRAND)
        elif self._rng.random() < AT_THE_OFFICE:
            yield 485 + self._rng.normal(0, 12), 1040 + self._rng.normal(0, 35)
        yield from self._stroll(NIGHT_OUT)

    def _shift(self, day: Day) -> Iterator[tuple[float, float]]:
        if day.number % SHIFT_CYCLE < SHIFT_DAYS:
            start, end = SHIFTS[day.number // SHIFT_CYCLE % len(SHIFTS)]
            yield start + self._rng.normal(0, 6), end + self._rng.normal(0, 15)

    def _stroll(self, stroll: Stroll) -> Iterator[tuple[float, float]]:
        if self._rng.random() < stroll.share:
            leave = self._rng.uniform(stroll.earliest, stroll.latest)
            yield leave, leave + self._rng.uniform(30, stroll.longest)

    def _plan(self, world: World, outing: Outing) -> None:
        left, back = outing
        self._plan_door(world, left - self._rng.uniform(20, 90))
        world.call_at(left, lambda: self._move(world, left, "not_home"))
        world.call_at(back, lambda: self._move(world, back, "home"))
        self._plan_door(world, back + self._rng.uniform(45, 90))

    def _plan_door(self, world: World, time: float) -> None:
        if self._rng.random() < DOOR_USED:
            shut = time + self._rng.uniform(5, 20)
            world.call_at(time, lambda: world.sense(time, DOOR, "on"))
            world.call_at(shut, lambda: world.sense(shut, DOOR, "off"))

    def _move(self, world: World, time: float, state: str) -> None:
        world.sense(time, self._person, state)
        at_home = sum(world.states[resident.entity_id] == "home" for resident in world.home.residents)
        world.sense(time + 0.01, ZONE, str(at_home))
