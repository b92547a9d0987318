"""Things: what the states of each domain mean, how people bring them about, and what becomes of them here.

One table for everything that asks: what is counted as an act, what sets something off, what people go by, what an
automation calls and may call, and how long it is kept. It is held against what Home Assistant's own domains declare.
A domain is a record in ``table``, or in ``observed`` where people only go by it, made of the fields of ``thing``. What
people set is a line in ``setting``, what sensors measure one in ``quantity``, and what a class tells of a sensor or a
cover one in ``device_class``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from .setting import SETTINGS, Setting
from .table import NOBODY_GOES_BY, PARTLY, THINGS
from .thing import Origin, Thing

__all__ = [
    "ACT_STATES",
    "AT_REST",
    "GONE",
    "NOT_A_STATE",
    "PARTLY",
    "SETTINGS",
    "THINGS",
    "Origin",
    "Setting",
    "Thing",
    "domains_where",
    "states_of",
    "thing_of",
]


def thing_of(entity_id: str) -> Thing:
    """Return what an entity is, or what an action acts on, by its domain."""
    return THINGS.get(entity_id.partition(".")[0], NOBODY_GOES_BY)


def states_of(entity_id: str) -> frozenset[str]:
    """Return the states that people bring a thing to, as acts have them; none where nobody acts on it."""
    thing = thing_of(entity_id)
    return frozenset({*thing.meanings.values(), *thing.actions})


def domains_where(is_so: Callable[[Thing], bool]) -> frozenset[str]:
    """Return the domains whose things are triggers, witnesses, acted on or whatever else is asked.

    Examples:
        >>> sorted(domains_where(lambda thing: thing.is_left_on))
        ['fan', 'humidifier', 'light', 'switch']
    """
    return frozenset(domain for domain, thing in THINGS.items() if is_so(thing))


def _meanings() -> Iterator[tuple[str, Mapping[str, str]]]:
    return ((domain, thing.meanings) for domain, thing in THINGS.items() if thing.meanings)


ACT_STATES: Mapping[str, Mapping[str, str]] = MappingProxyType(dict(_meanings()))
"""By domain that people act on: the state as reported -> the state that the act was after."""

GONE = ("unavailable", "unknown")
"""What Home Assistant says of an entity that is not there, as automations name it."""

NOT_A_STATE = frozenset({*GONE, ""})
"""The entity was not there: nobody did anything when it came or went."""

AT_REST = frozenset[str]().union(*(thing.at_rest for thing in THINGS.values())) | {"idle", "standby"}
"""States of things that nobody uses, and of people who are not there."""
