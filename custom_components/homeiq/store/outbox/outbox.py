"""What a server has not taken yet: lines on disk, stored together with the events they are of, sent in their order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
import sqlite3
import time
from typing import Protocol

from ...model.event import AttributeRow, EventRow
from ...model.home import Home
from ..file.database import Database
from ..file.errors import DatabaseUnusableError
from .damaged import bring_back, let_go, set_aside, sums
from .line import LineWriter
from .parcel import lines_in, put_parcel
from .set_aside import Rejected, set_aside as set_refused_aside, totals
from .turned_down import RefusedPoints
from .unsendable import Unsendable

_TRIMMED = 50  # parcels dropped at once
_CONTINUED = 200  # parcels read for one batch at most


class Attributes(Protocol):
    """Changes of attributes that are to be sent with the next batch."""

    def waiting(self) -> tuple[list[AttributeRow], int]:
        """Return all that wait, and a number for the newest of them. Called in the database's thread."""

    def let_go(self, number: int) -> None:
        """Let go of them up to a number: they are on disk. Called in the event loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLimits:
    """How much may wait.

    Attributes:
        size: bytes on disk.
        age: seconds.
    """

    size: int = 256_000_000
    age: float = 14 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Lines to be sent together.

    Attributes:
        ids: of the rows they are in.
        lines: none where all of them are forgotten.
    """

    ids: tuple[int, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits, and what became of what does no more.

    Attributes:
        points: that wait.
        size: bytes they take.
        since: when the oldest began to wait, epoch seconds; None where nothing waits.
        dropped: points given up because there were too many, or they were too old.
        rejected: points that the server refused, each time.
        refused_aside: refused points that are set aside.
        rejected_at: when the newest of these was refused, epoch seconds; None where there are none.
        damaged: points that can't be read, set aside.
        damaged_since: when the oldest of them began to wait, epoch seconds; None where there are none.
        full: share of what may wait, 0 to 1.
    """

    points: int = 0
    size: int = 0
    since: float | None = None
    dropped: int = 0
    rejected: int = 0
    refused_aside: int = 0
    rejected_at: float | None = None
    damaged: int = 0
    damaged_since: float | None = None
    full: float = 0.0


class Outbox(RefusedPoints):
    """Points that wait for a server, and those that it has refused.

    Attributes:
        turn: taken while a batch is under way, and by whoever needs that none is.
    """

    def __init__(
        self,
        database: Database,
        lines: LineWriter,
        limits: OutboxLimits | None = None,
        attributes: Attributes | None = None,
        by_age: Callable[[float], float] = float,
    ) -> None:
        """Keep what waits in a database.

        Args:
            database: where.
            lines: writes points.
            limits: how much may wait.
            attributes: the changes of attributes that are to be sent with the next batch.
            by_age: called with the time, returns that by which points are too old: a clock that is wrong makes none so.
        """
        self._by_age = by_age
        self.turn = asyncio.Lock()
        self._attributes = attributes
        super().__init__(database)
        self._lines = lines
        self._limits = limits or OutboxLimits()

    def learn(self, home: Home) -> None:
        """Write areas and device classes as they are now."""
        self._lines.learn(home)

    def put(self, connection: sqlite3.Connection, rows: Sequence[EventRow]) -> Callable[[], None]:
        """Add events, within the transaction that stores them: both hold, or neither.

        Returns:
            What is to be called in the event loop once they hold: until then, what is sent with them waits as well.
        """
        lines = self._lines.lines(rows)
        changes, number = self._attributes.waiting() if self._attributes else ([], 0)
        add_lines(connection, lines + self._lines.attribute_lines(changes), time.time())
        return partial(self._attributes.let_go, number) if self._attributes else _nothing

    async def add(self, rows: Sequence[EventRow], attributes: Sequence[AttributeRow] = ()) -> None:
        """Add events that are stored nowhere else here, and attributes."""

        def work(connection: sqlite3.Connection) -> Callable[[], None]:
            done = self.put(connection, rows)
            add_lines(connection, self._lines.attribute_lines(attributes), time.time())
            return done

        (await self._database.write(work))()

    async def stop(self) -> int:
        """Add what no batch came for any more, and return how many changes of attributes could not be added."""
        waiting = len(self._attributes.waiting()[0]) if self._attributes else 0
        if waiting:
            try:
                await self.add(())
            except DatabaseUnusableError:
                return waiting
        return 0

    async def take(self, points: int) -> Parcel | None:
        """Return about so many points, the oldest first; None where nothing waits.

        None of them is forgotten, also where what is forgotten could not be deleted here yet. What can't be read is
        set aside: it must not keep back what is behind it.
        """
        parcel, unreadable = await self._database.read(lambda connection: _taken(connection, points))
        while unreadable:
            await self._database.write(partial(set_aside, numbers=unreadable))
            parcel, unreadable = await self._database.read(lambda connection: _taken(connection, points))
        return parcel

    async def bring_back(self) -> int:
        """Have those wait again that were set aside and can be read by now; return how many."""
        return await self._database.write(bring_back)

    async def let_go(self) -> None:
        """Delete what was set aside for good."""
        await self._database.write(let_go)

    async def done(self, ids: Sequence[int], rejected: Sequence[Rejected], now: float) -> None:
        """Let go of what was taken or refused; the refused are set aside."""

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("DELETE FROM influx_outbox WHERE id = ?", [(number,) for number in ids])
            if rejected:
                set_refused_aside(connection, rejected, now)

        await self._database.write(work)

    async def trim(self, now: float) -> int:
        """Give up the oldest where too much waits, or for too long; return how many points that were."""
        dropped, by_age = 0, self._by_age(now)
        while lost := await self._database.write(lambda connection: _trim(connection, self._limits, by_age)):
            dropped += lost
        return dropped

    async def waiting(self, now: float) -> Waiting:
        """Return how much waits."""
        points, size, since, dropped, rejected = await self._database.read(_sums)
        refused_aside, rejected_at = await self._database.read(totals)
        damaged, damaged_since = await self._database.read(sums)
        age = 0.0 if since is None else (now - since) / self._limits.age
        return Waiting(
            points=points,
            size=size,
            since=since,
            dropped=dropped,
            rejected=rejected,
            refused_aside=refused_aside,
            rejected_at=rejected_at,
            damaged=damaged,
            damaged_since=damaged_since,
            full=max(0.0, size / self._limits.size, age),
        )

    async def earliest(self) -> float | None:
        """Return when the oldest event that waits was, in epoch seconds; 0 is unknown, None where nothing waits."""
        return await self._database.read(_earliest)


def _nothing() -> None:
    """Let go of nothing."""


def add_lines(connection: sqlite3.Connection, lines: Sequence[str], now: float) -> None:
    """Put lines at the end, within a transaction."""
    if lines:
        put_parcel(connection, lines, now)


def _taken(connection: sqlite3.Connection, points: int) -> tuple[Parcel | None, list[int]]:
    """Return what is to be sent, and the numbers of what can't be read."""
    rows = _oldest(connection, points)
    lines: list[str] = []
    unreadable: list[int] = []
    for number, codec, body in rows:
        try:
            lines += lines_in(body, codec)
        except ValueError:
            unreadable.append(number)
    if not rows or unreadable:
        return None, unreadable
    lines = Unsendable.known_to(connection).without(lines)
    return Parcel(ids=tuple(number for number, _, _ in rows), lines=tuple(lines)), []


def _oldest(connection: sqlite3.Connection, points: int) -> list[tuple[int, int, bytes]]:
    rows: list[tuple[int, int, bytes]] = []
    found = 0
    cursor = connection.execute("SELECT id, points, codec, body FROM influx_outbox ORDER BY id LIMIT ?", (_CONTINUED,))
    for number, count, codec, body in cursor:
        if rows and found + count > points:
            break
        rows.append((number, codec, body))
        found += count
    cursor.close()
    return rows


def _trim(connection: sqlite3.Connection, limits: OutboxLimits, now: float) -> int:
    _, size, since, _, _ = _sums(connection)
    if size <= limits.size and (since is None or since >= now - limits.age):
        return 0
    rows = connection.execute(
        """
        DELETE FROM influx_outbox WHERE id IN (SELECT id FROM influx_outbox ORDER BY id LIMIT ?)
            AND (created_at < ? OR ?)
        RETURNING points
        """,
        (_TRIMMED, now - limits.age, size > limits.size),
    ).fetchall()
    lost = sum(int(points) for (points,) in rows)
    connection.execute("UPDATE influx_waiting SET dropped = dropped + ?", (lost,))
    return lost


def _sums(connection: sqlite3.Connection) -> tuple[int, int, float | None, int, int]:
    row: tuple[int, int, float | None, int, int] = connection.execute(
        """
        SELECT points, size, (SELECT created_at FROM influx_outbox ORDER BY id LIMIT 1), dropped, rejected
        FROM influx_waiting
        """
    ).fetchone()
    return row


def _earliest(connection: sqlite3.Connection) -> float | None:
    if connection.execute("SELECT 1 FROM influx_outbox WHERE oldest IS NULL LIMIT 1").fetchone():
        return 0.0
    ((oldest,),) = connection.execute("SELECT min(oldest) FROM influx_outbox").fetchall()
    return None if oldest is None else float(oldest)
