"""Events: that an entity reached a state, when, and who caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .habits.value import split_value_name
from .readings import Readings, merged_readings


class Cause(IntEnum):
    """Who caused a change. The numbers are stored: never renumber, only append (eight fit, and eight are there)."""

    UNKNOWN = 0
    """Imported without contexts: a person or a machine, to be inferred."""
    PERSON = 1
    """A person, through the app, a dashboard or a voice assistant."""
    DEVICE = 2
    """Nobody that Home Assistant knows of: a wall switch, a remote, a sensor."""
    AUTOMATION = 3
    """An automation, a script it started, or a service account."""
    HOMEIQ = 4
    """An automation that HomeIQ created."""
    STARTUP = 5
    """Restored at a start, or back from unavailable: nobody did anything."""
    EXCLUDED = 6
    """A person whose acts the owner wants nothing learned from."""
    CODE = 7
    """A call that names nobody: a thermostat, a scheduler, a voice satellite, software that passes people's on."""


type EventRow = tuple[float, str, str, int]
"""Time (UTC epoch seconds), entity id, state, cause: what the listener keeps of an event, and no more."""


type AttributeRow = tuple[float, str, int, Mapping[str, object]]
"""Time (UTC epoch seconds), entity id, cause, and the attributes that the owner chose to keep elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventColumns:
    """Events in time order, a column a property.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
        entity: int32[n], index into ``entities``.
        state: int32[n], index into ``states``.
        cause: int8[n], values of ``Cause``.
        entities: entity ids.
        states: states as Home Assistant writes them.
        readings: what sensors measured meanwhile, by entity, which is in no column; empty where nobody asked for it.
    """

    time: NDArray[np.float64]
    entity: NDArray[np.int32]
    state: NDArray[np.int32]
    cause: NDArray[np.int8]
    entities: tuple[str, ...]
    states: tuple[str, ...]
    readings: Mapping[str, Readings] = field(default_factory=lambda: MappingProxyType({}))

    def __len__(self) -> int:
        """Count the events."""
        return len(self.time)

    def rows(self, first: int = 0, last: int | None = None) -> Iterator[EventRow]:
        """Return the events one by one, in their order.

        Args:
            first: place of the first one.
            last: place behind the last one; None is the end.
        """
        places = slice(first, last)
        entities, states = self.entities, self.states
        columns = (column[places].tolist() for column in (self.time, self.entity, self.state, self.cause))
        return (
            (time, entities[entity], states[state], cause) for time, entity, state, cause in zip(*columns, strict=True)
        )

    def where(self, keep: NDArray[np.bool_]) -> Self:
        """Return the events that a mask keeps, in the same order, with the same dictionaries; all readings stay.

        Args:
            keep: bool[n].
        """
        # Mostly none is left out, and millions of them would be there twice.
        if keep.all():
            return self
        return type(self)(
            time=self.time[keep],
            entity=self.entity[keep],
            state=self.state[keep],
            cause=self.cause[keep],
            entities=self.entities,
            states=self.states,
            readings=self.readings,
        )

    def part(self, first: int, last: int) -> Self:
        """Return some of the events by themselves, with the entities and states that they are of, without readings.

        Args:
            first: place of the first one.
            last: place behind the last one.
        """
        places = slice(first, last)
        entities, entity = np.unique(self.entity[places], return_inverse=True)
        states, state = np.unique(self.state[places], return_inverse=True)
        return type(self)(
            time=self.time[places].copy(),
            entity=entity.astype(np.int32),
            state=state.astype(np.int32),
            cause=self.cause[places].copy(),
            entities=tuple(self.entities[number] for number in entities.tolist()),
            states=tuple(self.states[number] for number in states.tolist()),
        )

    def beside(self, readings: Mapping[str, Readings]) -> Self:
        """Return the same events beside what sensors measured."""
        return replace(self, readings=merged_readings([self.readings, readings]))

    def without(self, entity_ids: AbstractSet[str]) -> Self:
        """Return the events of all other entities, and of what those were set to."""
        if not entity_ids:
            return self
        keep = np.array([split_value_name(name)[0] not in entity_ids for name in self.entities], dtype=np.bool_)
        readings = {name: one for name, one in self.readings.items() if name not in entity_ids}
        return replace(self.where(keep[self.entity]), readings=readings)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the events of all parts, each of which ends before the next one begins."""
        entities: dict[str, int] = {}
        states: dict[str, int] = {}
        return cls(
            time=_concatenated([part.time for part in parts], np.float64),
            entity=_concatenated([_placed(entities, part.entities)[part.entity] for part in parts], np.int32),
            state=_concatenated([_placed(states, part.states)[part.state] for part in parts], np.int32),
            cause=_concatenated([part.cause for part in parts], np.int8),
            entities=tuple(entities),
            states=tuple(states),
            readings=merged_readings([part.readings for part in parts]),
        )

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """Return the events of all parts, whatever they overlap; at one instant the earlier part comes first."""
        joined = cls.joined(parts)
        order = np.argsort(joined.time, kind="stable")
        return cls(
            time=joined.time[order],
            entity=joined.entity[order],
            state=joined.state[order],
            cause=joined.cause[order],
            entities=joined.entities,
            states=joined.states,
            readings=joined.readings,
        )

    @classmethod
    def from_rows(cls, rows: Iterable[EventRow]) -> Self:
        """Build columns from rows in any order; rows of one instant keep the order they came in."""
        entities: dict[str, int] = {}
        states: dict[str, int] = {}
        coded = [
            (time, entities.setdefault(entity, len(entities)), states.setdefault(state, len(states)), cause)
            for time, entity, state, cause in rows
        ]
        return cls.from_coded(coded, tuple(entities), tuple(states))

    @classmethod
    def from_coded(
        cls, coded: Sequence[tuple[float, int, int, int]], entities: tuple[str, ...], states: tuple[str, ...]
    ) -> Self:
        """Build columns from rows whose entity and state are numbers already."""
        table = np.array(coded, dtype=np.float64).reshape(len(coded), 4)
        table = table[np.argsort(table[:, 0], kind="stable")]
        return cls(
            time=np.ascontiguousarray(table[:, 0]),
            entity=table[:, 1].astype(np.int32),
            state=table[:, 2].astype(np.int32),
            cause=table[:, 3].astype(np.int8),
            entities=entities,
            states=states,
        )


def _placed(places: dict[str, int], texts: Sequence[str]) -> NDArray[np.int32]:
    return np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int32)


def _concatenated[T: np.generic](parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate([np.empty(0, dtype=kind), *parts])
