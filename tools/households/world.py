"""A household while it is lived in: states, what happens next, and a ledger of who did what and why."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from .dwelling import FAMILY, Dwelling
from .people import Person, Stay
from .place import Clock

RELEASED = frozenset({"off", "closed", "locked", "not_home", "eco"})  # states that groups have when no member differs


class Row(NamedTuple):
    """An entity reached a state; ``user`` used the app, ``parent`` is the automation that did it."""

    time: float
    entity: str
    state: str
    user: str | None = None
    parent: str | None = None


class Act(NamedTuple):
    """Somebody did something; ``why`` names the intention, empty where there was none."""

    time: float
    entity: str
    state: str
    why: str


class Hand(NamedTuple):
    """Somebody brought something from a state to another one; a group by its own name."""

    time: float
    entity: str
    before: str
    state: str
    person: int | None


@dataclass(slots=True, eq=False)
class World:
    """The household at a moment, and how it got there.

    Attributes:
        rows: what Home Assistant would have seen.
        acts: what people did by hand.
        places: where each person is.
        moved: when a person last moved in a room; ``holds`` until when its sensor sees something.
        computing: how often who sits down in the study turns the computer on.
        restless: how often a sensor that has let go sees something again soon.
        on_act: what is done each time somebody does something by hand.
        home_days: days on which somebody was there.
    """

    clock: Clock
    dwelling: Dwelling
    people: tuple[Person, ...]
    rng: np.random.Generator
    rows: list[Row] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    asleep: set[int] = field(default_factory=set)
    moved: dict[str, float] = field(default_factory=dict)
    holds: dict[str, float] = field(default_factory=dict)
    computing: float = 0.75
    restless: float = 0.0
    on_act: list[Callable[[Hand], None]] = field(default_factory=list)
    home_days: set[int] = field(default_factory=set)
    _queue: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _on_state: defaultdict[tuple[str, str], list[Callable[[float], None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _on_stay: list[Callable[[float, Stay], None]] = field(default_factory=list)
    _on_end: list[Callable[[float, Stay], None]] = field(default_factory=list)

    def at(self, time: float, do: Callable[[float], None]) -> None:
        """Do something at a moment."""
        heappush(self._queue, (time, next(self._order), do))

    def when(self, entity: str, state: str, do: Callable[[float], None]) -> None:
        """Do something each time an entity reaches a state."""
        self._on_state[entity, state].append(do)

    def each_stay(self, do: Callable[[float, Stay], None]) -> None:
        """Do something each time a person begins a stay."""
        self._on_stay.append(do)

    def each_end(self, do: Callable[[float, Stay], None]) -> None:
        """Do something each time a person ends a stay."""
        self._on_end.append(do)

    def run(self) -> None:
        """Live until nothing is left to happen."""
        while self._queue:
            time, _, do = heappop(self._queue)
            do(time)

    def begin(self, time: float, stay: Stay) -> None:
        """Let a person begin a stay."""
        self.places[stay.person] = stay.room
        self.moved[stay.room] = time
        (self.asleep.add if stay.activity == "sleep" else self.asleep.discard)(stay.person)
        if stay.room != "away":
            self.home_days.add(self.clock.local(time)[0])
        for do in self._on_stay:
            do(time, stay)

    def end(self, time: float, stay: Stay) -> None:
        """Let a person end a stay."""
        for do in self._on_end:
            do(time, stay)

    def is_home(self, person: int | None) -> bool:
        """Tell whether a person is home, or anybody where None is asked for."""
        if person is None:
            return any(room != "away" for room in self.places.values())
        return self.places.get(person) != "away"

    def is_up(self, person: int | None) -> bool:
        """Tell whether a person is home and awake, or anybody where None is asked for."""
        people = range(len(self.people)) if person is None else (person,)
        return any(self.is_home(each) and each not in self.asleep for each in people)

    def state(self, entity: str) -> str:
        """Return an entity's state; ``off`` where it had none yet."""
        return self.states.get(entity, "off")

    def is_done(self, entity: str, state: str) -> bool:
        """Tell whether an entity, and all that it stands for, has a state."""
        return all(self.state(member) == state for member in self.dwelling.members(entity))

    def act(self, time: float, entity: str, state: str, person: int | None = None, why: str = "") -> None:
        """Let somebody do something by hand: through the app, or at the wall."""
        if self.is_done(entity, state):
            return
        doer = self.people[person if person is not None else 0]
        user = doer.user if self.rng.random() < doer.app else None
        changed = [member for member in self.dwelling.members(entity) if self.state(member) != state]
        self.acts.extend(Act(time, member, state, why) for member in changed)
        hand = Hand(time, entity, self.state(entity), state, person)
        self.put(time, entity, state, user=user)
        for do in self.on_act:
            do(hand)

    def put(self, time: float, entity: str, state: str, *, user: str | None = None, parent: str | None = None) -> None:
        """Let an entity, with all that it stands for, reach a state."""
        if entity not in self.dwelling.groups:
            self._reach(Row(time, entity, state, user, parent))
            return
        for member in self.dwelling.groups[entity]:
            late = time + float(self.rng.uniform(0.05, 0.8))
            self.at(late, partial(self.put, entity=member, state=state, user=user, parent=parent))

    def _reach(self, row: Row) -> None:
        if self.states.get(row.entity) == row.state:
            return
        self.states[row.entity] = row.state
        self.since[row.entity] = row.time
        self.rows.append(row)
        for do in self._on_state[row.entity, row.state]:
            do(row.time)
        for group, members in self.dwelling.groups.items():
            if row.entity in members:
                self._report(group, members, row)
        if row.entity in self.dwelling.echoes:
            echo, late = self.dwelling.echoes[row.entity], row.time + float(self.rng.uniform(0.1, 1.2))
            self.at(late, lambda now: self._reach(Row(now, echo, row.state, row.user, row.parent)))
        if row.entity.startswith("person.") and len(self.people) > 1:
            home = any(self.state(each.entity) == "home" for each in self.people)
            self._reach(Row(row.time + 0.05, FAMILY, "home" if home else "not_home"))

    def _report(self, group: str, members: tuple[str, ...], row: Row) -> None:
        lit = any(self.state(member) not in RELEASED for member in members)
        state = "on" if lit else "off"
        self._reach(Row(row.time + 0.02, group, state, row.user, row.parent))
