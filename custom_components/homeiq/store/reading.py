"""A span of the history as columns, from rows and sealed blocks alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ..model.event import EventColumns
from .block import Integers, Kind
from .blocks import Listed, list_blocks, read_block
from .codec import CAUSE_BITS, CAUSE_MASK, ENTITY_MASK, NUMBER_FLAG, number_state, text_number, times_of
from .merging import Piece, merged
from .naming import aliases_of, names_of
from .rows import Wanted, read_rows, window_end

# States whose code is below have their index looked up, not searched for: words, and numbers of five digits.
_QUICK_CODES = 1 << 23
_WORTH_A_TABLE = 1 << 15  # events; for fewer, touching the table's pages takes longer than sorting
_FEW = 4096  # events that there is room for in any case


def read_columns(connection: sqlite3.Connection, wanted: Wanted) -> EventColumns:
    """Read what is wanted, in many short transactions."""
    columns = _Columns(_expected(connection, wanted), aliases_of(connection))
    while wanted.begin < wanted.end:
        window, blocks, rows = _window(connection, wanted)
        load = partial(columns.of_block, connection, wanted=window)
        for piece in merged(columns.of_rows(*rows), blocks, load):
            columns.add(piece)
        wanted = replace(wanted, begin=window.end)
    return columns.joined(connection)


def _expected(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """Return about how many events there are. Counting rows takes longer than making room for those that come."""
    if wanted.entities is not None:
        return _FEW
    return _FEW + sum(listed.events for listed in list_blocks(connection, wanted))


def _window(
    connection: sqlite3.Connection, wanted: Wanted
) -> tuple[Wanted, Sequence[Listed], tuple[Integers, Integers]]:
    # In one transaction, for sealing moves events from rows to blocks: here they are in just one of them.
    connection.execute("BEGIN")
    try:
        window = replace(wanted, end=window_end(connection, wanted))
        return window, list_blocks(connection, window), read_rows(connection, window)
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
        if not (codes < len(self._quick)).all():
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


class _Columns:
    """Collects pieces. Indices of entities are in the order in which they were first seen."""

    def __init__(self, expected: int, aliases: Mapping[int, int]) -> None:
        """Make room for as many events as are expected; more are fine."""
        self._aliases = aliases
        self._entities: dict[int, int] = {}
        self._codes = _Codes(expected)
        self._count = 0
        self._time = np.empty(expected, dtype=np.float64)
        self._entity = np.empty(expected, dtype=np.int32)
        self._state = np.empty(expected, dtype=np.int32)
        self._cause = np.empty(expected, dtype=np.int8)

    def of_rows(self, keys: Integers, values: Integers) -> Piece:
        """Return rows as a piece."""
        known, places = np.unique(keys & ENTITY_MASK, return_inverse=True)
        return Piece(
            key=keys,
            entity=self._entity_indices(known)[places],
            state=self._codes.many(values >> CAUSE_BITS),
            cause=(values & CAUSE_MASK).astype(np.int8),
        )

    def of_block(self, connection: sqlite3.Connection, listed: Listed, *, wanted: Wanted) -> Piece | None:
        """Return what is wanted of a block as a piece, None where it is gone."""
        if (content := read_block(connection, listed, wanted.entities)) is None:
            return None
        keys, values, places = content.keys(listed.first), content.values, content.places
        keep = _wanted_of(keys, values, places, wanted)
        entity = np.repeat(self._entity_indices(content.entities), content.counts)
        if keep is not None:
            keys, entity, places = keys[keep], entity[keep], places[keep]
        if listed.kind is Kind.NUMBERS:
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

    def joined(self, connection: sqlite3.Connection) -> EventColumns:
        """Return all that was added."""
        return EventColumns(
            time=self._time[: self._count],
            entity=self._entity[: self._count],
            state=self._state[: self._count],
            cause=self._cause[: self._count],
            entities=_entity_ids(connection, self._entities),
            states=_states(connection, self._codes.known),
        )

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


def _wanted_of(keys: Integers, values: Integers, places: Integers, wanted: Wanted) -> NDArray[np.bool_] | None:
    """Return which events of the wanted entities are wanted; None where all are."""
    keep = None
    if int(keys.min()) < wanted.begin or int(keys.max()) >= wanted.end:
        keep = (keys >= wanted.begin) & (keys < wanted.end)
    if not wanted.numbers and (is_number := values & NUMBER_FLAG != 0).any():
        keep = ~is_number[places] if keep is None else keep & ~is_number[places]
    return keep


def _entity_ids(connection: sqlite3.Connection, numbers: Iterable[int]) -> tuple[str, ...]:
    wanted = [*numbers]
    names = names_of(connection, wanted)
    return tuple(names[number] for number in wanted)


def _states(connection: sqlite3.Connection, codes: Iterable[int]) -> tuple[str, ...]:
    wanted = [*codes]
    texts = dict(
        connection.execute(
            "SELECT number, text FROM state_text WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps([text_number(code) for code in wanted if not code & 1]),),
        )
    )
    return tuple(number_state(code) if code & 1 else texts[code >> 1] for code in wanted)
