"""A span of the history as columns, from rows and sealed blocks alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ...model.event import Cause, EventColumns
from ..blocks.block import BlockKind, Content, Integers
from ..blocks.index import Listed, likely_blocks, read_unless_damaged
from ..blocks.wanted import RowsWanted
from ..codes.codec import (
    CAUSE_BITS,
    CAUSE_MASK,
    ENTITY_MASK,
    NUMBER_FLAG,
    number_state,
    text_number,
    times_of,
)
from ..codes.naming import aliases_of, names_of
from ..events.rows import read_rows, window_end
from ..unread.noted import Damage
from .merging import Piece, merged

# States whose code is below have their index looked up, not searched for: words, and numbers of five digits.
_QUICK_CODES = 1 << 23
_WORTH_A_TABLE = 1 << 15  # events; for fewer, touching the table's pages takes longer than sorting
_UNKNOWN = "\0"  # no state
_FEW = 4096  # events that there is room for in any case


def read_columns(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage) -> EventColumns:
    """Read what is wanted, in many short transactions; what is in damaged blocks is not in it, and they are noted."""
    columns = Columns(connection, _expected(connection, wanted, damage), wanted)
    while wanted.begin < wanted.end:
        window, blocks, rows = read_window(connection, wanted, damage)
        load = partial(_load, connection, damage, columns, window)
        for piece in merged(columns.of_rows(*rows), blocks, load):
            columns.add(piece)
        wanted = replace(wanted, begin=window.end)
    return columns.joined()


def _load(
    connection: sqlite3.Connection, damage: Damage, columns: Columns, window: RowsWanted, listed: Listed
) -> Piece | None:
    content = read_unless_damaged(connection, listed, damage, window.entities)
    return None if content is None else columns.of_block(listed, content, window)


def _expected(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage) -> int:
    """Return about how many events there are. Counting rows takes longer than making room for those that come."""
    if wanted.entities is not None:
        return _FEW
    return _FEW + sum(listed.events for listed in likely_blocks(connection, wanted, damage))


def read_window(
    connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage, most: int | None = None
) -> tuple[RowsWanted, Sequence[Listed], tuple[Integers, Integers]]:
    """Return how far a first stretch of what is wanted reaches, the blocks in it, and its rows: keys and values."""
    # In one transaction, for sealing moves events from rows to blocks: here they are in just one of them.
    connection.execute("BEGIN")
    try:
        window = replace(wanted, end=window_end(connection, wanted, most))
        return window, likely_blocks(connection, window, damage), read_rows(connection, window)
    finally:
        connection.execute("ROLLBACK")


class _Codes:
    """Gives states their indices, in the order in which they were first seen."""

    def __init__(self, expected: int) -> None:
        self.known: dict[int, int] = {}
        # One more than the index, by code. What is never touched takes no memory.
        self._quick = np.zeros(_QUICK_CODES if expected >= _WORTH_A_TABLE else 0, dtype=np.int32)

    def few(self, codes: Integers) -> NDArray[np.int32]:
        """Return the indices of codes of which hardly any comes twice."""
        return np.array([self.known.setdefault(code, len(self.known)) for code in codes.tolist()], dtype=np.int32)

    def many(self, codes: Integers) -> NDArray[np.int32]:
        """Return the indices of codes of which most come often."""
        # Without a sign, what a damaged row may have, or a rounded number, is a large number like any other.
        if not (codes.view(np.uint64) < len(self._quick)).all():
            return self._by_comparing(codes)
        indices = self._quick[codes]
        if not indices.all():
            new = np.unique(codes[indices == 0])
            self._quick[new] = self.few(new) + 1
            indices = self._quick[codes]
        return indices - 1

    def _by_comparing(self, codes: Integers) -> NDArray[np.int32]:
        known, places = np.unique(codes, return_inverse=True)
        return self.few(known)[places]


class Columns:
    """Collects pieces. Indices of entities are in the order in which they were first seen."""

    def __init__(self, connection: sqlite3.Connection, expected: int, wanted: RowsWanted) -> None:
        """Make room for as many events as are expected; more are fine."""
        self._connection = connection
        self._names = wanted.known.names if wanted.known else None
        self._aliases = wanted.known.aliases if wanted.known else aliases_of(connection)
        self._entities: dict[int, int] = {}
        self._codes = _Codes(expected)
        self._count = 0
        self._time = np.empty(expected, dtype=np.float64)
        self._entity = np.empty(expected, dtype=np.int32)
        self._state = np.empty(expected, dtype=np.int32)
        self._cause = np.empty(expected, dtype=np.int8)

    @property
    def count(self) -> int:
        """How many events were added."""
        return self._count

    def of_rows(self, keys: Integers, values: Integers) -> Piece:
        """Return rows as a piece."""
        is_cause = values & CAUSE_MASK < len(Cause)
        if not is_cause.all():
            keys, values = keys[is_cause], values[is_cause]
        known, places = np.unique(keys & ENTITY_MASK, return_inverse=True)
        return Piece(
            key=keys,
            entity=self._entity_indices(known)[places],
            state=self._codes.many(values >> CAUSE_BITS),
            cause=(values & CAUSE_MASK).astype(np.int8),
        )

    def of_block(self, listed: Listed, content: Content, wanted: RowsWanted) -> Piece:
        """Return what is wanted of a block as a piece."""
        keys, values, places = content.keys(listed.first), content.values, content.places
        keep = _wanted_of(keys, values, places, wanted)
        entity = np.repeat(self._entity_indices(content.entities), content.counts)
        if keep is not None:
            keys, entity, places = keys[keep], entity[keep], places[keep]
        if listed.kind is BlockKind.NUMBERS:
            state = self._codes.many(values[places] >> CAUSE_BITS)
        else:
            state = self._codes.few(values >> CAUSE_BITS)[places]
        return Piece(key=keys, entity=entity, state=state, cause=(values & CAUSE_MASK).astype(np.int8)[places])

    def add(self, piece: Piece) -> None:
        """Append events that follow all others in time."""
        begin, end = self._count, self._count + len(piece.key)
        if end > len(self._time):
            self._grow(end)
        self._time[begin:end] = times_of(piece.key)
        self._entity[begin:end] = piece.entity
        self._state[begin:end] = piece.state
        self._cause[begin:end] = piece.cause
        self._count = end

    def joined(self) -> EventColumns:
        """Return all that was added."""
        numbers = [*self._entities]
        known = names_of(self._connection, numbers) if self._names is None else self._names
        names = tuple(known.get(number, "") for number in numbers)
        columns = EventColumns(
            time=self._time[: self._count],
            entity=self._entity[: self._count],
            state=self._state[: self._count],
            cause=self._cause[: self._count],
            entities=names,
            states=_states(self._connection, self._codes.known),
        )
        return columns if all(names) and _UNKNOWN not in columns.states else _without_unknown(columns)

    def _grow(self, least: int) -> None:
        room = max(least, 2 * len(self._time))
        self._time = np.resize(self._time, room)
        self._entity = np.resize(self._entity, room)
        self._state = np.resize(self._state, room)
        self._cause = np.resize(self._cause, room)

    def _entity_indices(self, numbers: Integers) -> NDArray[np.int32]:
        known, aliases = self._entities, self._aliases
        meant = (aliases.get(number, number) for number in numbers.tolist())
        return np.array([known.setdefault(number, len(known)) for number in meant], dtype=np.int32)


def _wanted_of(keys: Integers, values: Integers, places: Integers, wanted: RowsWanted) -> NDArray[np.bool_] | None:
    """Return which events of the wanted entities are wanted; None where all are."""
    keep = None
    if int(keys.min()) < wanted.begin or int(keys.max()) >= wanted.end:
        keep = (keys >= wanted.begin) & (keys < wanted.end)
    if not wanted.numbers and (is_number := values & NUMBER_FLAG != 0).any():
        keep = ~is_number[places] if keep is None else keep & ~is_number[places]
    return keep


def _states(connection: sqlite3.Connection, codes: Iterable[int]) -> tuple[str, ...]:
    wanted = [*codes]
    numbers = [text_number(code) for code in wanted if not code & 1]
    statement = "SELECT number, text FROM state_text WHERE number IN (SELECT value FROM json_each(?))"
    texts = dict(connection.execute(statement, (json.dumps(numbers),))) if numbers else {}
    # A text that is gone was of events that are gone by now as well.
    return tuple(number_state(code) if code & 1 else texts.get(code >> 1, _UNKNOWN) for code in wanted)


def _without_unknown(columns: EventColumns) -> EventColumns:
    """Leave out the events of which a damaged row says what the dictionary doesn't have, or that were forgotten."""
    has_name = np.array([*map(bool, columns.entities)], dtype=bool)
    has_state = np.array([state != _UNKNOWN for state in columns.states], dtype=bool)
    keep = has_name[columns.entity] & has_state[columns.state]
    return EventColumns(
        time=columns.time[keep],
        entity=(np.cumsum(has_name, dtype=np.int32) - 1)[columns.entity[keep]],
        state=(np.cumsum(has_state, dtype=np.int32) - 1)[columns.state[keep]],
        cause=columns.cause[keep],
        entities=tuple(filter(None, columns.entities)),
        states=tuple(state for state in columns.states if state != _UNKNOWN),
    )
