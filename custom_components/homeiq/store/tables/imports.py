"""How far the import of the recorder's history is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
import json
from math import inf
import sqlite3
import time

from ...model.clock import FLOOR, has_been
from ...model.decisions.forgotten import rows_without
from ...model.event import EventRow
from ...model.rename import rows_renamed
from ..file.database import Database
from ..forgotten import read_forgotten
from ..reading.bounds import last_time
from .recognised import look_again
from .renames import renamed_since

_CEILING = "import_ceiling"
_HEARD = "import_heard"
_DAYS_KNOWN = 400  # of the recorder at most, for which days are noted as done
_AWAY = 1800.0  # that nobody listened, of which the recorder is asked: a slow restart takes a few minutes, seconds
_COARSE = 0.001  # by which the time of an event may be earlier here than in the recorder, seconds
_PIECE = 1000  # rows; fewer than Python takes for a reason to look for garbage


class Imports:
    """Local days that were imported, each marked together with its events."""

    def __init__(self, database: Database) -> None:
        """Keep track in a database."""
        self._database = database

    async def done(self) -> set[str]:
        """Return the local dates already imported."""
        return await self._database.read(lambda connection: {day for (day,) in connection.execute(_DAYS)})

    async def write_day(self, day: str, rows: Iterable[EventRow], known: int | None = None) -> int:
        """Store a day's events and mark the day, both or neither; return how many events are new.

        What was forgotten is not among them, nor is what was heard at its time.

        Args:
            day: its local date.
            rows: in time order, and all of a time before any rename that is not known.
            known: how many renames there were when the ids in them were those of the home, as an import takes a while;
                None where they are so still.
        """
        table = self._database.events

        def work(connection: sqlite3.Connection) -> int:
            unheard = _unheard(rows, _heard(connection))
            since = () if known is None else renamed_since(connection, known)
            named = rows_renamed(unheard, [batch.renames for batch in since])
            pieces = _pieces(rows_without(named, read_forgotten(connection)))
            stored = sum(table.insert(connection, piece).stored for piece in pieces)
            _mark(connection, day, stored)
            return stored

        return await self._database.write(work)

    async def ceiling(self) -> float | None:
        """Return when live capture began, in epoch seconds: imports end there. None where nobody knows."""
        return await self._database.read(_began)

    async def set_ceiling(self, began: float) -> None:
        """Note when live capture began, in epoch seconds. The first time counts, a later one changes nothing.

        What a clock says that was never set is no time at all.
        """

        def work(connection: sqlite3.Connection) -> None:
            if began >= FLOOR and _began(connection) is None:
                connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (_CEILING, began))

        await self._database.write(work)

    async def reopen(self, zone: tzinfo) -> None:
        """Import once more what came after the newest event: an older database took the place of a newer one.

        Raises:
            DatabaseUnusableError: it can't be noted.
        """
        await self._database.write(lambda connection: _reopen(connection, time.time(), zone))


def reopen_after_gap(connection: sqlite3.Connection, now: float, ran_until: float, zone: tzinfo) -> bool:
    """Import what came after the newest event where nobody has listened since; return whether that is so.

    Home Assistant may have gone on with HomeIQ disabled, without room, or of a version that could not begin; or the
    database is that of a backup.

    Args:
        connection: the database's, within a transaction.
        now: epoch seconds.
        ran_until: when HomeIQ was seen to run last before, epoch seconds.
        zone: in which days are counted.
    """
    seen = (last_time(connection, now), ran_until, began := _began(connection))
    # What is ahead was noted while the clock was, and tells nothing of how long nobody has listened.
    ran = max((one for one in seen if one is not None and has_been(one, now)), default=now)
    # Before it listens for the first time, all of the past is still to be imported.
    if began is None or now - ran < _AWAY:
        return False
    _reopen(connection, now, zone)
    return True


def _reopen(connection: sqlite3.Connection, now: float, zone: tzinfo) -> None:
    # A clock that was never set knows nothing of what is ahead.
    newest, began = last_time(connection, now if now >= FLOOR else inf), _began(connection)
    # What was made of an older file knows nothing of what was accepted since.
    look_again(connection)
    connection.execute("DELETE FROM fact WHERE name = ?", (_CEILING,))
    if newest is None:
        connection.execute("DELETE FROM import_day")
        return
    last = datetime.fromtimestamp(newest, zone).date()
    connection.execute("DELETE FROM import_day WHERE day >= ?", (last.isoformat(),))
    # Of what it listened to, it has what was heard; the recorder may have kept less, and tells what things were set to
    # once more at the beginning of each import. An import of days before that may still be under way.
    first = datetime.fromtimestamp(began, zone).date() if began else last - timedelta(days=_DAYS_KNOWN)
    days = (first + timedelta(days=day) for day in range(1, (last - first).days))
    connection.executemany(
        "INSERT OR IGNORE INTO import_day (day, events) VALUES (?, 0)", ((day.isoformat(),) for day in days)
    )
    if began and began < newest:
        earlier = [one for one in _heard(connection) if one[0] < began]
        stretches = json.dumps([*earlier, (began, newest + _COARSE)][-_DAYS_KNOWN:])
        connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (_HEARD, stretches))


def _heard(connection: sqlite3.Connection) -> list[tuple[float, float]]:
    """Return the stretches, from and until before in epoch seconds, in which it listened before each gap, in order."""
    rows = connection.execute(_VALUE, (_HEARD,)).fetchall()
    return [(begin, end) for begin, end in json.loads(rows[0][0])] if rows else []


def _unheard(rows: Iterable[EventRow], heard: Sequence[tuple[float, float]]) -> Iterator[EventRow]:
    begins = [begin for begin, _ in heard]

    def is_heard(moment: float) -> bool:
        place = bisect_right(begins, moment) - 1
        return place >= 0 and moment < heard[place][1]

    return (row for row in rows if not is_heard(row[0]))


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
_VALUE = "SELECT value FROM fact WHERE name = ?"


def _began(connection: sqlite3.Connection) -> float | None:
    rows = connection.execute(_VALUE, (_CEILING,)).fetchall()
    # It may have been noted by a clock that was never set.
    return float(rows[0][0]) if rows and rows[0][0] >= FLOOR else None


def _mark(connection: sqlite3.Connection, day: str, events: int) -> None:
    connection.execute("INSERT OR REPLACE INTO import_day (day, events) VALUES (?, ?)", (day, events))
