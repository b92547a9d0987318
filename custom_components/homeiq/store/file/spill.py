"""Events that could not be written to the database at a stop, in a small file until the next start.

The file is for its owner's eyes alone: it says what happened in the home.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
import json
import os
from pathlib import Path
import stat
import tempfile
import zlib

from ...model.event import EventRow

MOST = 50_000  # events that a file holds
_MARK = b"HomeIQ events 1\n"
_LARGEST = 64_000_000  # bytes of a file, and a limit to what it may become when it is read


def places_of(database: Path) -> tuple[Path, ...]:
    """Return where events of a database may wait: beside it, or where the system keeps temporary files."""
    number = zlib.crc32(str(database.absolute()).encode("utf-8", "surrogateescape"))
    return database.with_name(f"{database.name}.waiting"), Path(tempfile.gettempdir(), f"homeiq-{number:08x}.waiting")


def spill(rows: Sequence[EventRow], places: Iterable[Path]) -> Path | None:
    """Write events to the first place that takes them and return it; None where none does. Blocks.

    What waits in a place already stays there, in front; of more than ``MOST`` the newest are left out.
    """
    for place in places:
        earlier = read_spilled([place])
        with suppress(OSError):
            _write(place, [*earlier, *rows][:MOST])
            return place
    return None


def read_spilled(places: Iterable[Path]) -> list[EventRow]:
    """Return the events in all places; a file that is damaged, or somebody else's, has none. Blocks."""
    return [row for place in places for row in _read(place)]


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


def _read(path: Path) -> list[EventRow]:
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(number, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or not stat.S_ISREG(status.st_mode):
                return []
            content = file.read(_LARGEST)
        return _rows(content)
    except OSError, ValueError, TypeError, zlib.error:
        return []


def _rows(content: bytes) -> list[EventRow]:
    body = content[len(_MARK) + 4 :]
    if not content.startswith(_MARK) or zlib.crc32(body).to_bytes(4) != content[len(_MARK) : len(_MARK) + 4]:
        return []
    text = zlib.decompressobj().decompress(body, _LARGEST)
    return [(float(time), str(entity_id), str(state), int(cause)) for time, entity_id, state, cause in json.loads(text)]
