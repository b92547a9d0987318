"""A connection of SQLite's in a thread of its own, for the event loop to wait for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
import sqlite3
import threading
from time import monotonic

import aiosqlite

from ...spent import DATABASE, SPENT

_LEAST = 0.1  # how long other processes are waited for at least, seconds


class BusyWaits:
    """For how long other processes that hold the database are waited for."""

    def __init__(self) -> None:
        """Wait for as long as each connection says."""
        self._until: float | None = None

    def hurry(self, seconds: float) -> None:
        """Let all that begins from now on wait for so many seconds in all; the first end that is set stays."""
        if self._until is None:
            self._until = monotonic() + seconds

    def heed(self, connection: sqlite3.Connection) -> None:
        """Have a connection wait for what is left."""
        if self._until is not None:
            left = max(self._until - monotonic(), _LEAST)
            connection.execute(f"PRAGMA busy_timeout = {round(left * 1000)}")


class Connection:
    """A connection of SQLite's in a thread of its own."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], waits: BusyWaits) -> None:
        """Prepare; ``connect`` is called in the thread."""
        self._waits = waits
        self._connect = connect
        self._thread: threading.Thread | None = None
        self._sqlite: sqlite3.Connection
        self._connection = aiosqlite.Connection(self._open_in_thread, iter_chunk_size=64)

    async def open(self) -> None:
        """Start the thread and connect; raise what connecting raises."""
        await self._connection

    async def run[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in the thread; raise what it raises.

        Raises:
            ValueError: the connection is closed.
        """
        do = SPENT.counted(DATABASE, partial(self._patiently, work))
        # One hop for a whole transaction; the public methods hop to the thread and back for every statement.
        result: T = await self._connection._execute(do, self._sqlite)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return result

    async def close(self) -> None:
        """Close, unless it never was open. What was begun is done first."""
        if not self._thread:
            return
        await self._connection.close()
        # It has been told to end and has nothing left to do; without this one might still see it alive.
        self._thread.join()

    def _patiently[T](self, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
        self._waits.heed(connection)
        return work(connection)

    def _open_in_thread(self) -> sqlite3.Connection:
        self._thread = threading.current_thread()
        self._sqlite = self._connect()
        return self._sqlite
