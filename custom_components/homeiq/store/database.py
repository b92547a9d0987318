"""The open database: one connection, one thread, and what can go wrong with either."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
import os
from pathlib import Path
import sqlite3
import threading
from typing import Literal, Self

import aiosqlite

from ..settings import Profile
from .schema import MIGRATIONS, migrate, version_of
from .table import EventTable

BUSY_TIMEOUT = 30.0  # how long to wait for another process that holds the database, seconds
_CACHE_KIB = {Profile.NUC: 32_000, Profile.STANDARD: 64_000}

type Reason = Literal["read_only", "disk_full", "corrupt", "locked", "missing_folder", "other"]

_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}


class DatabaseError(Exception):
    """The database can't do what was asked of it."""


class DatabaseTooNewError(DatabaseError):
    """A newer version of HomeIQ wrote the database; it was left as it is.

    Attributes:
        found: the database's version.
        known: the newest version that this HomeIQ knows.
    """

    def __init__(self, found: int, known: int) -> None:
        """Name both versions."""
        super().__init__(f"the database has version {found}, known is {known}")
        self.found = found
        self.known = known


class DatabaseUnusableError(DatabaseError):
    """The database can't be read or written, now or for good; it was left as it is.

    Attributes:
        reason: what is wrong, as a word that can be translated.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """Say what is wrong, and how SQLite put it."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason

    @classmethod
    def from_sqlite(cls, error: sqlite3.Error, path: Path) -> Self:
        """Translate an error of SQLite's about a database file."""
        # The low byte is the kind of error, what is above it a detail. Errors of the module itself have no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        reason = _why_not_opened(path) if code == sqlite3.SQLITE_CANTOPEN else _REASONS.get(code, "other")
        return cls(reason, str(error))


class Database:
    """One open database. All work on it is done in a thread of its own, one piece after the other.

    Attributes:
        path: the file.
        events: the table of events; only ``stored`` may be read outside of the database's thread.
        bytes_on_disk: size of the file and its write-ahead log after the newest transaction.
    """

    def __init__(self, path: Path, profile: Profile, busy_timeout: float) -> None:
        """Prepare; ``open`` is the way in."""
        self.path = path
        self.events = EventTable()
        self.bytes_on_disk = 0
        self._profile = profile
        self._busy_timeout = busy_timeout
        self._thread: threading.Thread
        self._closing = asyncio.Lock()
        self._is_closed = False
        self._sqlite: sqlite3.Connection
        self._connection = aiosqlite.Connection(self._open_in_thread, iter_chunk_size=64)

    @classmethod
    async def open(cls, path: Path, profile: Profile, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open a database, creating it or bringing it up to date where need be.

        Raises:
            DatabaseTooNewError: a newer version wrote it.
            DatabaseUnusableError: it can't be used.
        """
        database = cls(path, profile, busy_timeout)
        try:
            await database._connection
        except DatabaseError, sqlite3.Error:
            database._is_closed = True
            database._await_thread()
            raise
        return database

    async def write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction, which holds as a whole or not at all.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed; nothing was changed.
        """
        return await self._run(partial(self._transact, work))

    async def read[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work that changes nothing.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed.
        """
        return await self._run(work)

    async def close(self) -> None:
        """Bring the write-ahead log into the file and close, also where the disk is full. Closing twice is fine."""
        async with self._closing:
            if self._is_closed:
                return
            with suppress(DatabaseError):
                await self.write(self.events.save)
            with suppress(DatabaseError):
                await self.read(_checkpoint)
            self._is_closed = True
            await self._connection.close()
            self._await_thread()

    def _await_thread(self) -> None:
        # It has been told to end and has nothing left to do; without this one might still see it alive.
        self._thread.join()

    async def _run[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._is_closed:
            raise DatabaseUnusableError("other", "the database is closed")
        try:
            # One hop for a whole transaction; the public methods hop to the thread and back for every statement.
            result: T = await self._connection._execute(work, self._sqlite)  # type: ignore[no-untyped-call]  # noqa: SLF001
        except sqlite3.Error as err:
            raise DatabaseUnusableError.from_sqlite(err, self.path) from err
        return result

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
        self.bytes_on_disk = _size(self.path)
        return result

    def _open_in_thread(self) -> sqlite3.Connection:
        self._thread = threading.current_thread()
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
        self._sqlite = connection
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # First of all, for what follows may have to wait.
        connection.execute(f"PRAGMA busy_timeout = {round(self._busy_timeout * 1000)}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB[self._profile]}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        # A file that can't be written opens without complaint, and refuses the first statement that could write.
        connection.execute("DELETE FROM fact WHERE false")
        self.events.load(connection)
        self.bytes_on_disk = _size(self.path)


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


def _checkpoint(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _why_not_opened(path: Path) -> Reason:
    if not path.parent.is_dir():
        return "missing_folder"
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return "read_only"
    return "other"


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _size(path: Path) -> int:
    size = 0
    for file in (path, _beside(path, "-wal")):
        with suppress(OSError):
            size += file.stat().st_size
    return size
