"""A database that goes on in another file, as its own was deleted while it was open."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
import sqlite3

from .database import Database
from .errors import DatabaseUnusableError
from .files import LOGS, beside

_JOURNAL = "-journal"


async def move(database: Database, path: Path) -> None:
    """Write all there is to a file that is not there yet, as a whole or not at all; then nothing is written any more.

    Raises:
        DatabaseUnusableError: it failed, and the database goes on.
    """
    await database.alone(partial(_move, database, path))


def _move(database: Database, path: Path, connection: sqlite3.Connection) -> None:
    draft = beside(path, ".draft")
    try:
        _delete(draft)
        with closing(sqlite3.connect(draft, isolation_level=None)) as other:
            connection.backup(other)
        draft.replace(path)
    except OSError as err:
        raise DatabaseUnusableError("other", str(err)) from err
    finally:
        _delete(draft)
    # In the thread that writes: what waits for its turn there comes too late.
    database.is_lost = True


def _delete(draft: Path) -> None:
    for suffix in ("", _JOURNAL, *LOGS):
        beside(draft, suffix).unlink(missing_ok=True)
