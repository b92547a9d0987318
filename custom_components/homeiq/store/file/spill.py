"""Events that could not be written to the database at a stop, in a small file until the next start.

The file is for its owner's eyes alone: it says what happened in the home.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
import json
import os
from pathlib import Path
import stat
import tempfile
import zlib

from ...model.event import EventRow

MOST = 50_000  # events that a file holds
_MARK = b"HomeIQ events 1\n"
# Bytes of a file, and a limit to what it may become when it is read. A name and a state have 255 characters each at
# most, and a character of those takes twelve bytes at most.
_LARGEST = 6500 * MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Spilled:
    """What became of events that were to wait in a file.

    Attributes:
        place: where they wait; None where no place took them.
        left_out: how many do not, as so many wait there already; the newest of them.
    """

    place: Path | None
    left_out: int = 0


def places_of(database: Path) -> tuple[Path, ...]:
    """Return where events of a database may wait: beside it, or where the system keeps temporary files."""
    number = zlib.crc32(str(database.absolute()).encode("utf-8", "surrogateescape"))
    return database.with_name(f"{database.name}.waiting"), Path(tempfile.gettempdir(), f"homeiq-{number:08x}.waiting")


def spill(rows: Sequence[EventRow], places: Iterable[Path]) -> Spilled:
    """Write events to the first place that takes them. Blocks.

    What waits in a place already stays there, in front; of more than ``MOST`` the newest are left out.
    """
    for place in places:
        with suppress(OSError):
            put_damaged_aside([place])
            together = [*read_spilled([place]), *rows]
            _write(place, together[:MOST])
            return Spilled(place=place, left_out=max(len(together) - MOST, 0))
    return Spilled(place=None)


def read_spilled(places: Iterable[Path]) -> list[EventRow]:
    """Return the events in all places; a file that is damaged, or somebody else's, has none. Blocks.

    Raises:
        OSError: one can't be read now, and may be well.
    """
    return [row for place in places for row in _read(place) or ()]


def put_damaged_aside(places: Iterable[Path]) -> list[Path]:
    """Give files of ours that are damaged another name, so that nothing writes over them; return these. Blocks.

    Raises:
        OSError: one can't be read now, and may be well.
    """
    return [aside for place in places if _read(place) is None for aside in _put_aside(place)]


def delete_spilled(places: Iterable[Path]) -> None:
    """Delete the files, as their events are in the database, and what a power cut left of drafts. Blocks."""
    for place in places:
        for path in (place, _draft_of(place)):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _write(path: Path, rows: Sequence[EventRow]) -> None:
    body = zlib.compress(json.dumps(rows).encode("utf-8", "replace"))
    draft = _draft_of(path)
    # A power cut may have left one.
    draft.unlink(missing_ok=True)
    # Nobody else's file or link of that name is written through: others may write to a folder for temporary files.
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_MARK + zlib.crc32(body).to_bytes(4) + body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _draft_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _put_aside(path: Path) -> list[Path]:
    name = f"{path.name}.damaged"
    aside = next(free for n in count() if not (free := path.with_name(f"{name}-{n}" if n else name)).exists())
    try:
        path.rename(aside)
    except OSError:
        return []
    return [aside]


def _read(path: Path) -> list[EventRow] | None:
    """Return the events of a file, none where there is no file of ours; None where ours is damaged.

    Raises:
        OSError: it can't be read now.
    """
    try:
        status = path.lstat()
    except OSError:
        return []
    if status.st_uid != os.geteuid() or not stat.S_ISREG(status.st_mode):
        return []
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(number, "rb") as file:
        # It may be another one by now.
        if os.fstat(file.fileno()).st_uid != os.geteuid():
            return []
        content = file.read(_LARGEST)
    try:
        return _rows(content)
    except ValueError, TypeError, zlib.error:
        return None


def _rows(content: bytes) -> list[EventRow]:
    """Return the events in a file.

    Raises:
        ValueError: it is damaged; other errors of the kind mean the same.
    """
    body = content[len(_MARK) + 4 :]
    if not content.startswith(_MARK) or zlib.crc32(body).to_bytes(4) != content[len(_MARK) : len(_MARK) + 4]:
        raise ValueError("its checksum is another one")
    text = zlib.decompressobj().decompress(body, _LARGEST)
    return [(float(time), str(entity_id), str(state), int(cause)) for time, entity_id, state, cause in json.loads(text)]
