"""What an AI may choose from when it changes a suggestion: a few things near by, and what people ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
import re
from types import MappingProxyType

from ..model.habits.pattern import Idle, NumberIs, Pattern, StateIs
from ..model.habits.trigger import LeftOn, OnChange, reminds, watches
from ..model.home import Entity, Home
from ..model.things import THINGS, states_of
from ..model.things.device_class import sense_of
from ..past.ways_in import is_forbidden

MOST_TO_SWITCH = 20  # entities
MOST_TO_ASK = 60
STATES = MappingProxyType({domain: thing.asked for domain, thing in THINGS.items() if thing.asked})
"""By domain: the states that a condition may ask for."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EVERYWHERE = ("person", "input_boolean", "alarm_control_panel")
"""What people ask about wherever it is, before anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """What may be chosen.

    Attributes:
        to_switch: what may be acted on; what is acted on now comes first.
        to_ask: what conditions may ask about.
        unsafe: what would be among the first, did it not let somebody in.
    """

    to_switch: tuple[str, ...]
    to_ask: tuple[str, ...]
    unsafe: frozenset[str] = frozenset()


def offered_for(pattern: Pattern, home: Home, wants: Callable[[str], bool]) -> Choosable:
    """Choose what may be chosen for a habit.

    Args:
        wants: tells whether HomeIQ may know of an entity at all.
    """
    own = [one for name in pattern.entities if (one := home.entities.get(name))]
    domains, areas = {one.domain for one in own}, {one.area_id for one in own} - {None}
    rest = [one for one in home.entities.values() if one.category is None]
    # Of something left on, it is that very thing that people are reminded of.
    beside = [] if reminds(pattern.trigger) else [one for one in rest if one.area_id in areas]
    alike = [one.entity_id for one in beside if one.domain in domains and _knows(one, pattern)]
    unsafe = frozenset(name for name in alike if is_forbidden(name, pattern.state_of(name), home))
    switchable = (name for name in alike if name not in unsafe)
    return Choosable(
        to_switch=_first(pattern.entities, filter(wants, switchable), MOST_TO_SWITCH),
        to_ask=_first(_asked(pattern), filter(wants, _near_and_far(rest, areas)), MOST_TO_ASK),
        unsafe=unsafe,
    )


def is_private(entity_id: str, state: str) -> bool:
    """Tell whether a state is a word of the home's own."""
    return state not in STATES.get(entity_id.partition(".")[0], ()) and _NUMBER.fullmatch(state) is None


def private_states(pattern: Pattern) -> Iterator[str]:
    """Yield the words of the home's own that a habit has states of."""
    if isinstance(pattern.trigger, OnChange | LeftOn) and is_private(pattern.trigger.entity_id, pattern.trigger.to):
        yield pattern.trigger.to
    for one in pattern.conditions:
        if isinstance(one, StateIs | Idle) and is_private(one.entity_id, one.state):
            yield one.state


def _first(own: Iterable[str], others: Iterable[str], most: int) -> tuple[str, ...]:
    """Return all of one's own, and of the others as many as there is room for; each once."""
    kept = tuple(dict.fromkeys(own))
    more = (name for name in dict.fromkeys(others) if name not in kept)
    return (*kept, *islice(more, max(0, most - len(kept))))


def _knows(entity: Entity, pattern: Pattern) -> bool:
    return pattern.entity_state_of(entity.entity_id) in states_of(entity.entity_id)


def _asked(pattern: Pattern) -> Iterator[str]:
    """Yield what a habit looks at already."""
    if watches(pattern.trigger):
        yield pattern.trigger.entity_id
    for condition in pattern.conditions:
        if isinstance(condition, StateIs | Idle | NumberIs):
            yield condition.entity_id


def _near_and_far(entities: Iterable[Entity], areas: set[str | None]) -> Iterator[str]:
    known = [one for one in entities if one.domain in STATES]
    yield from (one.entity_id for one in known if one.area_id in areas)
    for domain in _EVERYWHERE:
        yield from (one.entity_id for one in known if one.domain == domain)
    yield from (one.entity_id for one in known if one.domain == "binary_sensor" and sense_of(one.device_class).is_asked)
