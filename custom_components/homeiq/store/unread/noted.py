"""Blocks that turned out to be damaged while somebody read: noted by any thread, until the one that writes has them.

Reading goes on without such a block. It can't be moved out of the way by who reads, on a connection for reading only.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from weakref import WeakValueDictionary

TORN = "its pages are lost"
"""Why a block is damaged of which nothing but the index can be read: even an attempt ends a transaction that writes."""


class DamagedBlockError(ValueError):
    """A block is not what it was when it was sealed.

    Attributes:
        number: the block's.
        why: what is wrong, in English; no name and no state is in it.
    """

    def __init__(self, number: int, why: str) -> None:
        """Name the block."""
        super().__init__(f"block {number} is damaged: {why}")
        self.number = number
        self.why = why


class Damage:
    """Collects blocks. Every method may be called from every thread.

    Attributes:
        trouble: how SQLite said that the file itself is damaged, to whoever works with it; None as long as it didn't.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.trouble: str | None = None
        self._found: dict[int, str] = {}
        self._lacking: set[int] = set()

    @property
    def lacking(self) -> int:
        """How many blocks were met that only another Python can read; nothing is wrong with them."""
        return len(self._lacking)

    def note_lacking(self, number: int) -> None:
        """Note a block that this Python lacks the means for."""
        self._lacking.add(number)

    def note(self, error: DamagedBlockError) -> None:
        """Note a block."""
        self._found[error.number] = error.why

    def put_back(self, found: Mapping[int, str]) -> None:
        """Note blocks once more that were taken, and could not be set aside."""
        self._found.update(found)

    def take(self) -> Mapping[int, str]:
        """Return what was noted since the last time: why, by number."""
        found: dict[int, str] = {}
        while self._found:
            number, why = self._found.popitem()
            found[number] = why
        return found


_OF_FILES: WeakValueDictionary[Path, Damage] = WeakValueDictionary()


def damage_of(path: Path) -> Damage:
    """Return the one collection of a database's file, which lasts as long as somebody holds it: the open database."""
    return _OF_FILES.setdefault(path.absolute(), Damage())
