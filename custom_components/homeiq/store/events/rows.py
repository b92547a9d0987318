"""Rows of fresh events as columns, without a Python object for each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
import json
import sqlite3

import numpy as np

from ..blocks.block import BlockKind, Integers
from ..codes.acted_on import is_acted_on
from ..codes.codec import ENTITY_MASK, NUMBER_FLAG
from ..codes.naming import KnownEntities, known_of

PIECE = 16_384  # rows turned into columns at once: the one part that holds up other threads, for about a millisecond
WINDOW = 4 * PIECE  # rows read in one transaction; an open one keeps the write-ahead log from being emptied

# One long text of digits for all rows: SQLite writes it while other threads run, and numpy reads it.
DIGITS = """
    SELECT group_concat(printf('%016x%016x', key, value), '') FROM (
        SELECT key, value FROM event
        WHERE key >= :begin AND key < :end AND (:numbers OR value & :number_flag = 0)
            AND (:entities IS NULL OR key & :entity_mask IN (SELECT value FROM json_each(:entities)))
        ORDER BY key LIMIT :most
    )
"""
"""Rows as a text, in SQL, with the parameters that ``asked_for`` makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsWanted:
    """What is to be read.

    Attributes:
        begin: lowest key.
        end: the key after the highest.
        numbers: take states that are numbers as well.
        entities: numbers of the entities to read; None reads all.
        is_acts: all of them are acted on, or none is; None where both are among them.
        known: what is known of them; None where that was not looked up.
    """

    begin: int
    end: int
    numbers: bool = True
    entities: frozenset[int] | None = None
    is_acts: bool | None = None
    known: KnownEntities | None = None

    @property
    def kinds(self) -> frozenset[BlockKind]:
        """The kinds that may hold something of it."""
        measured = {BlockKind.NUMBERS} if self.numbers else set[BlockKind]()
        if self.is_acts is None:
            return frozenset({BlockKind.ACTS, BlockKind.STATES, *measured})
        return frozenset({BlockKind.ACTS} if self.is_acts else {BlockKind.STATES, *measured})

    @classmethod
    def of(
        cls, connection: sqlite3.Connection, span: tuple[int, int], *, numbers: bool, entities: Collection[str] | None
    ) -> RowsWanted:
        """Look up the numbers of entities; those never heard of have none."""
        begin, end = span
        if entities is None:
            return cls(begin=begin, end=end, numbers=numbers)
        known = known_of(connection, entities)
        acts = {is_acted_on(entity_id) for entity_id in entities}
        return cls(
            begin=begin,
            end=end,
            numbers=numbers,
            entities=known.numbers,
            is_acts=acts.pop() if len(acts) == 1 else None,
            known=known,
        )


def window_end(connection: sqlite3.Connection, wanted: RowsWanted, most: int | None = None) -> int:
    """Return the key at which a window's worth of rows ends; the rows of a few entities are one window.

    Args:
        connection: to the database.
        wanted: what is read.
        most: rows of a window, where no more events are needed.
    """
    if wanted.entities is not None and most is None:
        return wanted.end
    entities = None if wanted.entities is None else json.dumps([*wanted.entities])
    row = connection.execute(
        """
        SELECT key FROM event
        WHERE key >= ?1 AND key < ?2 AND (?3 IS NULL OR key & ?4 IN (SELECT value FROM json_each(?3)))
        ORDER BY key LIMIT 1 OFFSET ?5
        """,
        (wanted.begin, wanted.end, entities, ENTITY_MASK, WINDOW if most is None else min(most, WINDOW)),
    ).fetchone()
    return int(row[0]) if row else wanted.end


def read_rows(connection: sqlite3.Connection, wanted: RowsWanted) -> tuple[Integers, Integers]:
    """Return the keys, ascending, and the values of rows, int64[n] each."""
    pieces: list[Integers] = []
    begin = wanted.begin
    while len(piece := _piece(connection, wanted, begin)) == PIECE:
        pieces.append(piece)
        begin = int(piece[-1, 0]) + 1
    table = np.concatenate([*pieces, piece])
    return table[:, 0], table[:, 1]


def _piece(connection: sqlite3.Connection, wanted: RowsWanted, begin: int) -> Integers:
    ((digits,),) = connection.execute(DIGITS, asked_for(wanted, begin, PIECE))
    return table_of(digits)


def asked_for(wanted: RowsWanted, begin: int, most: int) -> Mapping[str, str | int | None]:
    """Return what ``DIGITS`` is asked with.

    Args:
        wanted: what is read.
        begin: lowest key.
        most: rows.
    """
    return {
        "begin": begin,
        "end": wanted.end,
        "numbers": wanted.numbers,
        "number_flag": NUMBER_FLAG,
        "entities": None if wanted.entities is None else json.dumps([*wanted.entities]),
        "entity_mask": ENTITY_MASK,
        "most": most,
    }


def table_of(digits: str | None) -> Integers:
    """Return rows of ``DIGITS`` as keys and values, int64[n, 2]."""
    return np.frombuffer(bytes.fromhex(digits or ""), ">i8").astype(np.int64).reshape(-1, 2)
