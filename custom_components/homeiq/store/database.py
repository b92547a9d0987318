"""The open database."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
import sqlite3
from typing import Self

from ..settings import Profile
from .connection import Connection
from .errors import DatabaseError, DatabaseTooNewError, DatabaseUnusableError
from .schema import MIGRATIONS, migrate, version_of
from .table import EventTable

BUSY_TIMEOUT = 30.0  # how long to wait for another process that holds the database, seconds
_CACHE_KIB = {Profile.NUC: 32_000, Profile.STANDARD: 64_000}


class Database:
    """One open database: a thread that writes, and one that reads beside it and never waits for a flush.

    Each does one piece of work after the other.

    Attributes:
        path: the file.
        events: the table of events; only ``stored`` may be read outside of the thread that writes.
        bytes_on_disk: size of the file and its write-ahead log after the newest transaction.
    """

    def __init__(self, path: Path, profile: Profile, busy_timeout: float) -> None:
        """Prepare; ``open`` is the way in."""
        self.path = path
        self.events = EventTable()
        self.bytes_on_disk = 0
        # Made once: they are looked at after every transaction.
        self._files = path, _beside(path, "-wal")
        self._profile = profile
        self._busy_timeout = busy_timeout
        self._closing = asyncio.Lock()
        self._is_closed = False
        self._writer = Connection(self._open_to_write)
        self._reader = Connection(self._open_to_read)

    @classmethod
    async def open(cls, path: Path, profile: Profile, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open a database, creating it or bringing it up to date where need be.

        Raises:
            DatabaseTooNewError: a newer version wrote it.
            DatabaseUnusableError: it can't be used.
        """
        database = cls(path, profile, busy_timeout)
        try:
            await database._writer.open()
            await database._reader.open()
        except DatabaseError, sqlite3.Error:
            database._is_closed = True
            await database._writer.close()
            await database._reader.close()
            raise
        return database

    async def write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction, which holds as a whole or not at all.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed; nothing was changed.
        """
        return await self._run(self._writer, partial(self._transact, work))

    async def read[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work that changes nothing.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed.
        """
        return await self._run(self._reader, work)

    async def close(self) -> None:
        """Bring the write-ahead log into the file and close, also where the disk is full. Closing twice is fine."""
        async with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            await self._reader.close()
            with suppress(sqlite3.Error):
                await self._writer.run(_checkpoint)
            await self._writer.close()

    async def vacuum(self, pages: int) -> None:
        """Give up to so many free pages back to the file system.

        Raises:
            DatabaseUnusableError: it failed.
        """
        await self._run(self._writer, lambda connection: _vacuum(connection, pages))
        self.bytes_on_disk = _size(self._files)

    async def _run[T](self, connection: Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._is_closed:
            raise DatabaseUnusableError("other", "the database is closed")
        try:
            return await connection.run(work)
        except sqlite3.Error as err:
            raise DatabaseUnusableError.from_sqlite(err, self.path) from err

    def _transact[T](self, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            # SQLite itself rolls back when the disk is full.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self.events.rollback()
            raise
        self.events.commit()
        self.bytes_on_disk = _size(self._files)
        return result

    def _open_to_write(self) -> sqlite3.Connection:
        try:
            _refuse_newer(self.path)
            connection = sqlite3.connect(self.path, isolation_level=None)
        except sqlite3.Error as err:
            raise DatabaseUnusableError.from_sqlite(err, self.path) from err
        try:
            self._prepare(connection)
        except sqlite3.Error as err:
            connection.close()
            raise DatabaseUnusableError.from_sqlite(err, self.path) from err
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        self._set(connection)
        # Only before the first table is made: space is given back a little at a time.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
        # A file that can't be written opens without complaint, and refuses the first statement that could write.
        connection.execute("DELETE FROM fact WHERE false")
        self.events.load(connection)
        self.bytes_on_disk = _size(self._files)

    def _open_to_read(self) -> sqlite3.Connection:
        connection = connect_to_read(self.path)
        self._set(connection)
        return connection

    def _set(self, connection: sqlite3.Connection) -> None:
        # First of all, for what follows may have to wait.
        connection.execute(f"PRAGMA busy_timeout = {round(self._busy_timeout * 1000)}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB[self._profile]}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open another connection to a database that is open, for reading only.

    Raises:
        DatabaseUnusableError: it can't be opened.
    """
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as err:
        raise DatabaseUnusableError.from_sqlite(err, path) from err


def _refuse_newer(path: Path) -> None:
    """Look at the version before anything is touched: opening alone can rewrite a file with its write-ahead log."""
    if not _has_content(path):
        return
    # Without a write-ahead log nobody has the file open, and "immutable" leaves no trace beside it.
    mode = "mode=ro" if _has_content(_beside(path, "-wal")) else "immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    try:
        found = version_of(connection)
    finally:
        connection.close()
    if found > len(MIGRATIONS):
        raise DatabaseTooNewError(found, len(MIGRATIONS))


def _vacuum(connection: sqlite3.Connection, pages: int) -> None:
    connection.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()


def _checkpoint(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _size(files: Iterable[Path]) -> int:
    size = 0
    for file in files:
        with suppress(OSError):
            size += file.stat().st_size
    return size
