"""What has left the house: how much on each day to whom, and the newest of it exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
import json
import sqlite3
from typing import Any

from ..model.decisions.forgotten import Forgotten
from ..went_out import Sent, Way, What
from .file.database import Database
from .forgotten import read_forgotten

DAYS_KEPT = 731  # two years, today included
KEPT = 200  # of each way: the newest that are known exactly
LONGEST = 64_000  # characters of one of them; what is longer is cut
RECEIVERS = 64  # of a way on one day; more than that nobody has set up, and what comes on top has no name
_SINCE = "sent_since"
_BY_MONTH = """
    SELECT substr(day, 1, 7) AS month, way, receiver, sum(count) FROM sent_total
    GROUP BY month, way, receiver ORDER BY month DESC, way, receiver
"""
_BY_DAY = """
    SELECT day, way, receiver, sum(count) FROM sent_total WHERE way = ?
    GROUP BY day, receiver ORDER BY day DESC, receiver
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How much a receiver got.

    Attributes:
        day: of the home, ISO 8601; a month where many days are added up.
    """

    day: str
    way: Way
    receiver: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that was sent.

    Attributes:
        at: UTC epoch seconds.
        kind: the sort of news, or the name of the question.
        reference: the id by which its receiver knows it.
        data: exactly what it was; None where it is told elsewhere, or is forgotten.
        is_forgotten: it named what was to be forgotten since.
    """

    at: float
    receiver: str
    kind: str
    reference: str
    data: dict[str, Any] | None
    is_forgotten: bool


class SentLog:
    """The tables ``sent_total`` and ``sent``."""

    def __init__(self, database: Database) -> None:
        """Keep it in a database."""
        self._database = database

    async def note(self, sent: Sequence[Sent], day_of: Callable[[float], str]) -> None:
        """Note what was sent, in one transaction.

        Args:
            sent: what, the oldest first.
            day_of: tells the home's day of a moment, ISO 8601; called in the database's thread.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._database.write(partial(_note, sent, day_of))

    async def since(self) -> float:
        """Return from when on it is known, UTC epoch seconds."""
        rows = await self._database.read(
            lambda connection: connection.execute("SELECT value FROM fact WHERE name = ?", (_SINCE,)).fetchall()
        )
        return float(rows[0][0]) if rows else 0.0

    async def months(self) -> tuple[Total, ...]:
        """Return how much each receiver got in each month, the newest first."""
        return await self._totals(_BY_MONTH)

    async def days(self, way: Way) -> tuple[Total, ...]:
        """Return how much each receiver got by a way on each day, the newest first."""
        return await self._totals(_BY_DAY, way)

    async def newest(self, way: Way) -> tuple[Kept, ...]:
        """Return the newest of what was sent by a way, the newest first."""
        rows = await self._database.read(
            lambda connection: connection.execute(
                "SELECT sent_at, receiver, kind, reference, data, is_forgotten FROM sent WHERE way = ? "
                "ORDER BY number DESC",
                (way,),
            ).fetchall()
        )
        return tuple(self._database.unreadable.read("sent", rows, _kept))

    async def _totals(self, statement: str, *values: str) -> tuple[Total, ...]:
        rows = await self._database.read(lambda connection: connection.execute(statement, values).fetchall())
        return tuple(self._database.unreadable.read("sent_total", rows, _total))


def erase_sent(connection: sqlite3.Connection, part: Forgotten) -> None:
    """Delete what was said in a forgotten part of the past, within a transaction; that something was sent stays known.

    Of entities, whatever names them goes, and whatever may.
    """
    names = None if part.entities is None else json.dumps(sorted(part.entities))
    connection.execute(
        """
        UPDATE sent SET data = NULL, entities = '[]', is_forgotten = 1
        WHERE data IS NOT NULL AND sent_at >= ?1 AND sent_at < ?2 AND (
            ?3 IS NULL OR entities IS NULL
            OR EXISTS (
                SELECT 1 FROM json_each(?3) AS name
                WHERE instr(entities, json_quote(name.value)) OR instr(data, name.value)
            )
        )
        """,
        (part.begin, part.until, names),
    )


def _note(sent: Sequence[Sent], day_of: Callable[[float], str], connection: sqlite3.Connection) -> None:
    for one in sent:
        day = day_of(one.at)
        connection.execute(
            """
            INSERT INTO sent_total (day, way, receiver, count) VALUES (?, ?, ?, ?)
            ON CONFLICT (day, way, receiver) DO UPDATE SET count = count + excluded.count
            """,
            (day, one.way, _receiver(connection, day, one), one.count),
        )
        if one.what:
            connection.execute("INSERT INTO sent VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, 0)", _row(one, one.what))
    for part in read_forgotten(connection):
        erase_sent(connection, part)
    _trim(connection)


def _receiver(connection: sqlite3.Connection, day: str, one: Sent) -> str:
    """Return under which name it is counted."""
    known = {
        name
        for (name,) in connection.execute("SELECT receiver FROM sent_total WHERE day = ? AND way = ?", (day, one.way))
    }
    return one.receiver if one.receiver in known or len(known) < RECEIVERS else ""


def _row(one: Sent, what: What) -> tuple[Any, ...]:
    data = None if what.data is None else json.dumps(what.data, ensure_ascii=False, default=str)
    if data and len(data) > LONGEST:
        data = json.dumps({"…": data[:LONGEST]}, ensure_ascii=False)
    about = None if what.about is None else json.dumps(sorted(what.about))
    return one.at, one.way, one.receiver, what.kind, what.reference, data, about


def _trim(connection: sqlite3.Connection) -> None:
    for way in Way:
        connection.execute(
            """
            DELETE FROM sent WHERE way = ?1 AND number <= (
                SELECT number FROM sent WHERE way = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2
            )
            """,
            (way, KEPT),
        )
    connection.execute(
        "DELETE FROM sent_total WHERE day <= (SELECT DISTINCT day FROM sent_total ORDER BY day DESC LIMIT 1 OFFSET ?)",
        (DAYS_KEPT,),
    )


def _total(day: str, way: str, receiver: str, count: int) -> Total:
    return Total(day=day, way=Way(way), receiver=receiver, count=count)


def _kept(at: float, receiver: str, kind: str, reference: str, *rest: Any) -> Kept:
    data, is_forgotten = rest
    return Kept(
        at=at,
        receiver=receiver,
        kind=kind,
        reference=reference,
        data=json.loads(data) if data else None,
        is_forgotten=bool(is_forgotten),
    )
