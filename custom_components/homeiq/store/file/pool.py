"""Connections that slow questions are asked on, kept open between them.

A new connection reads the whole schema before its first answer, which takes longer than a page of events does. While
nobody asks, a connection holds no transaction and few pages of the file, and counts as closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import sqlite3
import threading

from .errors import DatabaseClosedError
from .readers import Reader, connect_to_read, unusable

_CACHE_KIB = 256  # that each keeps of the file: every question is about other days, and what is written voids it


class ReaderPool:
    """As many connections as were ever needed at once, each lent to one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open none yet, to the database of a path."""
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[Reader] = []
        self._is_closed = False

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to a worker thread; one on which something failed is not lent again.

        Raises:
            DatabaseUnusableError: the database is closed, or can't be opened.
        """
        connection = self._taken()
        try:
            yield connection
            connection.set_progress_handler(None, 0)
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    def close(self) -> None:
        """Close those that nobody has, and the others as soon as they are given back. Closing twice is fine."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _taken(self) -> Reader:
        with self._lock:
            if self._is_closed:
                raise DatabaseClosedError
            if self._idle:
                connection = self._idle.pop()
                connection.count_as_open()
                return connection
        return self._opened()

    def _opened(self) -> Reader:
        connection = connect_to_read(self._path, any_thread=True)
        try:
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except sqlite3.Error as err:
            connection.close()
            raise unusable(err, self._path) from err
        return connection

    def _give_back(self, connection: Reader) -> None:
        with self._lock:
            if not self._is_closed:
                connection.count_as_closed()
                self._idle.append(connection)
                return
        connection.close()
