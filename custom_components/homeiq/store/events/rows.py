"""Rows of fresh events as columns, without a Python object for each."""

from collections.abc import Collection
from dataclasses import dataclass
import json
import sqlite3

import numpy as np

from ..blocks.block import BlockKind, Integers
from ..codes.acted_on import is_acted_on
from ..codes.codec import ENTITY_MASK, NUMBER_FLAG
from ..codes.naming import numbers_of

PIECE = 16_384  # rows turned into columns at once: the one part that holds up other threads, for about a millisecond
WINDOW = 4 * PIECE  # rows read in one transaction; an open one keeps the write-ahead log from being emptied


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be read.

    Attributes:
        begin: lowest key.
        end: the key after the highest.
        numbers: take states that are numbers as well.
        entities: numbers of the entities to read; None reads all.
        is_acts: all of them are acted on, or none is; None where both are among them.
    """

    begin: int
    end: int
    numbers: bool = True
    entities: frozenset[int] | None = None
    is_acts: bool | None = None

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
    ) -> Wanted:
        """Look up the numbers of entities; those never heard of have none."""
        begin, end = span
        if entities is None:
            return cls(begin=begin, end=end, numbers=numbers)
        acts = {is_acted_on(entity_id) for entity_id in entities}
        return cls(
            begin=begin,
            end=end,
            numbers=numbers,
            entities=numbers_of(connection, entities),
            is_acts=acts.pop() if len(acts) == 1 else None,
        )


def window_end(connection: sqlite3.Connection, wanted: Wanted, most: int | None = None) -> int:
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


def read_rows(connection: sqlite3.Connection, wanted: Wanted) -> tuple[Integers, Integers]:
    """Return the keys, ascending, and the values of rows, int64[n] each."""
    pieces: list[Integers] = []
    begin = wanted.begin
    while len(piece := _piece(connection, wanted, begin)) == PIECE:
        pieces.append(piece)
        begin = int(piece[-1, 0]) + 1
    table = np.concatenate([*pieces, piece])
    return table[:, 0], table[:, 1]


def _piece(connection: sqlite3.Connection, wanted: Wanted, begin: int) -> Integers:
    entities = None if wanted.entities is None else json.dumps([*wanted.entities])
    # One long text of digits for all rows: SQLite writes it while other threads run, and numpy reads it.
    ((digits,),) = connection.execute(
        """
        SELECT group_concat(printf('%016x%016x', key, value), '') FROM (
            SELECT key, value FROM event
            WHERE key >= ?1 AND key < ?2 AND (?3 OR value & ?5 = 0)
                AND (?4 IS NULL OR key & ?6 IN (SELECT value FROM json_each(?4)))
            ORDER BY key LIMIT ?7
        )
        """,
        (begin, wanted.end, wanted.numbers, entities, NUMBER_FLAG, ENTITY_MASK, PIECE),
    )
    table: Integers = np.frombuffer(bytes.fromhex(digits or ""), ">i8").astype(np.int64).reshape(-1, 2)
    return table
