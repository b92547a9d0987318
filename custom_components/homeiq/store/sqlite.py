"""The history that the home keeps itself, in SQLite: events in, columns of numpy out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
import sqlite3
from zoneinfo import ZoneInfo

from ..model.decisions.forgotten import Forgotten
from ..model.event import EventColumns, EventRow
from ..model.habits.value import MARK
from ..model.readings import Readings
from .blocks.wanted import RowsWanted
from .codes.codec import first_key
from .ends.erasing import Eraser
from .file.database import Database
from .file.errors import DatabaseUnusableError
from .file.readers import reading
from .reading.bounds import first_time, last_time
from .reading.first import read_first
from .reading.lane import Check, Lane
from .reading.sampled import read_sampled
from .reading.spans import read_columns
from .unread.noted import damage_of


class EventLog:
    """All events that were stored; it keeps the contract of ``history``.

    Attributes:
        edition: another number whenever something of the past may be gone.
    """

    def __init__(self, database: Database, eraser: Eraser | None = None) -> None:
        """Keep events in a database; ``eraser`` knows of which days totals are kept, UTC's without one."""
        self._database = database
        self._eraser = eraser or Eraser(database, ZoneInfo("UTC"))
        self._lane = Lane(database)
        self.edition = 0

    async def append(self, rows: Iterable[EventRow]) -> int:
        """Store events in one transaction; return how many are new. The same events once more change nothing.

        Args:
            rows: in any order; iterated over in the database's thread.
        """
        written = await self._database.write(lambda connection: self._database.events.insert(connection, rows))
        return written.stored

    async def count(self) -> int:
        """Return how many events there are."""
        return self._database.events.stored

    async def bytes_on_disk(self) -> int:
        """Return the size of the whole database, write-ahead log included."""
        return self._database.bytes_on_disk

    async def first_time(self) -> float | None:
        """Return the time of the oldest event in epoch seconds, None where there is none."""
        return await self._database.read(first_time)

    async def last_time(self) -> float | None:
        """Return the time of the newest event in epoch seconds, None where there is none."""
        return await self._database.read(last_time)

    async def forget(self, part: Forgotten, now: float) -> int:
        """Forget a part of the past for good; return how many events that were.

        Raises:
            DatabaseUnusableError: it failed; to be finished later.
        """
        self.edition += 1
        try:
            return await self._eraser.forget(part, now)
        finally:
            self.edition += 1

    async def span(self, since: float, until: float, entities: Collection[str] | None = None) -> EventColumns:
        """Return a short span of the history, numbers included, through the connection that is kept open for reading.

        Args:
            since: epoch seconds, included.
            until: epoch seconds, excluded.
            entities: read these only.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        try:
            return await self._database.read(
                partial(_read, self._database.path, span=(since, until), numbers=True, entities=entities)
            )
        except ValueError as err:
            raise DatabaseUnusableError("corrupt", str(err)) from err

    async def first(
        self, since: float, until: float, entities: Collection[str] | None = None, *, most: int, spare: int = 0
    ) -> EventColumns:
        """Return the first events of a span, numbers included, and read hardly more than those.

        A slow question has a deadline, ends when whoever asked has left, and holds up no other but slow ones.

        Args:
            since: epoch seconds, included.
            until: epoch seconds, excluded.
            entities: read these only.
            most: events at most.
            spare: so many of those that follow at most, where they were read with them anyway.

        Raises:
            TooSlowError: there was no answer in time.
            DatabaseUnusableError: the database can't be read.
        """
        keys = first_key(since), first_key(until)

        def read(connection: sqlite3.Connection, check: Check) -> EventColumns:
            return read_first(
                connection,
                RowsWanted.of(connection, keys, numbers=True, entities=entities),
                (most, spare),
                check,
                self._database.damage,
            )

        return await self._lane.ask(read)

    @staticmethod
    def read(
        path: Path, since: float, until: float, *, numbers: bool = False, entities: Collection[str] | None = None
    ) -> EventColumns:
        """Read a span of the history. Blocks: for a worker thread, on a connection of its own.

        Args:
            path: the database's file.
            since: epoch seconds, included.
            until: epoch seconds, excluded.
            numbers: take states that are numbers as well, as texts.
            entities: read these only.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        with _reading(path) as connection:
            return _read(path, connection, (since, until), numbers=numbers, entities=entities)

    @staticmethod
    def read_values(path: Path, since: float, until: float) -> EventColumns:
        """Read the values that people set in a span, which ``read`` leaves out without numbers. Blocks likewise.

        Args:
            path: the database's file.
            since: epoch seconds, included.
            until: epoch seconds, excluded.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        with _reading(path) as connection:
            names = connection.execute("SELECT entity_id FROM entity_name WHERE instr(entity_id, ?)", (MARK,))
            return _read(path, connection, (since, until), numbers=True, entities=[name for (name,) in names])

    @staticmethod
    def read_readings(path: Path, since: float, until: float, entities: Collection[str]) -> dict[str, Readings]:
        """Read what some sensors measured in a span, thinned. Blocks likewise.

        Args:
            path: the database's file.
            since: epoch seconds, included.
            until: epoch seconds, excluded.
            entities: the sensors.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        with _reading(path) as connection:
            keys = first_key(since), first_key(until)
            wanted = RowsWanted.of(connection, keys, numbers=True, entities=entities)
            return read_sampled(connection, wanted, damage_of(path))


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with reading(path) as connection:
            yield connection
    except ValueError as err:
        raise DatabaseUnusableError("corrupt", str(err)) from err


def _read(
    path: Path,
    connection: sqlite3.Connection,
    span: tuple[float, float],
    *,
    numbers: bool,
    entities: Collection[str] | None,
) -> EventColumns:
    keys = first_key(span[0]), first_key(span[1])
    wanted = RowsWanted.of(connection, keys, numbers=numbers, entities=entities)
    return read_columns(connection, wanted, damage_of(path))
