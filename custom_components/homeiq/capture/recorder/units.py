"""In which units the recorder's past was told: looked for where an entity has other attributes, not at each state."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from ...model.readings import UnitTold
from ..valued_entities import MEASURING, UnitEar
from .known_attributes import KnownAttributes, KnownUnits


class RecorderUnits:
    """Goes through spans of time, one after the other, and tells each unit once until it is another.

    Attributes:
        seen: the number of the attributes that an entity had last, by the recorder's number of the entity.
    """

    def __init__(self, weather: str | None = None) -> None:
        """Know of none.

        Args:
            weather: the entity whose numbers are heard.
        """
        self.seen: dict[int, int | None] = {}
        self._weather = weather
        self._told: list[UnitTold] = []
        self._ear = UnitEar(self._told.append, weather)
        self._units = KnownUnits()
        # Columns, for the same reason as the rows of the past.
        self._changes: tuple[list[float], list[int], list[int]] = [], [], []

    def measuring(self, entities: Mapping[int, str]) -> frozenset[int]:
        """Return the numbers of those that are told in units."""
        return frozenset(
            number for number, name in entities.items() if name.startswith(MEASURING) or name == self._weather
        )

    def note(self, time: float, number: int, attributes: int | None) -> None:
        """Note that an entity has other attributes than before."""
        self.seen[number] = attributes
        if attributes is not None:
            times, numbers, several = self._changes
            times.append(time)
            numbers.append(number)
            several.append(attributes)

    def take(self, connection: Connection, entities: Mapping[int, str], known: KnownAttributes) -> tuple[UnitTold, ...]:
        """Return which units were told since the last time, in the order in which they were noted.

        Args:
            connection: the recorder's.
            entities: ids by the recorder's number.
            known: the attributes of the weather are among them.
        """
        changes = self._changes
        self._changes = [], [], []
        self._units.read(connection, changes[2])
        for time, number, attributes in zip(*changes, strict=True):
            if (name := entities[number]) == self._weather:
                self._ear.hear(name, known[attributes], time)
            else:
                self._ear.hear_unit(name, self._units.get(attributes), time)
        told = tuple(self._told)
        self._told.clear()
        return told
