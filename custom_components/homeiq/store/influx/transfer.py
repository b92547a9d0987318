"""History to a server and back from it: in the background, resumed after a restart where it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
import sqlite3

from ...model.decisions.forgotten import rows_without
from ...model.event import EventColumns
from ..file.database import Database
from ..file.threads import in_thread
from ..forgotten import read_forgotten
from ..history import History
from ..outbox.line import LineWriter
from ..outbox.outbox import Outbox, add_lines
from ..sqlite import EventLog
from .client import InfluxClient
from .direction import Direction
from .read import read_rows

SPAN = 21_600.0  # copied at once, seconds
_FULL = 20_000  # points that may wait before more are added
_REST = 1.0  # how long to wait for them, seconds
_PARCEL = 500  # lines in a row of the outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyProgress:
    """How far a copy is. Times are epoch seconds.

    Attributes:
        begin: where it began.
        reached: up to where it is done.
        until: where it ends.
        events: how many were copied so far.
    """

    begin: float
    reached: float
    until: float
    events: int = 0

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        span = self.until - self.begin
        return min(1.0, (self.reached - self.begin) / span) if span > 0 else 1.0


class Backfill:
    """Copies history in one direction."""

    def __init__(self, database: Database, direction: Direction) -> None:
        """Remember the progress in a database."""
        self._database = database
        self._direction = direction

    async def progress(self) -> CopyProgress | None:
        """Return how far it is, None where it never began."""
        row = await self._database.read(
            lambda connection: connection.execute(
                "SELECT begin, reached, until, events FROM influx_backfill WHERE direction = ?", (self._direction,)
            ).fetchone()
        )
        return None if row is None else CopyProgress(begin=row[0], reached=row[1], until=row[2], events=row[3])

    async def begin(self, since: float, until: float) -> CopyProgress:
        """Start from the beginning, whatever was before."""
        progress = CopyProgress(begin=since, reached=since, until=until)
        await self._database.write(lambda connection: _save(connection, self._direction, progress))
        return progress

    async def to_server(
        self, log: EventLog, outbox: Outbox, lines: LineWriter, now: Callable[[], float]
    ) -> AsyncIterator[CopyProgress]:
        """Go on copying to the outbox, which never fills up with it; yield the progress after each step.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        progress = await self.progress()
        while progress and progress.reached < progress.until:
            if (await outbox.waiting(now())).points >= _FULL:
                await asyncio.sleep(_REST)
                continue
            end = min(progress.reached + SPAN, progress.until)
            columns = await in_thread(log.read, self._database.path, progress.reached, end, numbers=True)
            parcels = await in_thread(_parcels, columns, lines)
            progress = replace(progress, reached=end, events=progress.events + len(columns))
            await self._database.write(_put(self._direction, parcels, progress, now()))
            yield progress

    async def from_server(self, history: History, client: InfluxClient) -> AsyncIterator[CopyProgress]:
        """Go on copying from the server; yield the progress after each step. What is there already stays as it is.

        Raises:
            DatabaseUnusableError: the database fails; what was done stays done.
            InfluxError: the server doesn't answer.
        """
        progress = await self.progress()
        forgotten = await self._database.read(read_forgotten)
        while progress and progress.reached < progress.until:
            end = min(progress.reached + SPAN, progress.until)
            stored = 0
            async for rows in read_rows(client, progress.reached, end):
                stored += await history.append(rows_without(rows, forgotten))
            progress = replace(progress, reached=end, events=progress.events + stored)
            await self._database.write(_saving(self._direction, progress))
            yield progress


def _parcels(columns: EventColumns, lines: LineWriter) -> list[list[str]]:
    written = lines.lines(columns.rows())
    return [written[place : place + _PARCEL] for place in range(0, len(written), _PARCEL)]


def _put(
    direction: Direction, parcels: list[list[str]], progress: CopyProgress, now: float
) -> Callable[[sqlite3.Connection], None]:
    def work(connection: sqlite3.Connection) -> None:
        for parcel in parcels:
            add_lines(connection, parcel, now)
        _save(connection, direction, progress)

    return work


def _saving(direction: Direction, progress: CopyProgress) -> Callable[[sqlite3.Connection], None]:
    return lambda connection: _save(connection, direction, progress)


def _save(connection: sqlite3.Connection, direction: Direction, progress: CopyProgress) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO influx_backfill (direction, begin, reached, until, events) VALUES (?, ?, ?, ?, ?)",
        (direction, progress.begin, progress.reached, progress.until, progress.events),
    )
