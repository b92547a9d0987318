"""The people of a home together: what they use in the rooms that they come to, and what they leave on."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ..world import World
from .eyes import Eyes
from .hands import Hands
from .moods import draw_moods
from .person import Person, Where
from .things import Thing

SLOW = (20.0, 75.0)  # median seconds from coming in to acting, by person
UNEVEN = 0.9  # standard deviation of the logarithm
NOTICES = 0.12  # share of the visits on which somebody sees that a thing was left on, and puts it to rest
SWEEPS = 0.75  # of what is on when the last one goes to bed or out, is put to rest
LAZY = 0.45  # of that when the last one goes out
STEP = (3.0, 38.0)  # seconds from one switch to the next on the way through the house


class Household:
    """What people do with their things, without meaning anything by it."""

    def __init__(self, rng: np.random.Generator, world: World, things: Sequence[Thing], eyes: Eyes) -> None:
        """Know the things of each room."""
        self.world = world
        self.people: list[Person] = []
        self._rng, self._eyes = rng, eyes
        self.things = things
        self._of_room: defaultdict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            self._of_room[thing.room].append(thing)
        self.hands: dict[Person, Hands] = {}
        self._slow: dict[Person, float] = {}
        self._moods: dict[Person, list[float]] = {}

    def add(self, person: Person, hands: Hands) -> None:
        """Let somebody move in."""
        self.people.append(person)
        self.hands[person] = hands
        self._slow[person] = float(self._rng.uniform(*SLOW))
        self._moods[person] = draw_moods(self._rng, len(self.world.calendar.days))

    def mood(self, person: Person, time: float) -> float:
        """Return what a person is in the mood for on a day, about 1."""
        return self._moods[person][self.world.calendar.day_of(time).number]

    def somebody_up(self) -> Person | None:
        """Return somebody who is up, at home."""
        up = [person for person in self.people if person.where is Where.UP]
        return up[int(self._rng.integers(len(up)))] if up else None

    def entered(self, person: Person, room: str, time: float, until: float) -> None:
        """Let somebody be seen, and use what the room invites to."""
        self._eyes.see(room, time, until)
        day = self.world.calendar.day_of(time)
        minute, dark, mood = day.minute_of(time), self.world.calendar.is_dark(time), self.mood(person, time)
        for thing in self._of_room[room]:
            state = self.world.states[thing.entity_id]
            draw = self._rng.random()
            is_wanted = state == thing.rest and draw < mood * thing.invites(day.number, minute, dark=dark)
            if is_wanted or (state == thing.used and draw < NOTICES):
                self._soon(person, thing, time, until, thing.used if is_wanted else thing.rest)

    def left(self, person: Person, room: str, time: float) -> None:
        """Let who leaves a room to nobody put some of it to rest."""
        if any(each.room == room for each in self.people):
            return
        for thing in self._of_room[room]:
            if self.world.states[thing.entity_id] == thing.used and self._rng.random() < thing.tidied:
                self.hands[person].put(time + float(self._rng.uniform(0, 6)), thing, thing.rest)

    def retires(self, person: Person, time: float) -> None:
        """Let the last one who is up put the house to rest on the way to bed or out."""
        if any(each.where is Where.UP for each in self.people if each is not person):
            return
        share = SWEEPS * float(self._rng.uniform(LAZY, 1))
        for thing in self._rng.permutation(np.array(self.things, dtype=object)):
            is_used = self.world.states[thing.entity_id] == thing.used
            if is_used and not thing.entity_id.startswith("climate.") and self._rng.random() < share:
                self.hands[person].put(time, thing, thing.rest)
                time += float(self._rng.uniform(*STEP))

    def _soon(self, person: Person, thing: Thing, time: float, until: float, state: str) -> None:
        """Let somebody act in a while, if they are still there then."""
        delay = float(self._rng.lognormal(np.log(self._slow[person]), UNEVEN))
        delay = min(delay, float(self._rng.uniform(0.1, 0.9)) * (until - time))

        def act() -> None:
            if person.room == thing.room:
                self.hands[person].put(time + delay, thing, state)

        self.world.call_at(time + delay, act)
