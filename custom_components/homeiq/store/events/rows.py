"""Rows of fresh events as columns, without a Python object for each."""

from __future__ import annotations

from collections.abc import Mapping
import json
import sqlite3

import numpy as np

from ..blocks.block import Integers
from ..blocks.wanted import RowsWanted
from ..codes.codec import ENTITY_MASK, NUMBER_FLAG

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
