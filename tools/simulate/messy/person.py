"""A person as a process: asleep, out, or in some room, for as long as it takes, and then in another one."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import numpy as np

from ..calendar import Day
from ..home import Resident
from ..residents import Comings, Rhythm
from ..world import World
from .doorway import Doorway
from .rooms import ROOMS, wish

STAYS = 1.2  # standard deviation of the logarithm
RISES, RETIRES = (355.0, 425.0), (1335.0, 1425.0)  # minutes of the day, by person
SLEEPY = (18.0, 35.0)  # standard deviations of getting up and of going to bed, minutes
LIE_IN = (40.0, 110.0)  # minutes at weekends
LATE, EARLY = 1380.0, 330.0  # minutes of the day between which who comes home goes to bed
UP_AT_NIGHT = 0.3  # of the nights


class Where(StrEnum):
    """Where a person is."""

    OUT = "out"
    ASLEEP = "asleep"
    UP = "up"


class Life(Protocol):
    """What a person's ways make happen."""

    def entered(self, person: Person, room: str, time: float, until: float) -> None:
        """Learn that somebody entered a room, and stays until then if nothing comes up."""

    def left(self, person: Person, room: str, time: float) -> None:
        """Learn that somebody left a room for another one."""

    def retires(self, person: Person, time: float) -> None:
        """Learn that somebody goes to bed, or leaves the house."""


class Person:
    """Somebody who lives in a home."""

    def __init__(self, resident: Resident, rhythm: Rhythm, rng: np.random.Generator, life: Life) -> None:
        """Draw when the person gets up and goes to bed, and which rooms they like."""
        self.resident = resident
        self.where, self.room = Where.ASLEEP, ""
        self._up: list[tuple[float, float]] = []
        self._rng, self._life = rng, life
        self._comings = Comings(resident, rhythm, rng)
        self._rises, self._retires = float(rng.uniform(*RISES)), float(rng.uniform(*RETIRES))
        self._liking = {room: float(rng.lognormal(0, 0.5)) for room in ROOMS}
        self._visit = 0
        self._since = 0.0
        self._rooms: list[str] = []

    def begin(self, world: World) -> None:
        """Lay out the days."""
        self._world = world
        self._doorway = Doorway(self._rng, world, self.resident)
        self._rooms = [room for room in ROOMS if any(each.area == room for each in world.home.entities.values())]
        for day in world.calendar.days:
            if not day.is_holiday:
                self._lay_out(day)
        for left, back in self._comings.outings(world.calendar):
            self._at(left, self._leave)
            self._at(back, self._return)

    def spans(self, end: float) -> list[tuple[float, float]]:
        """Return when the person was up at home, up to a moment, UTC epoch seconds."""
        last = [(self._since, end)] if self.where is Where.UP else []
        return [(begin, min(until, end)) for begin, until in (*self._up, *last) if begin < end]

    def go(self, time: float, room: str, minutes: float | None = None) -> None:
        """Go to a room, for so long."""
        self._quit(time)
        median = ROOMS[room][1]
        stay = 60 * (minutes or float(self._rng.lognormal(np.log(median), STAYS)))
        self.room = room
        visit = self._visit
        self._life.entered(self, room, time, time + stay)
        self._at(time + stay, lambda then: self._wander(then) if self._visit == visit else None)

    def _lay_out(self, day: Day) -> None:
        late = 0.0 if day.is_workday else float(self._rng.uniform(*LIE_IN))
        self._at(day.at(self._rises + late + self._rng.normal(0, SLEEPY[0])), self._rise)
        self._at(day.at(self._retires + late / 2 + self._rng.normal(0, SLEEPY[1])), self._retire)

    def _at(self, time: float, act: Callable[[float], None]) -> None:
        self._world.call_at(time, lambda: act(time))

    def _wander(self, time: float) -> None:
        minute = self._world.calendar.day_of(time).minute_of(time)
        wishes = [wish(room, minute) * self._liking[room] if room != self.room else 0.0 for room in self._rooms]
        shares = np.array(wishes) / sum(wishes)
        self.go(time, self._rooms[int(self._rng.choice(len(shares), p=shares))])

    def _rise(self, time: float) -> None:
        if self.where is Where.ASLEEP:
            self._be(Where.UP, time)
            self.go(time, "bedroom", 4.0)

    def _retire(self, time: float) -> None:
        if self.where is Where.UP:
            self._life.retires(self, time)
            self._sleep(time)
            if self._rng.random() < UP_AT_NIGHT:
                self._at(time + 3600 * float(self._rng.uniform(2, 5)), self._stir)

    def _sleep(self, time: float) -> None:
        if self.where is Where.UP:
            self._quit(time)
            self._be(Where.ASLEEP, time)

    def _stir(self, time: float) -> None:
        if self.where is Where.ASLEEP:
            self._be(Where.UP, time)
            self.go(time, "bathroom", 6.0)
            self._at(time + 240, self._sleep)

    def _leave(self, time: float) -> None:
        if self.where is Where.UP:
            self._life.retires(self, time)
        self._quit(time)
        self._be(Where.OUT, time)
        self._doorway.pass_through(time)
        self._doorway.track(time, lambda: self.where is Where.OUT)

    def _return(self, time: float) -> None:
        self._be(Where.UP, time)
        self._doorway.pass_through(time)
        self._doorway.track(time, lambda: self.where is Where.OUT)
        self.go(time + 1, "entrance", 0.7)
        minute = self._world.calendar.day_of(time).minute_of(time)
        if minute >= LATE or minute < EARLY:
            self._at(time + 60 * float(self._rng.uniform(10, 40)), self._retire)

    def _quit(self, time: float) -> None:
        self._visit += 1
        if self.room:
            room, self.room = self.room, ""
            self._life.left(self, room, time)

    def _be(self, where: Where, time: float) -> None:
        if self.where is Where.UP:
            self._up.append((self._since, time))
        self.where, self._since = where, time
