"""A connection of SQLite's in a thread of its own, for the event loop to wait for."""

from __future__ import annotations

from collections.abc import Callable
import sqlite3
import threading

import aiosqlite

from ...spent import DATABASE, SPENT


class Connection:
    """A connection of SQLite's in a thread of its own."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Prepare; ``connect`` is called in the thread."""
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
        # One hop for a whole transaction; the public methods hop to the thread and back for every statement.
        result: T = await self._connection._execute(SPENT.counted(DATABASE, work), self._sqlite)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return result

    async def close(self) -> None:
        """Close, unless it never was open. What was begun is done first."""
        if not self._thread:
            return
        await self._connection.close()
        # It has been told to end and has nothing left to do; without this one might still see it alive.
        self._thread.join()

    def _open_in_thread(self) -> sqlite3.Connection:
        self._thread = threading.current_thread()
        self._sqlite = self._connect()
        return self._sqlite
