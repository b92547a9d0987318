"""Who reads on a connection of their own: a number is not given anew while somebody may take it for what it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
import itertools
from pathlib import Path
import sqlite3
from typing import Any, ClassVar, override

from ..unread.noted import damage_of
from .errors import DatabaseUnusableError

# One broken letter must not keep the rest of a table from being read.
TEXT = partial(str, encoding="utf-8", errors="replace")


class Reader(sqlite3.Connection):
    """A connection that is known to be open until it is closed.

    Attributes:
        number: tells it from all others of the process, and from itself before it last rested.
    """

    _numbers: ClassVar = itertools.count()
    _open: ClassVar[set[int]] = set()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Open it."""
        super().__init__(*args, **kwargs)
        self.count_as_open()

    def count_as_open(self) -> None:
        """Have a number from now on, another one each time: who waits for older readers does not wait for this one."""
        self.number = next(self._numbers)
        self._open.add(self.number)

    def count_as_closed(self) -> None:
        """Rest: nothing is read until it counts as open again, and nothing that was read is still looked at."""
        self._open.discard(self.number)

    @override
    def close(self) -> None:
        """Close it. Closing twice does no harm."""
        self.count_as_closed()
        super().close()

    def __del__(self) -> None:
        """Count it no longer where nobody closed it."""
        self._open.discard(getattr(self, "number", -1))

    @classmethod
    def open_now(cls) -> frozenset[int]:
        """Return the numbers of those that are open."""
        return frozenset(cls._open.copy())


def connect_to_read(path: Path, *, any_thread: bool = False) -> Reader:
    """Open another connection to a database that is open, for reading only.

    Args:
        path: the database's.
        any_thread: other threads than this one use it, one at a time.

    Raises:
        DatabaseUnusableError: it can't be opened.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=not any_thread,
            factory=Reader,
        )
    except sqlite3.Error as err:
        raise DatabaseUnusableError.from_sqlite(err, path) from err
    connection.text_factory = TEXT
    return connection


SAID_BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises about a file, and Python where SQLite names in it what is no text any more."""


def unusable(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> DatabaseUnusableError:
    """Translate an error about a database that is open; that its file is damaged is noted. Blocks."""
    if isinstance(error, sqlite3.Error):
        translated = DatabaseUnusableError.from_sqlite(error, path)
    else:
        translated = DatabaseUnusableError("corrupt", "broken letters")
    if translated.reason == "corrupt":
        damage_of(path).trouble = str(error)
    return translated


def damaged(path: Path, why: str) -> DatabaseUnusableError:
    """Note that the file of a database that is open is damaged, though SQLite has no word of it, and return that."""
    damage_of(path).trouble = why
    return DatabaseUnusableError("corrupt", why)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a database that is open on a connection of its own, in a worker thread.

    Args:
        path: the database's.

    Raises:
        DatabaseUnusableError: it can't be read.
    """
    connection = connect_to_read(path)
    try:
        yield connection
    except SAID_BROKEN as err:
        raise unusable(err, path) from err
    finally:
        connection.close()
