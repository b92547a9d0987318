"""What people wanted to be forgotten, noted before anything is deleted, so that nothing brings it back."""

from __future__ import annotations

import json
import sqlite3

from ..model.decisions.forgotten import Forgotten
from .unread.readable import UnreadRows


def note_forgotten(part: Forgotten, now: float, connection: sqlite3.Connection) -> int:
    """Note, within a transaction, what is to be forgotten; return the number of the note."""
    names = None if part.entities is None else json.dumps(sorted(part.entities))
    cursor = connection.execute(
        "INSERT INTO forgotten (begin, until, entities, forgotten_at, is_done) VALUES (?, ?, ?, ?, 0)",
        (part.begin, part.until, names, now),
    )
    return int(cursor.lastrowid or 0)


def note_done(number: int, connection: sqlite3.Connection) -> None:
    """Note, within a transaction, that all of it is deleted."""
    connection.execute("UPDATE forgotten SET is_done = 1 WHERE number = ?", (number,))


def read_forgotten(connection: sqlite3.Connection) -> tuple[Forgotten, ...]:
    """Return all that was forgotten."""
    return tuple(part for _, part in _read("", connection))


def read_unfinished(connection: sqlite3.Connection) -> list[tuple[int, Forgotten]]:
    """Return what a stop has cut off, with the numbers of the notes."""
    return _read("WHERE NOT is_done", connection)


def _read(where: str, connection: sqlite3.Connection) -> list[tuple[int, Forgotten]]:
    rows = connection.execute(f"SELECT number, begin, until, entities FROM forgotten {where} ORDER BY number")  # noqa: S608 - of constants; values are bound
    return list(UnreadRows().read("forgotten", rows, _part))


def _part(number: int, begin: float, until: float, names: str | None) -> tuple[int, Forgotten]:
    return number, Forgotten(begin=begin, until=until, entities=frozenset(json.loads(names)) if names else None)
