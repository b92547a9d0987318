"""What can go wrong with the database, in words that can be translated."""

import os
from pathlib import Path
import sqlite3
from typing import Literal, Self

type Reason = Literal["read_only", "disk_full", "corrupt", "locked", "missing_folder", "foreign", "other"]

_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}
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
        """Translate an error of SQLite's about a database file."""
        # The low byte is the kind of error, what is above it a detail. Errors of the module itself have no code.
        whole = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        code = whole & 0xFF
        if code == sqlite3.SQLITE_CANTOPEN:
            return cls(_why_not_opened(path), str(error))
        return cls(_DETAILS.get(whole) or _REASONS.get(code, "other"), str(error))


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
    return "other"
