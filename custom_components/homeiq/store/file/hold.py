"""Holding a database's file still while another program copies it.

A reader that began right after the write-ahead log was emptied reads from the file alone, and as long as it reads,
SQLite neither writes to the file nor begins the log anew: whatever is written goes to the log's end. So the file and
any beginning of the log, copied one after the other in whatever order, are the database as it was at some moment
between. Where the log could not be emptied, because somebody else was reading, it is not begun anew either, and what
is brought from it into the file stays in it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
import sqlite3
import threading
from typing import Self

from .database import Database, checkpoint
from .errors import DatabaseUnusableError
from .lineage import belongs
from .readers import connect_to_read

_WAIT = 5.0  # how long others may take to finish reading before the log is held as it is, seconds


class Hold:
    """A file that stands still, from ``begin`` to ``end``, whoever opens and closes the database meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection that reads."""
        self._connection: sqlite3.Connection | None = connection
        self._lock = threading.Lock()

    @classmethod
    async def begin(cls, database: Database) -> Self:
        """Bring the write-ahead log into the file and hold both; writing goes on.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        # In the thread that writes, so that nothing is written in between.
        connection = await database.alone(lambda writer: _hold(database, writer))
        return cls(connection)

    @classmethod
    def of_closed(cls, path: Path) -> Self | None:
        """Hold what nobody of ours has opened yet, or is just opening; None where there is no file. Blocks.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        try:
            if not path.is_file() or not belongs(path):
                # What is opened next begins with a log of its own.
                return None
            return cls(_reading(path))
        except sqlite3.Error as err:
            raise DatabaseUnusableError.from_sqlite(err, path) from err
        except OSError as err:
            raise DatabaseUnusableError("other", str(err)) from err

    def end(self) -> None:
        """Let go. Blocks for a moment; ending twice does no harm."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None


def _hold(database: Database, writer: sqlite3.Connection) -> sqlite3.Connection:
    ((before,),) = writer.execute("PRAGMA busy_timeout").fetchall()
    writer.execute(f"PRAGMA busy_timeout = {round(min(_WAIT * 1000, before))}")
    try:
        # On a full disk what is in the log stays there, and is copied with it.
        with suppress(sqlite3.OperationalError):
            checkpoint(writer)
    finally:
        writer.execute(f"PRAGMA busy_timeout = {before}")
    return _reading(database.path)


def _reading(path: Path) -> sqlite3.Connection:
    """Begin to read, and go on until the connection is closed."""
    connection = connect_to_read(path, any_thread=True)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
