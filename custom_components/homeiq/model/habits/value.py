"""Values: what things are set to while they are on, beside their states.

In the history a value is an event of a name of its own: ``light.hall#brightness`` came to ``102``. Values say
how a habit is carried out; what people set and nothing else makes one (``things/set_state``).
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from ..things import THINGS
from ..things.weather import WEATHER_NUMBERS

MARK = "#"
"""Between the entity and the attribute; no entity id has one."""

NO_VALUE = "none"
"""In the place of a number: the entity is on without that value, for instance a lamp in a colour has no temperature."""

VALUE_ATTRIBUTES = MappingProxyType({domain: thing.values for domain, thing in THINGS.items() if thing.values})
"""By domain: the attributes that say what people set an entity to."""


def value_name(entity_id: str, attribute: str) -> str:
    """Name an attribute of an entity as the history does."""
    return f"{entity_id}{MARK}{attribute}"


def is_value_name(name: str) -> bool:
    """Tell whether a name in the history is that of a value, and not of an entity."""
    return MARK in name


def split_value_name(name: str) -> tuple[str, str]:
    """Return the entity id and the attribute; of an entity's own name, the attribute is empty."""
    entity_id, _, attribute = name.partition(MARK)
    return entity_id, attribute


def is_set_value(name: str) -> bool:
    """Tell whether a name in the history is that of something that people set, and not of what the weather measures.

    Examples:
        >>> [is_set_value(name) for name in ("climate.hall#temperature", "weather.home#temperature", "light.hall")]
        [True, False, False]
    """
    entity_id, attribute = split_value_name(name)
    return attribute in VALUE_ATTRIBUTES.get(entity_id.partition(".")[0], ())


def with_value_names(entity_ids: Iterable[str]) -> list[str]:
    """Return entity ids, each followed by the names of the values that it may have, those of the weather too."""
    names: list[str] = []
    for entity_id in entity_ids:
        domain = entity_id.partition(".")[0]
        attributes = tuple(WEATHER_NUMBERS) if domain == "weather" else VALUE_ATTRIBUTES.get(domain, ())
        names += [entity_id, *(value_name(entity_id, attribute) for attribute in attributes)]
    return names
