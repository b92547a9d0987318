"""The pages of a database file, read without SQLite, which refuses a file whose first page it can't read as a whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ..file.files import beside
from ..file.torn_log import newest_pages

_SIZE = 4096  # bytes, of a page of ours
_SIZES = frozenset(1 << power for power in range(9, 17))  # that pages may have
_ENTRY = 5  # bytes of the map of pages that are about one
_ROOT, _BELOW = 1, 5  # what an entry says that a page is: the top of a table, or below another one
_KINDS = range(1, 6)
LONGEST = 64_000_000  # bytes of one value; whatever says that it is longer is not to be believed


class Pages:
    """The pages of a file, each as it was written last: from its write-ahead log, where that has it. Blocks.

    Attributes:
        usable: bytes of a page that SQLite uses.
        count: how many there are.
    """

    def __init__(self, path: Path) -> None:
        """Open them; nothing is changed. What is no file, or can't be read, has none."""
        self._file = _opened(path)
        self._log = _opened(beside(path, "-wal"))
        self._size, self._in_log = newest_pages(self._log) if self._log else (_SIZE, {})
        head = self.page(1)[:100] or bytes(100)
        said = int.from_bytes(head[16:18])
        # The largest size has no room in two bytes.
        said = 65536 if said == 1 else said
        # Of a head that is lost nothing is believed: it is one of ours then.
        is_head = head.startswith(b"SQLite format 3\x00") and said in _SIZES
        self._size = said if is_head else self._size
        self.usable = self._size - (head[20] if is_head else 0)
        self._has_map = not is_head or any(head[52:56])
        self._map = 0, b""
        self.count = max(_length(self._file) // self._size, max(self._in_log, default=0))

    def close(self) -> None:
        """Close the file and its log."""
        for file in (self._file, self._log):
            if file:
                file.close()

    def page(self, number: int) -> bytes:
        """Return a page; nothing where it is cut off or can't be read."""
        file, place = self._file, (number - 1) * self._size
        if number in self._in_log:
            file, place = self._log, self._in_log[number]
        if not file or place < 0:
            return b""
        with suppress(OSError):
            file.seek(place)
            content = file.read(self._size)
            return content if len(content) == self._size else b""
        return b""

    def chain(self, number: int, length: int) -> bytes:
        """Return so many bytes from a page on that holds what had no room elsewhere, and from those that follow it.

        Raises:
            ValueError: they are not all there.
        """
        if length > LONGEST:
            raise ValueError(length)
        parts = []
        while length > 0:
            page = self.page(number)
            if not page:
                raise ValueError(number)
            parts.append(page[4 : min(4 + length, self.usable)])
            length -= len(parts[-1])
            number = int.from_bytes(page[:4])
        return b"".join(parts)

    def above(self, number: int) -> int | None:
        """Return the page that leads to one, 0 where it is the top of a table; None where nobody knows.

        SQLite keeps a map of that in files that give room back a little at a time, as ours do: each of its pages is
        about those that follow it.
        """
        if not self._has_map:
            return None
        every = self.usable // _ENTRY
        first = (number - 2) // (every + 1) * (every + 1) + 2
        place = _ENTRY * (number - first - 1)
        if self._map[0] != first:
            self._map = first, self.page(first)
        entry = self._map[1][place : place + _ENTRY] if place >= 0 else b""
        if len(entry) < _ENTRY or entry[0] not in _KINDS:
            return None
        return {_ROOT: 0, _BELOW: int.from_bytes(entry[1:])}.get(entry[0], -1)


def _opened(path: Path) -> BinaryIO | None:
    with suppress(OSError):
        return path.open("rb")
    return None


def _length(file: BinaryIO | None) -> int:
    return file.seek(0, 2) if file else 0
