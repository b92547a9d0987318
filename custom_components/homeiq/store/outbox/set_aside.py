"""Points that a server refuses for good: set aside, each once, read as the history that it lacks, and sent again.

Of an archive they may be the only copy: its events go here once it has the others of their day (``proof``).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
import sqlite3

from ...model.event import EventColumns, EventRow
from .line import event_in
from .parcel import put_parcel

MOST = 100_000  # set aside; those that are refused beyond stay where they are and are only counted
ROUNDED = 0.05  # by which sealing may have moved an event, seconds
_PARCEL = 500  # lines in a row of the outbox
_LENGTH = 16  # digits of epoch microseconds, from 2001 to 2286


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A point that the server will never take.

    Attributes:
        reason: as the server puts it.
    """

    line: str
    reason: str


def set_aside(connection: sqlite3.Connection, rejected: Sequence[Rejected], now: float) -> None:
    """Set points aside and count them, within a transaction; one that is there already is there once."""
    ((room,),) = connection.execute("SELECT ? - count(*) FROM influx_rejected", (MOST,)).fetchall()
    for point in rejected:
        known = connection.execute(
            "UPDATE influx_rejected SET rejected_at = ?, reason = ? WHERE line = ?", (now, point.reason, point.line)
        ).rowcount
        if not known and room > 0:
            connection.execute(
                "INSERT INTO influx_rejected (rejected_at, line, reason) VALUES (?, ?, ?)",
                (now, point.line, point.reason),
            )
            room -= 1
    if room <= 0:
        # What finds no room is told of as well.
        connection.execute(
            "UPDATE influx_rejected SET rejected_at = ? WHERE id = (SELECT max(id) FROM influx_rejected)", (now,)
        )
    connection.execute("UPDATE influx_waiting SET rejected = rejected + ?", (len(rejected),))


def totals(connection: sqlite3.Connection) -> tuple[int, float | None]:
    """Return how many points are set aside, and when the newest of them was refused, epoch seconds."""
    ((count, newest),) = connection.execute("SELECT count(*), max(rejected_at) FROM influx_rejected").fetchall()
    return int(count), newest


def send_again(connection: sqlite3.Connection, now: float) -> int:
    """Have all points that are set aside wait once more, within a transaction; return how many."""
    lines = [line for (line,) in connection.execute("SELECT line FROM influx_rejected ORDER BY id").fetchall()]
    for place in range(0, len(lines), _PARCEL):
        put_parcel(connection, lines[place : place + _PARCEL], now)
    connection.execute("DELETE FROM influx_rejected")
    return len(lines)


def events_aside(connection: sqlite3.Connection, since: float, until: float) -> list[EventRow]:
    """Return the events of a span among what is set aside, in order, each under the name that its entity had then.

    Args:
        connection: the database's.
        since: epoch seconds, included.
        until: epoch seconds, excluded.
    """
    found = connection.execute(
        "SELECT line FROM influx_rejected WHERE CAST(substr(line, ?) AS INTEGER) BETWEEN ? AND ?",
        (-_LENGTH, round(since * 1_000_000), round(until * 1_000_000) - 1),
    ).fetchall()
    return sorted(row for (line,) in found if (row := event_in(line)) is not None)


def lacking_in(history: EventColumns, rows: Iterable[EventRow]) -> list[EventRow]:
    """Return those of some events that a history does not have, each of them once.

    The same event may be written twice, some milliseconds apart, as sealing rounds times.

    Args:
        history: of the time of the events and a little beside it.
        rows: in order.
    """
    rows = list(rows)
    known = _times(history, {entity_id for _, entity_id, _, _ in rows})
    lacking: list[EventRow] = []
    for row in rows:
        times = known.setdefault(row[1:3], [])
        place = bisect_left(times, row[0] - ROUNDED)
        if place == len(times) or times[place] > row[0] + ROUNDED:
            lacking.append(row)
            insort(times, row[0])
    return lacking


def _times(history: EventColumns, names: Collection[str]) -> dict[tuple[str, str], list[float]]:
    """Return when some entities reached which state."""
    known: dict[tuple[str, str], list[float]] = {}
    for time, entity_id, state, _ in history.without(set(history.entities) - set(names)).rows():
        known.setdefault((entity_id, state), []).append(time)
    return known
