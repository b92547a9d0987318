"""What things are brought to: mostly all of them to one state, in some scenes a few of them to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from . import AT_REST
from .set_state import is_same_state


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtTo:
    """An entity, and the state that it is brought to where that is another one than the others are."""

    entity_id: str
    state: str


class Brings(Protocol):
    """Whatever brings entities to a state, some of them to another."""

    @property
    def entities(self) -> tuple[str, ...]:
        """What is acted on."""

    @property
    def state(self) -> str:
        """The state that it is brought to."""

    @property
    def otherwise(self) -> tuple[BroughtTo, ...]:
        """Those of the entities that are brought to another one."""


def state_of(acting: Brings, entity_id: str) -> str:
    """Return the state that an entity is brought to; of what is none of those, that of most."""
    return next((one.state for one in acting.otherwise if one.entity_id == entity_id), acting.state)


def brings(acting: Brings) -> tuple[tuple[str, str], ...]:
    """Return each entity with the state that it is brought to, in the order of the entities."""
    return tuple((name, state_of(acting, name)) for name in acting.entities)


def otherwise_of(acting: Brings) -> dict[str, str] | None:
    """Return the state of each entity that is brought to another one than the others; None where none is."""
    return {one.entity_id: one.state for one in acting.otherwise} or None


def share_an_act(one: Brings, other: Brings) -> bool:
    """Tell whether both bring some entity to the same state, or set it to much the same."""
    if one.otherwise or other.otherwise:
        return not set(brings(one)).isdisjoint(brings(other))
    return is_same_state(one.state, other.state) and not set(one.entities).isdisjoint(other.entities)


def left_of(acting: Brings, entities: Iterable[str]) -> tuple[str, tuple[BroughtTo, ...]]:
    """Return the state of some entities as something brings them to theirs, and those that go to another one.

    It is the same state as before where any of them goes to it.

    Args:
        acting: what brings them; what it did not act on goes to the state of most.
        entities: what is left of its entities, or is added.
    """
    each = {name: state_of(acting, name) for name in entities}
    if acting.state in each.values():
        return acting.state, tuple(one for one in acting.otherwise if one.entity_id in each)
    return told_apart(each)


def told_apart(each: Mapping[str, str]) -> tuple[str, tuple[BroughtTo, ...]]:
    """Return the state that most of some entities have, and the entities that have another one, each with its own.

    Where several states are as frequent, one of use goes before one of rest.

    Args:
        each: the state of each entity.

    Examples:
        >>> told_apart({"cover.a": "closed", "light.a": "off", "light.b": "on"})[0]
        'on'
    """
    states = list(each.values())
    most = min(set(states), key=lambda state: (-states.count(state), state in AT_REST, state))
    others = (BroughtTo(entity_id=name, state=state) for name, state in sorted(each.items()) if state != most)
    return most, tuple(others)
