"""A span of the history as columns, from rows and sealed blocks alike."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ..model.event import EventColumns
from .block import Integers, Kind
from .blocks import Listed, list_blocks, read_block
from .codec import CAUSE_BITS, CAUSE_MASK, ENTITY_MASK, MAX_ENTITIES, NUMBER_FLAG, number_state, text_number, times_of
from .merging import Piece, merged
from .rows import Wanted, read_rows, window_end


def read_columns(connection: sqlite3.Connection, wanted: Wanted) -> EventColumns:
    """Read what is wanted, in many short transactions."""
    columns = _Columns()
    while wanted.begin < wanted.end:
        window, blocks, rows = _window(connection, wanted)
        load = partial(columns.of_block, connection, wanted=window)
        for piece in merged(columns.of_rows(*rows), blocks, load):
            columns.add(piece)
        wanted = replace(wanted, begin=window.end)
    return columns.joined(connection)


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


class _Columns:
    """Collects pieces. Indices are in the order in which entities and states were first seen."""

    def __init__(self) -> None:
        self._entities: dict[int, int] = {}
        self._codes: dict[int, int] = {}
        self._time: list[NDArray[np.float64]] = []
        self._entity: list[NDArray[np.int32]] = []
        self._state: list[NDArray[np.int32]] = []
        self._cause: list[NDArray[np.int8]] = []

    def of_rows(self, keys: Integers, values: Integers) -> Piece:
        """Return rows as a piece."""
        known, places = np.unique(keys & ENTITY_MASK, return_inverse=True)
        entity = self._indices(self._entities, known)[places]
        return self._piece(keys, entity, *np.unique(values, return_inverse=True))

    def of_block(self, connection: sqlite3.Connection, listed: Listed, *, wanted: Wanted) -> Piece | None:
        """Return what is wanted of a block as a piece, None where it is gone."""
        if (content := read_block(connection, listed)) is None:
            return None
        keys, values, places = content.keys(listed.first), content.values, content.places
        keep = _wanted_of(keys, values, places, wanted)
        entity = np.repeat(self._indices(self._entities, content.entities), content.counts)
        if keep is not None:
            keys, entity, places = keys[keep], entity[keep], places[keep]
        if listed.kind is Kind.NUMBERS:
            values, places = np.unique(values[places], return_inverse=True)
        return self._piece(keys, entity, values, places)

    def add(self, piece: Piece) -> None:
        """Append events that follow all others in time."""
        self._time.append(times_of(piece.key))
        self._entity.append(piece.entity)
        self._state.append(piece.state)
        self._cause.append(piece.cause)

    def joined(self, connection: sqlite3.Connection) -> EventColumns:
        """Return all pieces as one, and keep none."""
        return EventColumns(
            time=_joined(self._time, np.float64),
            entity=_joined(self._entity, np.int32),
            state=_joined(self._state, np.int32),
            cause=_joined(self._cause, np.int8),
            entities=_entity_ids(connection, self._entities),
            states=_states(connection, self._codes),
        )

    def _piece(self, keys: Integers, entity: NDArray[np.int32], values: Integers, places: Integers) -> Piece:
        state = self._indices(self._codes, values >> CAUSE_BITS)
        cause = (values & CAUSE_MASK).astype(np.int8)
        return Piece(key=keys, entity=entity, state=state[places], cause=cause[places])

    @staticmethod
    def _indices(known: dict[int, int], numbers: Integers) -> NDArray[np.int32]:
        return np.array([known.setdefault(number, len(known)) for number in numbers.tolist()], dtype=np.int32)


def _wanted_of(keys: Integers, values: Integers, places: Integers, wanted: Wanted) -> NDArray[np.bool_] | None:
    """Return which events of a block are wanted; None where all are."""
    keep = None
    if int(keys.min()) < wanted.begin or int(keys.max()) >= wanted.end:
        keep = (keys >= wanted.begin) & (keys < wanted.end)
    if not wanted.numbers and (is_number := values & NUMBER_FLAG != 0).any():
        keep = ~is_number[places] if keep is None else keep & ~is_number[places]
    if wanted.entities is not None:
        is_wanted = np.zeros(MAX_ENTITIES + 1, dtype=bool)
        is_wanted[[*wanted.entities]] = True
        chosen = is_wanted[keys & ENTITY_MASK]
        keep = chosen if keep is None else keep & chosen
    return keep


def _joined[T: np.generic](parts: list[NDArray[T]], kind: type[T]) -> NDArray[T]:
    """Return parts as one column, and let go of them: at no time is everything there twice."""
    column = np.concatenate(parts) if parts else np.empty(0, dtype=kind)
    parts.clear()
    return column


def _entity_ids(connection: sqlite3.Connection, numbers: Iterable[int]) -> tuple[str, ...]:
    wanted = [*numbers]
    names = dict(
        connection.execute(
            "SELECT number, entity_id FROM entity_name WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    )
    return tuple(names[number] for number in wanted)


def _states(connection: sqlite3.Connection, codes: Iterable[int]) -> tuple[str, ...]:
    wanted = [(code, text_number(code)) for code in codes]
    texts = dict(
        connection.execute(
            "SELECT number, text FROM state_text WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps([number for _, number in wanted if number is not None]),),
        )
    )
    return tuple(number_state(code) if number is None else texts[number] for code, number in wanted)
