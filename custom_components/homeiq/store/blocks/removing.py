"""Blocks out of their table, also where a damaged row and the index say different things of one."""

from __future__ import annotations

import sqlite3

from .index import FACTS


def is_indexed(connection: sqlite3.Connection, number: int) -> bool:
    """Tell whether the index has a block as its own row lists it; of one that is not there, it has nothing wrong."""
    row = connection.execute(
        f"SELECT {FACTS}, checksum FROM block NOT INDEXED WHERE number = ?",  # noqa: S608 - of a constant
        (number,),
    ).fetchone()
    if row is None:
        return True
    found = connection.execute(
        """
        SELECT 1 FROM block INDEXED BY block_span
        WHERE kind IS ? AND first IS ? AND last IS ? AND low IS ? AND high IS ? AND events IS ? AND codec IS ?
            AND checksum IS ? AND number = ?
        """,
        (*row, number),
    ).fetchone()
    return found is not None


def take_out(connection: sqlite3.Connection, number: int) -> int:
    """Delete a block, within a transaction; return how many events it counted, 0 where there is none.

    SQLite refuses to delete a row that the index has otherwise, whichever of the two is damaged.
    """
    if not is_indexed(connection, number):
        connection.execute("REINDEX block_span")
    row = connection.execute("DELETE FROM block WHERE number = ? RETURNING events", (number,)).fetchone()
    return int(row[0]) if row else 0
