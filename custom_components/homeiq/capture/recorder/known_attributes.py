"""The recorder's attributes, read for those entities only whose attributes tell something beside their states.

It has no brightness and no colour of lamps, nor what an entity supports: Home Assistant leaves those out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched
from sys import intern
from types import MappingProxyType
from typing import Any

from homeassistant.components.recorder.db_schema import StateAttributes, States
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.util.json import JSON_DECODE_EXCEPTIONS, json_loads_object
from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from ...model.habits.value import VALUE_ATTRIBUTES
from ...model.things import THINGS
from ...model.things.weather import WEATHER_NUMBERS
from ..valued_entities import PRESET

_TOGETHER = 1000  # entities or attributes asked for at once; some databases take no more than some thousand
_KEPT = 100_000  # attributes remembered from one span to the next

_WANTED = (
    frozenset(name for names in VALUE_ATTRIBUTES.values() for name in names)
    | {thing.says for thing in THINGS.values() if thing.says}
    | {PRESET}
    | WEATHER_NUMBERS.keys()
    | {number.told_in for number in WEATHER_NUMBERS.values() if number.told_in}
)
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class KnownAttributes(dict[int | None, Mapping[str, Any]]):
    """Values by the recorder's number of the attributes that they are among; empty for what was not read."""

    def __missing__(self, number: int | None) -> Mapping[str, Any]:
        """Have nothing."""
        return _NOTHING

    def read(self, connection: Connection, start: float, end: float, entities: Collection[int]) -> None:
        """Read what some entities wrote from ``start`` until before ``end``, UTC epoch seconds.

        Args:
            connection: the recorder's.
            start: the first moment.
            end: the moment after the last.
            entities: by the recorder's number.
        """
        if len(self) > _KEPT:
            self.clear()
        new = set(_numbers(connection, start, end, entities)) - self.keys()
        for number, attributes in _attributes(connection, new):
            self[number] = {name: attributes[name] for name in _WANTED & attributes.keys()}


class KnownUnits(dict[int, str]):
    """Units by the recorder's number of the attributes that they are among; empty where these tell none.

    Of some sensors each state has attributes of its own: texts alone are nothing that Python looks through for garbage.
    """

    def read(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Read what some attributes tell."""
        if len(self) > _KEPT:
            self.clear()
        for number, attributes in _attributes(connection, set(numbers) - self.keys()):
            unit = attributes.get(ATTR_UNIT_OF_MEASUREMENT)
            self[number] = intern(unit) if isinstance(unit, str) else ""


def _numbers(connection: Connection, start: float, end: float, entities: Collection[int]) -> Iterator[int]:
    for some in batched(entities, _TOGETHER, strict=False):
        numbers = connection.execute(
            select(States.attributes_id)
            .where(States.metadata_id.in_(some))
            .where(States.last_updated_ts >= start, States.last_updated_ts < end)
            .distinct()
        )
        yield from (number for number in numbers.scalars() if number is not None)


def _attributes(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Read attributes as the recorder writes them; what is no JSON has none."""
    for some in batched(sorted(numbers), _TOGETHER, strict=False):
        for number, text in connection.execute(_texts(some)):
            try:
                yield number, json_loads_object(text or "{}")
            except JSON_DECODE_EXCEPTIONS:
                yield number, _NOTHING


def _texts(numbers: tuple[int, ...]) -> Select[Any]:
    return select(StateAttributes.attributes_id, StateAttributes.shared_attrs).where(
        StateAttributes.attributes_id.in_(numbers)
    )
