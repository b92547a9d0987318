"""Parcels of the outbox that can't be read: set aside, so that what is behind them is sent, and brought back if it can.

A parcel is damaged, or it was compressed by a Python that had more than this one has.
"""

from __future__ import annotations

from collections.abc import Sequence
import sqlite3

from .parcel import lines_in, put_parcel


def set_aside(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Set parcels aside, within a transaction; none of their bytes is lost."""
    for number in numbers:
        row = connection.execute(
            "DELETE FROM influx_outbox WHERE id = ? RETURNING id, created_at, points, codec, body", (number,)
        ).fetchone()
        # What was given up meanwhile is gone already.
        if row:
            connection.execute(
                "INSERT OR REPLACE INTO influx_damaged (id, created_at, points, codec, body) VALUES (?, ?, ?, ?, ?)",
                row,
            )


def bring_back(connection: sqlite3.Connection) -> int:
    """Put those back in their place that can be read now, within a transaction; return how many."""
    count = 0
    for number in [number for (number,) in connection.execute("SELECT id FROM influx_damaged").fetchall()]:
        statement = "SELECT created_at, codec, body FROM influx_damaged WHERE id = ?"
        created_at, codec, body = connection.execute(statement, (number,)).fetchone()
        try:
            lines = lines_in(body, codec)
        except ValueError:
            continue
        put_parcel(connection, lines, created_at, number)
        connection.execute("DELETE FROM influx_damaged WHERE id = ?", (number,))
        count += 1
    return count


def let_go(connection: sqlite3.Connection) -> None:
    """Delete them for good, within a transaction."""
    connection.execute("DELETE FROM influx_damaged")


def sums(connection: sqlite3.Connection) -> tuple[int, float | None]:
    """Return how many points they hold, and since when the oldest waits, epoch seconds."""
    points, since = connection.execute(
        "SELECT coalesce(sum(points), 0), min(created_at) FROM influx_damaged"
    ).fetchone()
    return int(points), since
