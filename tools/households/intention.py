"""Something a person means to do whenever the occasion comes, and mostly does.

An intention never knows a clock time of its own unless it is about the clock: it listens to what happens, and the times
emerge. Each occasion is written down with what became of it, and the truth is derived from that afterwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np

from tools.simulate.truth import PlantedTrigger

from .people import Stay
from .world import World

SEEN = 3.0  # seconds within which a sensor sees whoever moves
HELD = 0.8  # of the time to hold, after which somebody gets up to do it
DONE = frozenset({"done"})
ASLEEP = frozenset({"asleep"})


class Occasion(NamedTuple):
    """A chance to do it.

    Attributes:
        day: local.
        label: tells apart what happens at other times: a day of work or not.
        kept: it was done, at ``time``.
        lacking: why it could not be expected: indices of what was not provided, ``away``, ``asleep``, ``done`` already.
    """

    time: float
    day: int
    label: str
    kept: bool
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """What an intention needs beside its occasion: in words of Home Assistant, and as it holds in the household."""

    spec: Mapping[str, str]
    holds: Callable[[World, float], bool]


@dataclass(slots=True, kw_only=True, eq=False)
class Intention:
    """An intention of one person, or of whoever is there.

    Attributes:
        kind: ``routine``, ``sun``, ``follow_up`` or ``scene``.
        entities: what is acted on; a group by its own name.
        keeping: share of the occasions that are answered.
        delay: median seconds until it is done; ``spread`` the standard deviation of the delay's logarithm.
        person: whose it is; None for whoever is up.
        until: day after which it is over.
        event: of the sun.
        remote: it is done from elsewhere, through the app.
        room: where somebody, not something, has to move for an occasion.
        rng: decides what is kept.
        moods: factors on ``keeping`` of week after week; ``stray`` minutes by which its time is off, day after day.
    """

    kind: str
    entities: tuple[str, ...]
    state: str
    keeping: float
    rng: np.random.Generator
    delay: float = 45.0
    spread: float = 0.4
    person: int | None = None
    until: int | None = None
    event: str | None = None
    room: str | None = None
    trigger: PlantedTrigger | None = None
    provided: tuple[Provided, ...] = ()
    remote: bool = False
    note: str = ""
    moods: tuple[float, ...] = (1.0,)
    stray: tuple[float, ...] = (0.0,)
    occasions: list[Occasion] = field(default_factory=list)
    pending: float = 0.0

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        return f"{self.note}: {'+'.join(self.entities)} {self.state}"

    def answer(self, world: World, now: float, label: str = "") -> None:
        """Take an occasion, or let it pass."""
        day = world.clock.local(now)[0]
        if (self.until is not None and day > self.until) or now < self.pending:
            return
        if self._is_done(world):
            self.occasions.append(Occasion(now, day, label, kept=False, lacking=DONE))
            return
        if lacking := self._lacking(world, now):
            self.occasions.append(Occasion(now, day, label, kept=False, lacking=lacking))
            return
        unseen = self.room is not None and now - world.moved.get(self.room, 0) > SEEN
        if unseen or self.rng.random() >= self.keeping * self.moods[day // 7 % len(self.moods)]:
            self.occasions.append(Occasion(now, day, label, kept=False))
            return
        when = now + self.delay * float(np.exp(self.rng.normal(0, self.spread)))
        self.pending = when
        world.at(when, lambda later: self._do(world, later, Occasion(now, day, label, kept=True)))

    def _do(self, world: World, now: float, occasion: Occasion) -> None:
        if self._is_done(world):
            return
        self.occasions.append(occasion._replace(time=now))
        for index, entity in enumerate(self.entities):
            later = now + index * float(self.rng.uniform(0.3, 0.9))
            world.at(later, partial(world.act, entity=entity, state=self.state, person=self.person, why=self.name))

    def _lacking(self, world: World, now: float) -> frozenset[str]:
        lacking = {str(index) for index, one in enumerate(self.provided) if not one.holds(world, now)}
        if self.remote:
            return frozenset(lacking)
        if not world.is_home(self.person):
            lacking.add("away")
        elif not world.is_up(self.person):
            lacking.add("asleep")
        return frozenset(lacking)

    def _is_done(self, world: World) -> bool:
        return all(world.is_done(entity, self.state) for entity in self.entities)


def at_activity(world: World, intention: Intention, activity: str, kinds: frozenset[str] | None = None) -> None:
    """Let the first time a day that its person begins an activity be the occasion, on days of these kinds."""
    seen: set[int] = set()

    def begin(now: float, stay: Stay) -> None:
        day = world.clock.local(now - 4 * 3600)[0]  # who goes to bed after midnight ends the day before
        if stay.person != (intention.person or 0) or stay.activity != activity or day in seen:
            return
        seen.add(day)
        person = world.people[stay.person]
        kind = person.day_kind(world.clock.weekday(day), (world.clock.first.toordinal() + day) // 7)
        if kinds is None or kind in kinds:
            intention.answer(world, now, kind)

    world.each_stay(begin)


class Hour(NamedTuple):
    """A time of day that somebody keeps, give or take ``loose`` minutes, wandering by ``drift`` minutes a day."""

    minute: float
    loose: float
    weekdays: frozenset[int] = frozenset(range(7))
    drift: float = 0.0


def by_clock(world: World, intention: Intention, hour: Hour) -> None:
    """Let the clock be the occasion, on some days of the week."""
    for day in range(world.clock.days):
        if world.clock.weekday(day) in hour.weekdays:
            wanted = hour.minute + hour.drift * day + float(intention.rng.normal(0, hour.loose))
            wanted += intention.stray[day % len(intention.stray)]
            world.at(world.clock.at(day, wanted), lambda now: intention.answer(world, now))


def by_sun(world: World, intention: Intention, offset: float, loose: float) -> None:
    """Let the light be the occasion: so many minutes after the sun rises or sets."""
    for day in range(world.clock.days):
        moment = world.clock.event(intention.event or "sunset", day)
        if moment is not None:
            wanted = offset + float(intention.rng.normal(0, loose)) + intention.stray[day % len(intention.stray)]
            world.at(moment + 60 * wanted, lambda now: intention.answer(world, now))


def on_state(world: World, intention: Intention) -> None:
    """Let the trigger be the occasion; one with a time to hold for only once it has held."""
    trigger = intention.trigger or PlantedTrigger(entity_id="", to="")

    def held(now: float, since: float) -> None:
        if world.state(trigger.entity_id) == trigger.to and world.since.get(trigger.entity_id) == since:
            intention.answer(world, now)

    def reached(now: float) -> None:
        if not trigger.for_seconds:
            intention.answer(world, now)
            return
        since = world.since[trigger.entity_id]
        world.at(now + HELD * trigger.for_seconds, lambda later: held(later, since))

    world.when(trigger.entity_id, trigger.to, reached)
