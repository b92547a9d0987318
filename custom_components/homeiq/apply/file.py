"""A file of the owner's on disk: changed as a whole or not at all, and only if it is still what was read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
import os
from pathlib import Path
import tempfile
from typing import Any

from .errors import BrokenFileError, UnwritableFileError

_WRITABLE = 0o222

type Change[T] = Callable[[str | None], tuple[str | None, T]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan[T]:
    """A change that was thought through, and not made yet.

    Attributes:
        path: the file itself, never a link to it.
        before: the text it was made for; None for no file.
        after: the text that takes its place; None for no file.
        said: what there is to say about it.
    """

    path: Path
    before: str | None
    after: str | None
    said: T


def plan[T](path: Path, change: Change[T]) -> Plan[T]:
    """Think a change of a file through.

    Args:
        path: the file; where it is a link, what it links to is changed.
        change: takes the text (None: no file) and returns the new one, and what it has to say.

    Raises:
        ConfigFileError: the file can't be changed.
    """
    target = Path(os.path.realpath(path))
    before = read(target)
    after, said = change(before)
    return Plan(path=target, before=before, after=after, said=said)


def carry_out(planned: Plan[Any]) -> bool:
    """Change the file, as a whole; false where somebody was quicker, and the plan is void.

    Raises:
        UnwritableFileError: it can't be changed; it is as it was.
    """
    try:
        if planned.after is None:
            return _delete(planned.path, planned.before)
        return _swap(planned.path, planned.before, planned.after)
    except OSError as err:
        raise UnwritableFileError(str(err)) from err


def read(path: Path) -> str | None:
    """Return the text of a file, line ends as they are; None where there is none.

    Raises:
        BrokenFileError: it is no UTF-8.
        UnwritableFileError: it can't be read.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as err:
        raise BrokenFileError(err.object.count(b"\n", 0, err.start) + 1, "it is not UTF-8") from err
    except OSError as err:
        raise UnwritableFileError(str(err)) from err


def _delete(path: Path, before: str | None) -> bool:
    if read(path) != before:
        return False
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _swap(path: Path, before: str | None, after: str) -> bool:
    _refuse_protected(path)
    for left in path.parent.glob(f".{path.name}.homeiq-*"):
        left.unlink(missing_ok=True)  # of a process that was killed
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.homeiq-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(after.encode())
            file.flush()
            _dress(file.fileno(), path)
            os.fsync(file.fileno())
        if read(path) != before:
            return False
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _refuse_protected(path: Path) -> None:
    """Renaming would go over the owner's word that a file is not to be written; for root, everything would."""
    with suppress(FileNotFoundError):
        if not path.stat().st_mode & _WRITABLE or not os.access(path, os.W_OK):
            raise UnwritableFileError(f"{path.name} is read-only")


def _dress(descriptor: int, path: Path) -> None:
    """Give a new file the mode and the owner of the old one."""
    try:
        old = path.stat()
    except FileNotFoundError:
        os.fchmod(descriptor, 0o644)
        return
    os.fchmod(descriptor, old.st_mode & 0o7777)
    with suppress(PermissionError):
        os.fchown(descriptor, old.st_uid, old.st_gid)


def _sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
