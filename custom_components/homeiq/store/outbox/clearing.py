"""Deletes what is forgotten from what waits for a server, and from what the server has refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
import sqlite3

from ..file.database import Database
from .damaged import let_go
from .parcel import lines_in, put_parcel
from .unsendable import Unsendable

PARCELS = 50  # rewritten in one transaction at most


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rest:
    """What a row of the outbox becomes; without lines it goes."""

    number: int
    lines: Sequence[str]


async def erase_waiting(database: Database) -> None:
    """Delete the lines of what is noted as forgotten, some parcels at a time; each is whole or not at all.

    Raises:
        DatabaseUnusableError: it failed; what is done stays done.
    """
    last: int | None = 0
    while last is not None:
        rests, last = await database.read(partial(_look, after=last))
        if rests:
            await database.write(partial(_rewrite, rests=rests))
    await database.write(_erase_kept_aside)


def _look(connection: sqlite3.Connection, after: int) -> tuple[list[_Rest], int | None]:
    """Return what changes among the parcels behind one, and the last one looked at; None at the end."""
    unsendable = Unsendable.known_to(connection)
    rows = connection.execute(
        "SELECT id, codec, body FROM influx_outbox WHERE id > ? ORDER BY id LIMIT ?", (after, PARCELS)
    ).fetchall()
    rests = (_rest_of(number, codec, body, unsendable) for number, codec, body in rows)
    return [rest for rest in rests if rest], (rows[-1][0] if rows else None)


def _rest_of(number: int, codec: int, body: bytes, unsendable: Unsendable) -> _Rest | None:
    """Return what is left of a parcel; None where that is all of it."""
    try:
        lines = lines_in(body, codec)
    except ValueError:
        # Nobody can tell whether it holds what is forgotten, and it can't be sent either.
        return _Rest(number=number, lines=())
    left = unsendable.without(lines)
    return _Rest(number=number, lines=left) if len(left) < len(lines) else None


def _rewrite(connection: sqlite3.Connection, rests: Iterable[_Rest]) -> None:
    for rest in rests:
        gone = connection.execute(
            "DELETE FROM influx_outbox WHERE id = ? RETURNING created_at", (rest.number,)
        ).fetchone()
        # What was sent or given up meanwhile is gone already.
        if gone and rest.lines:
            put_parcel(connection, rest.lines, gone[0], rest.number)


def _erase_kept_aside(connection: sqlite3.Connection) -> None:
    # As with what can't be read among the waiting.
    let_go(connection)
    unsendable = Unsendable.known_to(connection)
    rows = connection.execute("SELECT id, line FROM influx_rejected").fetchall()
    gone = [(number,) for number, line in rows if not unsendable.without([line])]
    connection.executemany("DELETE FROM influx_rejected WHERE id = ?", gone)
