"""What people mean to do, and how resolutely: most of it now and then, little of it nearly always."""

from dataclasses import dataclass, field

import numpy as np

from ..truth import PlantedTrigger
from ..world import World
from .household import Household
from .moods import draw_moods
from .person import Person, Where
from .things import Thing

DESERVING = 0.1  # share of the intentions that deserve something in a real home
FUZZY = 900.0  # people's darkness begins and ends up to so many seconds before or after the sun's
SWAYED, STEADY = 1.0, 0.25  # how much of a mood an intention feels: a half-hearted one, and one that deserves something
LOOSE, WALK = 30.0, 7.0  # minutes by which a half-hearted time strays, and moves from day to day
TIGHT, CREEP = (8.0, 20.0), 1.2  # the same of one that deserves something
ANSWER, UNEVEN = (8.0, 60.0), 0.7  # median seconds of an answer, by intention; standard deviation of the logarithm
HOLDS = 0.3  # standard deviation of the logarithm of how long people wait before they put something out
SOONEST, LATEST = 0.7, 2.0  # of the usual wait


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resolve:
    """How an intention is kept.

    Attributes:
        share: of the occasions on which it is kept in a usual mood.
        sway: how much of a mood it feels.
        stray: minutes by which it is late on each day.
        moods: of the intention itself, a factor for each day.
        late: median seconds of an answer.
    """

    share: float
    sway: float
    stray: tuple[float, ...]
    moods: tuple[float, ...]
    late: float

    def is_kept(self, rng: np.random.Generator, day: int, mood: float) -> bool:
        """Draw whether it is kept on an occasion: the mood moves the odds."""
        odds = self.share / (1 - self.share) * (mood * self.moods[day]) ** self.sway
        return bool(rng.random() < odds / (1 + odds))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Intention:
    """What somebody means to do.

    Attributes:
        kind: ``routine``, ``sun`` or ``follow_up``.
        minute: of the day, or minutes after ``event``.
        weekdays: on which it is meant; 0 is Monday.
        dark: only then.
        anywhere: from afar, too.
        also: other triggers that tell the same moment.
    """

    name: str
    kind: str
    things: tuple[Thing, ...]
    state: str
    owner: Person
    resolve: Resolve
    minute: float = 0.0
    event: str | None = None
    weekdays: tuple[int, ...] = tuple(range(7))
    trigger: PlantedTrigger | None = None
    also: tuple[PlantedTrigger, ...] = ()
    dark: bool = False
    anywhere: bool = False
    rng: np.random.Generator = field(repr=False)

    def begin(self, home: Household) -> None:
        """Plan the days, or follow what it answers."""
        if self.trigger:
            home.world.watch(self.trigger.entity_id, lambda time, state: self._answer(home, time, state))
            return
        for day in home.world.calendar.days:
            if day.weekday in self.weekdays:
                late = 60 * (self.minute + self.resolve.stray[day.number])
                begin = day.at(0) if self.event is None else getattr(day, self.event)
                moment = day.at(late / 60) if self.event is None else begin + late
                home.world.call_at(moment, lambda moment=moment: self._come(home, moment))  # type: ignore[misc]

    def _come(self, home: Household, time: float) -> None:
        if self.owner.where is not Where.UP or not self._is_meant(home, time):
            return
        room = self.things[0].room
        if self.owner.room != room:
            self.owner.go(time, room)
        self._do(home, self.owner, time + float(self.rng.uniform(2, 14)))

    def _answer(self, home: Household, time: float, state: str) -> None:
        assert self.trigger is not None  # noqa: S101 - only then it is watched
        person = home.somebody_up() or (self.owner if self.anywhere else None)
        if state != self.trigger.to or person is None or not self._is_meant(home, time):
            return
        held = self.trigger.for_seconds
        if held:
            wait = held * float(np.clip(self.rng.lognormal(0, HOLDS), SOONEST, LATEST))
        else:
            wait = float(self.rng.lognormal(np.log(self.resolve.late), UNEVEN))
        home.world.call_at(time + wait, lambda: self._still(home, person, time, wait))

    def _still(self, home: Household, person: Person, time: float, wait: float) -> None:
        assert self.trigger is not None  # noqa: S101 - only then it is watched
        if not self.trigger.for_seconds or home.world.changed[self.trigger.entity_id] == time:
            self._do(home, person, time + wait)

    def _is_meant(self, home: Household, time: float) -> bool:
        if self.dark and not home.world.calendar.is_dark(time + float(self.rng.uniform(-FUZZY, FUZZY))):
            return False
        day = home.world.calendar.day_of(time).number
        return self.resolve.is_kept(self.rng, day, home.mood(self.owner, time))

    def _do(self, home: Household, person: Person, time: float) -> None:
        for thing in self.things:
            home.hands[person].put(time, thing, self.state, self.name, anywhere=self.anywhere)
            time += float(self.rng.uniform(0.8, 4))


def draw_resolve(rng: np.random.Generator, world: World, messy: float, *, answers: bool) -> Resolve:
    """Draw how an intention is kept.

    Args:
        messy: how many times as many as in real homes deserve something.
        answers: it answers what happens; else it has a time.
    """
    days = len(world.calendar.days)
    deserves = rng.random() < DESERVING * messy
    if deserves:
        share = 0.5 + 0.46 * float(rng.beta(2.2, 1))
    else:
        share = (
            float(np.exp(rng.uniform(np.log(0.04), np.log(0.5)))) if answers else 0.08 + 0.5 * float(rng.beta(1.5, 2))
        )
    walk = np.cumsum(rng.normal(0, CREEP if deserves else WALK, days))
    stray = walk - walk.mean() + rng.normal(0, float(rng.uniform(*TIGHT)) if deserves else LOOSE, days)
    return Resolve(
        share=share,
        sway=STEADY if deserves else SWAYED,
        stray=tuple(stray.tolist()),
        moods=tuple(draw_moods(rng, days)),
        late=float(np.exp(rng.uniform(*np.log(ANSWER)))),
    )
