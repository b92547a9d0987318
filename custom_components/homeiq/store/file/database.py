"""The open database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
import os
from pathlib import Path
import sqlite3
from typing import Self

from ...settings import Profile
from ..events.event_table import EventTable
from ..migrations import MIGRATIONS
from ..unread.nonsense import drop_senseless
from ..unread.noted import damage_of
from ..unread.readable import UnreadRows
from .connection import BusyWaits, Connection
from .errors import DatabaseClosedError, DatabaseError, DatabaseTooNewError, DatabaseUnusableError, ForeignSchemaError
from .files import Files, beside, size_of
from .layout import check
from .lineage import belongs, mark, marked
from .pool import ReaderPool
from .readers import SAID_BROKEN, TEXT, connect_to_read, unusable
from .schema import migrate, version_of

BUSY_TIMEOUT = 30.0  # how long to wait for another process that holds the database, seconds
# What a statement of ours ends with where tables are not as they were left.
_NOT_OURS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}
_CACHE_KIB = {Profile.NUC: 32_000, Profile.STANDARD: 64_000}


class Database:
    """One open database: a thread that writes, and one that reads beside it and never waits for a flush.

    Each does one piece of work after the other.

    Attributes:
        path: the file.
        pool: connections for slow questions, which stand behind nothing else.
        files: it and its write-ahead log on the disk.
        events: the table of events; only ``stored`` may be read outside of the thread that writes.
        read_errors: how often reading failed.
        damage: the blocks that were found damaged and are still to be set aside.
        bytes_on_disk: size of the file and its write-ahead log after the newest transaction.
        unreadable: the rows that make no sense.
        is_lost: the file is no longer the home's, so nothing more is to be written to it.
        upkeep: held by whoever puts blocks in the place of others, or deletes them, from looking to the last of them.
        waits: for how long other processes are waited for.
        is_held: somebody copies the file; what is written stays in the write-ahead log until that is over.
    """

    def __init__(self, path: Path, profile: Profile, busy_timeout: float) -> None:
        """Prepare; ``open`` is the way in."""
        self.path = path
        self.read_errors = 0
        self.damage = damage_of(path)
        self.events = EventTable(self.damage)
        self.bytes_on_disk = 0
        self.unreadable = UnreadRows()
        # Of this opening: a reload may begin while the one before is still known.
        self.damage.trouble = None
        self.is_lost = False
        self.is_held = False
        self.files = Files(path)
        self.pool = ReaderPool(path)
        self.waits = BusyWaits()
        self._profile = profile
        self._busy_timeout = busy_timeout
        self.upkeep = asyncio.Lock()
        self._closing = asyncio.Lock()
        self._is_closed = False
        self._writer = Connection(self._open_to_write, self.waits)
        self._reader = Connection(self._open_to_read, self.waits)

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
        except (DatabaseError, *SAID_BROKEN):
            database._is_closed = True
            await database._writer.close()
            await database._reader.close()
            raise
        return database

    async def write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction, which holds as a whole or not at all.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed or lost; nothing was changed.
        """
        return await self._run(self._writer, partial(self._transact, work))

    async def read[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work that changes nothing.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed.
        """
        try:
            return await self._run(self._reader, work)
        except Exception:
            self.read_errors += 1
            raise

    async def probe(self) -> None:
        """Read a little from the disk.

        Raises:
            DatabaseUnusableError: it failed.
        """
        await self.read(lambda connection: connection.execute("SELECT count(*) FROM schema_version").fetchone())

    async def close(self) -> None:
        """Bring the write-ahead log into the file and close, also where the disk is full. Closing twice is fine."""
        async with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            self.pool.close()
            await self._reader.close()
            with suppress(sqlite3.Error):
                if self.is_lost:
                    await self._writer.run(_leave_the_log)
                elif not self.is_held:
                    await self._writer.run(checkpoint)
            await self._writer.close()

    async def alone[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in the thread that writes, outside of a transaction: nothing is written meanwhile.

        Raises:
            DatabaseUnusableError: it failed, or the database is closed.
        """
        return await self._run(self._writer, work)

    async def vacuum(self, pages: int) -> None:
        """Give up to so many free pages back to the file system.

        Raises:
            DatabaseUnusableError: it failed.
        """
        await self._run(self._writer, lambda connection: _vacuum(connection, pages))
        self.bytes_on_disk = self.files.size

    async def _run[T](self, connection: Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._is_closed:
            raise DatabaseClosedError
        return await connection.run(partial(_explained, self.path, work))

    async def is_whole(self) -> bool:
        """Tell whether the write-ahead log is still that of the file, which another program may have written over.

        Raises:
            DatabaseUnusableError: the database is closed.
        """
        try:
            # In the thread that writes, so that nothing is brought from one into the other meanwhile.
            return await self.alone(lambda _connection: belongs(self.path))
        except OSError:
            return True

    async def is_damaged(self) -> bool:
        """Look through the whole file, which takes seconds for a large one, whether it is damaged."""
        try:
            return await self.read(_is_damaged)
        except DatabaseUnusableError as err:
            return err.reason == "corrupt"

    def _transact[T](self, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
        if self.is_lost:
            # It would be gone with the file, and whoever asked would take it for stored.
            raise DatabaseClosedError
        try:
            with marked(connection):
                result = work(connection)
        except BaseException:
            self.events.rollback()
            raise
        self.events.commit()
        self.bytes_on_disk = self.files.size
        return result

    def _open_to_write(self) -> sqlite3.Connection:
        if self.path.is_dir():
            raise DatabaseUnusableError("foreign", "it is a folder")
        try:
            _refuse(self.path)
            connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
        except SAID_BROKEN as err:
            raise unusable(err, self.path) from err
        except ForeignSchemaError as err:
            raise DatabaseUnusableError("foreign", str(err)) from err
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        _set(connection, self._profile, self._busy_timeout)
        if not size_of(self.path):
            # Only before the first table is made: space is given back a little at a time.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        _bring_up_to_date(connection)
        # A file that can't be written opens without complaint, and refuses the first statement that could write.
        connection.execute("DELETE FROM fact WHERE false")
        with marked(connection):
            drop_senseless(connection, self.unreadable)
        self.events.load(connection)
        self.files.note()
        self.bytes_on_disk = self.files.size

    def _open_to_read(self) -> sqlite3.Connection:
        connection = connect_to_read(self.path)
        _set(connection, self._profile, self._busy_timeout)
        return connection


def _explained[T](path: Path, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
    try:
        return work(connection)
    except SAID_BROKEN as err:
        raise unusable(err, path) from err


def _set(connection: sqlite3.Connection, profile: Profile, busy_timeout: float) -> None:
    # First of all, for what follows may have to wait.
    connection.execute(f"PRAGMA busy_timeout = {round(busy_timeout * 1000)}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB[profile]}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.text_factory = TEXT


def _refuse(path: Path) -> None:
    """Look before anything is touched: opening alone can rewrite a file with its write-ahead log."""
    if not size_of(path):
        return
    if not os.access(path, os.W_OK):
        # What SQLite puts beside it has its mode, and would keep a file read-only that its owner has made writable.
        raise DatabaseUnusableError("read_only", "the file can't be written")
    # Without a write-ahead log nobody has the file open, and "immutable" leaves no trace beside it.
    mode = "mode=ro" if size_of(beside(path, "-wal")) else "immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    connection.text_factory = TEXT
    try:
        found = version_of(connection)
        if found == len(MIGRATIONS):
            check(connection)
    finally:
        connection.close()
    if found > len(MIGRATIONS):
        raise DatabaseTooNewError(found, len(MIGRATIONS))


def _is_damaged(connection: sqlite3.Connection) -> bool:
    return connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    try:
        migrate(connection)
    except sqlite3.Error as err:
        if getattr(err, "sqlite_errorcode", 0) & 0xFF in _NOT_OURS:
            raise ForeignSchemaError(str(err)) from err
        raise
    check(connection)


def _leave_the_log(connection: sqlite3.Connection) -> None:
    """Have closing neither bring the log into the file nor delete it: the two are no longer one."""
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003 - it takes no names


def _vacuum(connection: sqlite3.Connection, pages: int) -> None:
    with marked(connection):
        connection.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()
        mark(connection)


def checkpoint(connection: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the file and empty it, as far as others who read allow."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
