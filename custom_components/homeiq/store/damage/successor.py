"""A new database in the place of one that can't be used: with what can be read of that, which is kept beside it.

The new one is finished before the old one is touched, so a stop in between leaves either of them, and never none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
import sqlite3
from typing import Any

from ...settings import Profile
from ..file.database import Database
from ..file.errors import DatabaseUnusableError
from ..file.files import LOGS, beside, size_of
from ..file.threads import in_thread
from .salvage import Damaged, Saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """What became of a database that could not be used.

    Attributes:
        name: its file's by now.
        size: bytes of that.
        saved: what was saved of it.
    """

    name: str
    size: int
    saved: Saved


async def succeed(path: Path, profile: Profile, now: datetime) -> Succession:
    """Put a database aside and another one in its place.

    Raises:
        DatabaseUnusableError: that can't be done, and the old one was left as it is.
    """
    # Where the file is a link, it lies where that leads, and its log beside it there.
    path = await in_thread(path.resolve)
    await in_thread(_delete, successor_of(path))
    database = await Database.open(successor_of(path), profile)
    try:
        saved = await _save(path, database)
    finally:
        await database.close()
    try:
        aside = await in_thread(_swap, path, now)
        size = await in_thread(_size, aside)
    except OSError as err:
        raise DatabaseUnusableError("other", str(err)) from err
    return Succession(name=aside.name, size=size, saved=saved)


def take_up(path: Path) -> bool:
    """Finish what a stop cut off, and return whether there was a finished successor; blocks.

    Raises:
        OSError: it can't be done.
    """
    path = path.resolve()
    successor = successor_of(path)
    if not successor.exists():
        return False
    if path.exists():
        _delete(successor)
        return False
    # A log that was left alone would be taken for the new file's.
    for suffix in LOGS:
        beside(path, suffix).unlink(missing_ok=True)
    successor.rename(path)
    return True


def successor_of(path: Path) -> Path:
    """Return the name of a database that is to take another's place."""
    return beside(path, ".new")


async def _save(path: Path, database: Database) -> Saved:
    damaged = await in_thread(Damaged, path)
    try:
        batches = damaged.batches()
        while batch := await in_thread(next, batches, None):
            damaged.saved.lost += await database.write(partial(_insert, damaged.saved, *batch))
    finally:
        await in_thread(damaged.close)
    return damaged.saved


def _insert(saved: Saved, statement: str, rows: list[tuple[Any, ...]], connection: sqlite3.Connection) -> int:
    """Insert rows, and return how many of them are of wrong types."""
    table = statement.split()[4]
    lost = inserted = 0
    for row in rows:
        try:
            inserted += connection.execute(statement, row).rowcount
        except sqlite3.IntegrityError, sqlite3.DataError:
            lost += 1
    saved.rows[table] = saved.rows.get(table, 0) + inserted
    return lost


def _swap(path: Path, now: datetime) -> Path:
    aside = _free(beside(path, f".corrupt.{now:%Y-%m-%dT%H-%M-%S}"))
    # The log first: one that was left alone would be taken for the new file's.
    for suffix in (*LOGS, ""):
        part = beside(path, suffix)
        if part.exists():
            part.rename(beside(aside, suffix))
    successor_of(path).rename(path)
    return aside


def _free(path: Path) -> Path:
    return next(name for n in count() if not (name := beside(path, f"-{n}" if n else "")).exists())


def forget_successor(path: Path) -> None:
    """Delete what was left of an attempt to make one; blocks.

    Raises:
        OSError: it can't be done.
    """
    _delete(successor_of(path))


def _delete(path: Path) -> None:
    for suffix in ("", *LOGS):
        beside(path, suffix).unlink(missing_ok=True)


def _size(path: Path) -> int:
    return sum(size_of(beside(path, suffix)) for suffix in ("", *LOGS))
