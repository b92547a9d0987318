"""What can go wrong with the database, in words that can be translated."""

from __future__ import annotations

import errno
import os
from pathlib import Path
import sqlite3
from typing import Literal, Self

type Reason = Literal[
    "read_only", "disk_full", "quota", "disk_failing", "corrupt", "locked", "missing_folder", "foreign", "other"
]

ADVISED: frozenset[Reason] = frozenset({"read_only", "disk_full", "quota", "disk_failing"})
"""Reasons for which there are words of their own, as something can be done about each."""

_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}
# What the system says when a little is written beside the file.
_ERRNOS: dict[int | None, Reason] = {
    errno.ENOSPC: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EDQUOT: "quota",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EIO: "disk_failing",
}
_TRIED = 65_536  # bytes written to find out; fewer may fit in where a database doesn't
# Details that say more than their kind. The file beside the database that all its users share could not grow: only a
# disk without room refuses so few bytes at an opening.
_DETAILS: dict[int, Reason] = {sqlite3.SQLITE_IOERR_SHMSIZE: "disk_full"}


class DatabaseError(Exception):
    """The database can't do what was asked of it."""


class ForeignSchemaError(Exception):
    """These are not our tables, or not all of them."""


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
        """Translate an error of SQLite's about a database file; blocks, as the disk may have to be asked."""
        # The low byte is the kind of error, what is above it a detail. Errors of the module itself have no code.
        whole = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        code = whole & 0xFF
        if code == sqlite3.SQLITE_CANTOPEN:
            return cls(_why_not_opened(path), str(error))
        if code == sqlite3.SQLITE_IOERR and whole not in _DETAILS:
            # SQLite knows a full disk by its name, and calls all else that a disk says an error of it.
            return cls(_why_not_written(path) or "disk_failing", str(error))
        return cls(_DETAILS.get(whole) or _REASONS.get(code, "other"), str(error))


class DatabaseClosedError(DatabaseUnusableError):
    """The database is closed, as HomeIQ has ended or begins anew: nothing is wrong with it."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("other", "the database is closed")


class TooSlowError(DatabaseError):
    """A question was given up, because the answer took too long or others were asked before it.

    Attributes:
        seconds: how long was waited.
    """

    def __init__(self, seconds: float) -> None:
        """Say how long was waited."""
        super().__init__(f"no answer within {seconds:g} seconds")
        self.seconds = seconds


def _why_not_opened(path: Path) -> Reason:
    if not path.parent.is_dir():
        return "missing_folder"
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return "read_only"
    return _why_not_written(path) or "other"


def _why_not_written(path: Path) -> Reason | None:
    """Find out why nothing can be written beside a file; None where it can."""
    probe = path.with_name(f".{path.name}.probe")
    try:
        number = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            left = _TRIED
            while left > 0:
                left -= os.write(number, bytes(left))
            os.fsync(number)
        finally:
            os.close(number)
            probe.unlink()
    except FileExistsError:
        # A power cut left it.
        probe.unlink(missing_ok=True)
        return None
    except OSError as err:
        return _ERRNOS.get(err.errno, "disk_failing")
    return None
