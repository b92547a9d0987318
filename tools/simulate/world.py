"""The world: what is planned comes true in time order, and everybody who watches an entity may react.

States stay consistent: what is done already is not done again, and nobody acts by hand in an empty home.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
import heapq
from itertools import count

import numpy as np

from .calendar import Calendar
from .home import ZONE, SimulatedHome
from .plan import Done, SimulatedEvent

BY_APP = (0.05, 0.3, 0.9)  # shares of acts through the app; every entity has one of them
SCENE_SPREAD = 1.5  # longest time between the first and the last lamp of one act, seconds
ECHO = (0.05, 0.8)  # how long a group or a helper takes to follow, seconds

type Reaction = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that is going to happen.

    Attributes:
        time: UTC epoch seconds.
        by_hand: a resident does it, at the wall or through the app.
        anywhere: a resident does it even when nobody is home, so through the app.
        automation: the automation that does it.
        parent_id: the context that set the automation off.
        why: the intention, where there is one.
        only_if: asked when the time has come.
        then: told that it was done.
    """

    time: float
    entities: tuple[str, ...]
    state: str
    by_hand: bool = True
    anywhere: bool = False
    automation: str | None = None
    parent_id: str | None = None
    why: str = ""
    only_if: Callable[[], bool] | None = None
    then: Callable[[float], None] | None = None


class World:
    """States of all entities, the acts to come, and the events so far.

    Attributes:
        done: what people did.
        presence: tells whether somebody is home; as the zone counts, unless people are asked.
    """

    def __init__(self, home: SimulatedHome, calendar: Calendar, rng: np.random.Generator) -> None:
        """Begin with every entity in its first state."""
        self.home = home
        self.calendar = calendar
        self.states = {entity_id: entity.at_first for entity_id, entity in home.entities.items()}
        self.changed = dict.fromkeys(self.states, 0.0)
        self.last_context = dict.fromkeys(self.states, "")
        self.events: list[SimulatedEvent] = []
        self.done: list[Done] = []
        self._rng = rng
        self._queue: list[tuple[float, int, Act | Callable[[], None]]] = []
        self._order = count()
        self._reactions: defaultdict[str, list[Reaction]] = defaultdict(list)
        self._announced: list[Callable[[Act], None]] = []
        self._by_app = {entity_id: rng.choice(BY_APP) for entity_id in self.states}
        self._down_until = 0.0
        self.presence: Callable[[], bool] = lambda: self.states[ZONE] != "0"

    @property
    def is_anybody_home(self) -> bool:
        """Somebody is home."""
        return self.presence()

    def plan(self, act: Act) -> None:
        """Let an act happen when its time has come."""
        for listener in self._announced:
            listener(act)
        heapq.heappush(self._queue, (act.time, next(self._order), act))

    def announce(self, listener: Callable[[Act], None]) -> None:
        """Tell a listener of every act as soon as it is planned."""
        self._announced.append(listener)

    def call_at(self, time: float, callback: Callable[[], None]) -> None:
        """Let somebody know when a time has come."""
        heapq.heappush(self._queue, (time, next(self._order), callback))

    def watch(self, entity_id: str, reaction: Reaction) -> None:
        """Tell a reaction the time and the new state of every change of an entity."""
        self._reactions[entity_id].append(reaction)

    def run(self) -> None:
        """Let everything come true until the calendar ends."""
        while self._queue and self._queue[0][0] < self.calendar.end:
            time, _, item = heapq.heappop(self._queue)
            if not isinstance(item, Act):
                item()
            elif time < self._down_until:
                heapq.heappush(self._queue, (self._down_until + time % 1, next(self._order), item))
            elif self._may_happen(item):
                self._happen(item, time)

    def sense(self, time: float, entity_id: str, state: str) -> None:
        """Let an entity change by itself, as sensors do; after a restart if need be."""
        time = max(time, self._down_until)
        self._change(SimulatedEvent(time, entity_id, state, context=self._new_context()))

    def restart(self, time: float, seconds: float) -> None:
        """Lose every entity for a while and bring it back as it was."""
        self._down_until = time + seconds
        for entity_id, state in self.states.items():
            self.events.append(SimulatedEvent(time, entity_id, "unavailable", context=self._new_context()))
            back = self._down_until - self._rng.uniform(0, seconds / 2)
            self.events.append(SimulatedEvent(back, entity_id, state, context=self._new_context()))

    def _may_happen(self, act: Act) -> bool:
        if act.by_hand and not act.anywhere and not self.is_anybody_home:
            return False
        if all(self.states[entity] == act.state for entity in act.entities):
            return False
        return act.only_if is None or act.only_if()

    def _happen(self, act: Act, time: float) -> None:
        context = self._new_context()
        user = self._user(act) if act.by_hand else None
        start, changed = time, []
        for entity in act.entities:
            if self.states[entity] != act.state:
                self._change(
                    SimulatedEvent(time, entity, act.state, user, act.parent_id, act.automation, context),
                )
                changed.append(entity)
                if act.by_hand:
                    self.done.append(Done(time, entity, act.state, act.why))
                time += self._rng.uniform(0.02, SCENE_SPREAD / len(act.entities))
        self._echo(changed, SimulatedEvent(time, "", "", user, act.parent_id, act.automation, context))
        if act.then:
            act.then(start)

    def _echo(self, changed: list[str], cause: SimulatedEvent) -> None:
        followers = {each.entity_id: each for entity in changed for each in self.home.followers(entity)}
        for entity_id, follower in followers.items():
            state = "on" if any(self.states[member] == "on" for member in follower.members) else "off"
            if state != self.states[entity_id]:
                late = cause.time + self._rng.uniform(*ECHO)
                self._change(cause._replace(time=late, entity_id=entity_id, state=state))

    def _user(self, act: Act) -> str | None:
        if not act.anywhere and self._rng.random() >= self._by_app[act.entities[0]]:
            return None
        home = [each for each in self.home.residents if self.states[each.entity_id] == "home"]
        able = home or list(self.home.residents)
        return able[int(self._rng.integers(len(able)))].user_id

    def _change(self, event: SimulatedEvent) -> None:
        if self.states[event.entity_id] == event.state:
            return
        self.states[event.entity_id] = event.state
        self.changed[event.entity_id] = event.time
        self.last_context[event.entity_id] = event.context
        self.events.append(event)
        for reaction in self._reactions[event.entity_id]:
            reaction(event.time, event.state)

    def _new_context(self) -> str:
        return f"{next(self._order):032x}"
