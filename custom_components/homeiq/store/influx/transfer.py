"""History to a server and back from it: in the background, resumed after a restart where it was."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
import sqlite3

from ...model.decisions.forgotten import rows_without
from ...model.event import EventColumns, EventRow
from ...model.rename import Renamed, rows_with_todays_names, with_names_of_then
from ..file.database import Database
from ..file.threads import in_thread
from ..forgotten import read_forgotten
from ..outbox.line import LineWriter
from ..outbox.outbox import Outbox, add_lines
from ..outbox.set_aside import ROUNDED
from ..sqlite import EventLog
from ..tables.renames import read_renamed
from .client import InfluxClient
from .direction import Direction
from .failure import InfluxError
from .read import read_columns, read_rows

SPAN = 21_600.0  # copied at once, seconds
_FULL = 20_000  # points that may wait before more are added
_REST = 1.0  # how long to wait for them, seconds
_PARCEL = 500  # lines in a row of the outbox
_NOTHING = EventColumns.from_rows(())


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
        self,
        log: EventLog,
        outbox: Outbox,
        lines: LineWriter,
        now: Callable[[], float],
        client: InfluxClient | None = None,
    ) -> AsyncIterator[CopyProgress]:
        """Go on copying to the outbox, which never fills up with it; yield the progress after each step.

        Args:
            log: what is copied.
            outbox: where it waits.
            lines: writes points.
            now: UTC epoch seconds.
            client: the server's, which is asked what it has; without one, or where it doesn't say, all is sent.

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
            renamed = await self._database.read(read_renamed)
            there = await _there(client, progress.reached, end) if client and len(columns) else _NOTHING
            parcels = await in_thread(_parcels, columns, renamed, there, lines)
            progress = replace(progress, reached=end, events=progress.events + len(columns))
            await self._database.write(_put(self._direction, parcels, progress, now()))
            yield progress

    async def from_server(self, client: InfluxClient) -> AsyncIterator[CopyProgress]:
        """Go on copying from the server; yield the progress after each step. What is there already stays as it is.

        It comes back under the names of today, and nothing of it that was forgotten.

        Raises:
            DatabaseUnusableError: the database fails; what was done stays done.
            InfluxError: the server doesn't answer.
        """
        progress = await self.progress()
        while progress and progress.reached < progress.until:
            end = min(progress.reached + SPAN, progress.until)
            stored = 0
            async for rows in read_rows(client, progress.reached, end):
                stored += await self._database.write(partial(self._take_back, rows))
            progress = replace(progress, reached=end, events=progress.events + stored)
            await self._database.write(_saving(self._direction, progress))
            yield progress

    def _take_back(self, rows: Sequence[EventRow], connection: sqlite3.Connection) -> int:
        """Store what comes back, within the transaction that knows what was renamed and forgotten until then."""
        named = rows_with_todays_names(rows, read_renamed(connection))
        return self._database.events.insert(connection, rows_without(named, read_forgotten(connection))).stored


async def _there(client: InfluxClient, since: float, until: float) -> EventColumns:
    """Return what a server has of a span, and a little beside it; nothing where it can't say."""
    try:
        return await read_columns(client, since - ROUNDED, until + ROUNDED)
    except InfluxError:
        return _NOTHING


def _parcels(
    columns: EventColumns, renamed: Sequence[Renamed], there: EventColumns, lines: LineWriter
) -> list[list[str]]:
    written = lines.lines(_lacking_in(there, with_names_of_then(columns, renamed).rows()))
    return [written[place : place + _PARCEL] for place in range(0, len(written), _PARCEL)]


def _lacking_in(there: EventColumns, rows: Iterable[EventRow]) -> Iterator[EventRow]:
    """Yield the events that a server lacks; what it has may be some milliseconds apart, as sealing rounds times.

    Args:
        there: what it has.
        rows: in order.
    """
    known: dict[tuple[str, str], deque[float]] = {}
    for time, entity_id, state, _ in there.rows():
        known.setdefault((entity_id, state), deque()).append(time)
    for row in rows:
        times = known.get(row[1:3], ())
        while times and times[0] < row[0] - ROUNDED:
            times.popleft()
        if times and times[0] <= row[0] + ROUNDED:
            times.popleft()
        else:
            yield row


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
