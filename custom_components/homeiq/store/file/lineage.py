"""Whether a write-ahead log belongs to the file that it lies beside.

SQLite takes any log that is whole for the file's, and mixes pages of two databases where somebody put an older file
back and left the log of the newer one beside it. So each transaction marks the file's head (its first page) with a
number of its own, and with that of the transaction before. A log belongs to a file that bears the number before its
first, or one of its own where a part of it was brought into the file already.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
import secrets
import shutil
import sqlite3
from typing import BinaryIO

from .files import LOGS, beside

_MAGIC = b"SQLite format 3\x00"
VERSION = slice(60, 64)
"""Of the head of a file: ``PRAGMA user_version``, the mark of its newest transaction."""
_APPLICATION = slice(68, 72)  # of the head: PRAGMA application_id
_HEAD = 100  # bytes
_LOG_HEAD = 32  # bytes
_FRAME_HEAD = 24  # bytes before each page of a log
_SALT_OF_LOG = slice(16, 24)
_SALT_OF_FRAME = slice(8, 16)
_MARKS = 2**31 - 1


@contextmanager
def marked(connection: sqlite3.Connection) -> Iterator[None]:
    """Write within one transaction, which holds as a whole or not at all, and mark the file if rows are written."""
    connection.execute("BEGIN IMMEDIATE")
    changes = connection.total_changes
    try:
        yield
        if connection.total_changes != changes:
            mark(connection)
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back when the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def mark(connection: sqlite3.Connection) -> None:
    """Mark the file, within a transaction."""
    ((before,),) = connection.execute("PRAGMA user_version").fetchall()
    connection.execute(f"PRAGMA application_id = {before}")
    connection.execute(f"PRAGMA user_version = {1 + secrets.randbelow(_MARKS)}")


def belongs(path: Path) -> bool:
    """Tell whether a file's log is its own, or there is none; blocks. Nobody may write to the two meanwhile.

    A log that nobody marked, from an older version of HomeIQ, is taken for the file's.

    Raises:
        OSError: the log can't be read.
    """
    try:
        with beside(path, "-wal").open("rb", buffering=0) as log:
            heads = list(_heads(log))
    except FileNotFoundError:
        return True
    return not heads or head_of(path)[VERSION] in {heads[0][_APPLICATION], *(head[VERSION] for head in heads)}


def put_log_aside(path: Path, now: datetime) -> Path:
    """Give the log a name with the date, beside the file; blocks.

    Raises:
        OSError: that can't be done.
    """
    aside = _free_name(path, now)
    beside(path, LOGS[0]).rename(aside)
    # What is shared about a log says nothing without it.
    beside(path, LOGS[1]).unlink(missing_ok=True)
    return aside


def copy_log_aside(path: Path, now: datetime) -> Path:
    """Copy the log to a name with the date, and leave it where it is; blocks.

    Raises:
        OSError: that can't be done.
    """
    return Path(shutil.copy(beside(path, LOGS[0]), _free_name(path, now)))


def _free_name(path: Path, now: datetime) -> Path:
    stem = f".log.{now:%Y-%m-%dT%H-%M-%S}"
    return next(name for n in count() if not (name := beside(path, f"{stem}-{n}" if n else stem)).exists())


def head_of(path: Path) -> bytes:
    """Return the head of a file; nothing where it is no database, or can't be read. Blocks."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(_HEAD)
        return head if head.startswith(_MAGIC) else b""
    return b""


def _heads(log: BinaryIO) -> Iterator[bytes]:
    """Yield the heads of the file that a log has, up to where it was begun anew."""
    begin = log.read(_LOG_HEAD)
    size = int.from_bytes(begin[8:12])
    while len(frame := log.read(_FRAME_HEAD)) == _FRAME_HEAD and frame[_SALT_OF_FRAME] == begin[_SALT_OF_LOG]:
        if int.from_bytes(frame[:4]) == 1:
            yield log.read(_HEAD)
            log.seek(size - _HEAD, 1)
        else:
            log.seek(size, 1)
