"""The files of a database on the disk."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a database that is open."""

type Identity = tuple[int, int]
"""A file's device, and its number there."""


class Whereabouts(Enum):
    """What became of a file that is open."""

    THERE = auto()
    GONE = auto()
    REPLACED = auto()
    LOG_GONE = auto()
    WRITTEN_OVER = auto()


class Files:
    """A database's file and its write-ahead log. All of it looks at the disk."""

    def __init__(self, path: Path) -> None:
        """Look after a database."""
        # Made once: they are looked at after every transaction.
        self._file, self._log = path, beside(path, "-wal")
        self._known: tuple[Identity | None, Identity | None] = None, None

    def note(self) -> None:
        """Remember which files these are: they were just opened."""
        self._known = _identity(self._file), _identity(self._log)

    @property
    def size(self) -> int:
        """Bytes of both."""
        return size_of(self._file) + size_of(self._log)

    @property
    def log_size(self) -> int:
        """Bytes of the write-ahead log."""
        return size_of(self._log)

    @property
    def whereabouts(self) -> Whereabouts:
        """What became of them since they were opened."""
        file, log = _identity(self._file), _identity(self._log)
        if file != self._known[0]:
            return Whereabouts.REPLACED if file else Whereabouts.GONE
        # The log may have come only with the first reading.
        self._known = file, self._known[1] or log
        return Whereabouts.THERE if log == self._known[1] else Whereabouts.LOG_GONE


def beside(path: Path, suffix: str) -> Path:
    """Return a file's name with something at its end."""
    return path.with_name(path.name + suffix)


def size_of(path: Path) -> int:
    """Return a file's bytes; 0 where there is none."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
