"""What was forgotten before it was sent: what has not left the house yet never does."""

from __future__ import annotations

from collections.abc import Sequence
import sqlite3

from ...model.decisions.forgotten import Forgotten
from ...model.rename import Renamed
from ..codes.codec import units_of
from ..forgotten import read_forgotten
from ..tables.renames import read_renamed
from .line import entity_of, units_in


class Unsendable:
    """Knows which lines are forgotten."""

    def __init__(self, parts: Sequence[Forgotten], renamed: Sequence[Renamed]) -> None:
        """Know it by what was forgotten.

        Args:
            parts: under the names of today.
            renamed: in order; a line has the name of its time.
        """
        self._spans = [(units_of(part.begin), units_of(part.until), part) for part in parts]
        self._renamed = [(units_of(batch.at), batch.renames) for batch in renamed]

    @classmethod
    def known_to(cls, connection: sqlite3.Connection) -> Unsendable:
        """Return the one of a database."""
        return cls(read_forgotten(connection), read_renamed(connection))

    def without(self, lines: Sequence[str]) -> list[str]:
        """Return the lines that are none of it."""
        return [line for line in lines if not self._has(line)] if self._spans else list(lines)

    def _has(self, line: str) -> bool:
        units = units_in(line)
        spans = [part for begin, until, part in self._spans if begin <= units < until]
        if not spans:
            return False
        name = self._name_of(line, units)
        return any(part.names(name) for part in spans)

    def _name_of(self, line: str, units: int) -> str:
        name = entity_of(line)
        for at, renames in self._renamed:
            if units < at:
                name = renames.get(name, name)
        return name
