"""How far the import of the recorder's history is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
import sqlite3

from ...model.decisions.forgotten import rows_without
from ...model.event import EventRow
from ..file.database import Database
from ..forgotten import read_forgotten
from ..reading.bounds import last_time
from .recognised import look_again

_CEILING = "import_ceiling"
_DAYS_KNOWN = 400  # of the recorder at most, for which days are noted as done
_AWAY = 6 * 3600.0  # without an event after which nobody has listened: a home at night is not as quiet, seconds
_PIECE = 1000  # rows; fewer than Python takes for a reason to look for garbage


class Imports:
    """Local days that were imported, each marked together with its events."""

    def __init__(self, database: Database) -> None:
        """Keep track in a database."""
        self._database = database

    async def done(self) -> set[str]:
        """Return the local dates already imported."""
        return await self._database.read(lambda connection: {day for (day,) in connection.execute(_DAYS)})

    async def write_day(self, day: str, rows: Iterable[EventRow]) -> int:
        """Store a day's events and mark the day, both or neither; return how many events are new.

        What was forgotten is not among them.
        """
        table = self._database.events

        def work(connection: sqlite3.Connection) -> int:
            pieces = _pieces(rows_without(rows, read_forgotten(connection)))
            stored = sum(table.insert(connection, piece).stored for piece in pieces)
            _mark(connection, day, stored)
            return stored

        return await self._database.write(work)

    async def ceiling(self) -> float | None:
        """Return the moment at which live capture began, in epoch seconds: imports end there."""
        rows = await self._database.read(lambda connection: connection.execute(_BEGAN, (_CEILING,)).fetchall())
        return float(rows[0][0]) if rows else None

    async def set_ceiling(self, time: float) -> None:
        """Note when live capture began, in epoch seconds. The first time counts, a later one changes nothing."""
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT OR IGNORE INTO fact (name, value) VALUES (?, ?)", (_CEILING, time)
            )
        )

    async def reopen(self, zone: tzinfo) -> None:
        """Import once more what came after the newest event: an older database took the place of a newer one.

        Raises:
            DatabaseUnusableError: it can't be noted.
        """

        def work(connection: sqlite3.Connection) -> None:
            look_again(connection)
            _reopen(connection, zone)

        await self._database.write(work)

    async def reopen_after_gap(self, now: float, zone: tzinfo) -> bool:
        """Import what came after the newest event where nobody has listened since; return whether that is so.

        Home Assistant may have gone on with HomeIQ disabled, without room, or of a version that could not begin.

        Args:
            now: epoch seconds.
            zone: in which days are counted.

        Raises:
            DatabaseUnusableError: it can't be noted.
        """
        newest = await self._database.read(last_time)
        # Before it listens for the first time, all of the past is still to be imported.
        if newest is None or now - newest < _AWAY or await self.ceiling() is None:
            return False
        await self._database.write(lambda connection: _reopen(connection, zone))
        return True


def _reopen(connection: sqlite3.Connection, zone: tzinfo) -> None:
    newest, began = last_time(connection), connection.execute(_BEGAN, (_CEILING,)).fetchall()
    connection.execute("DELETE FROM fact WHERE name = ?", (_CEILING,))
    if newest is None:
        connection.execute("DELETE FROM import_day")
        return
    last = datetime.fromtimestamp(newest, zone).date()
    connection.execute("DELETE FROM import_day WHERE day >= ?", (last.isoformat(),))
    # Of days on which it listened, it has what was heard; the recorder may have kept less. An import of days before
    # that may still be under way.
    first = datetime.fromtimestamp(began[0][0], zone).date() if began else last - timedelta(days=_DAYS_KNOWN)
    heard = (first + timedelta(days=day) for day in range(1, (last - first).days))
    connection.executemany(
        "INSERT OR IGNORE INTO import_day (day, events) VALUES (?, 0)", ((day.isoformat(),) for day in heard)
    )


def _pieces(rows: Iterable[EventRow]) -> Iterator[list[EventRow]]:
    """Split rows into pieces, none of which ends between two events of one moment.

    What belongs to a piece is given back at its end; all of a day at once would take the event loop's breath away.
    """
    piece: list[EventRow] = []
    for row in rows:
        if len(piece) >= _PIECE and row[0] != piece[-1][0]:
            yield piece
            piece = []
        piece.append(row)
    yield piece


_DAYS = "SELECT day FROM import_day"
_BEGAN = "SELECT value FROM fact WHERE name = ?"


def _mark(connection: sqlite3.Connection, day: str, events: int) -> None:
    connection.execute("INSERT OR REPLACE INTO import_day (day, events) VALUES (?, ?)", (day, events))
