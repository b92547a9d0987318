"""The history: events in, columns of numpy out."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
import sqlite3

from ..model.event import EventColumns, EventRow
from ..model.value import MARK
from .block import UNITS_PER_MS
from .codec import ENTITY_BITS, first_key, time_of
from .database import Database, connect_to_read
from .errors import DatabaseUnusableError
from .reading import read_columns
from .rows import Wanted


class EventLog:
    """All events that were stored."""

    def __init__(self, database: Database) -> None:
        """Keep events in a database."""
        self._database = database

    async def write(self, rows: Iterable[EventRow]) -> int:
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
        return await self._database.read(_first)

    async def last_time(self) -> float | None:
        """Return the time of the newest event in epoch seconds, None where there is none."""
        return await self._database.read(_last)

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
            return await self._database.read(partial(_read, span=(since, until), numbers=True, entities=entities))
        except ValueError as err:
            raise DatabaseUnusableError("corrupt", str(err)) from err

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
            return _read(connection, (since, until), numbers=numbers, entities=entities)

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
            return _read(connection, (since, until), numbers=True, entities=[name for (name,) in names])


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect_to_read(path)
    try:
        yield connection
    except sqlite3.Error as err:
        raise DatabaseUnusableError.from_sqlite(err, path) from err
    except ValueError as err:
        raise DatabaseUnusableError("corrupt", str(err)) from err
    finally:
        connection.close()


def _read(
    connection: sqlite3.Connection, span: tuple[float, float], *, numbers: bool, entities: Collection[str] | None
) -> EventColumns:
    keys = first_key(span[0]), first_key(span[1])
    return read_columns(connection, Wanted.of(connection, keys, numbers=numbers, entities=entities))


def _first(connection: sqlite3.Connection) -> float | None:
    ((key, ms),) = connection.execute("SELECT (SELECT min(key) FROM event), (SELECT min(first) FROM block)").fetchall()
    keys = [*([] if key is None else [key]), *([] if ms is None else [_key(ms)])]
    return time_of(min(keys)) if keys else None


def _last(connection: sqlite3.Connection) -> float | None:
    ((key, ms),) = connection.execute("SELECT (SELECT max(key) FROM event), (SELECT max(last) FROM block)").fetchall()
    keys = [*([] if key is None else [key]), *([] if ms is None else [_key(ms)])]
    return time_of(max(keys)) if keys else None


def _key(ms: int) -> int:
    return ms * UNITS_PER_MS << ENTITY_BITS
