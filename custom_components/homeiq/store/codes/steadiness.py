"""Which entities say something new each time: a clock, a random id, a news line. Their texts are not worth a number.

Where an entity came up with a hundred texts of its own and hardly ever said one of them again, its further ones count
as ``CHANGED``; words that are known, such as ``unavailable``, stay what they are. Where it begins to repeat itself, it
is trusted again. Memory holds two counts an entity, and sixteen hashes of the newest texts of one that is not trusted.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
import sqlite3

MANY = 100  # texts of an entity's own before it is judged
FEW = 16  # texts of its own that are remembered like any word; later ones are looked up, so that repeats are counted
_SELDOM = 4  # less than every so manieth text was said before: it is new each time
_JUDGED = 64  # texts after which one that was new each time is judged again
_STEADY = 48  # of those, so many were among the newest: it repeats itself by now
_NEWEST = 16


@dataclass(slots=True, kw_only=True, eq=False)
class _Texts:
    """How the texts of an entity go.

    Attributes:
        coined: how many were new.
        repeated: how many were not.
        newest: hashes; only where it is unsteady.
    """

    coined: int = 0
    repeated: int = 0
    is_unsteady: bool = False
    newest: deque[int] = field(default_factory=lambda: deque(maxlen=_NEWEST))
    heard: int = 0
    again: int = 0


class Steadiness:
    """Judges entities by their texts. Only the database's thread uses it, within transactions."""

    def __init__(self) -> None:
        """Start with nothing in memory."""
        self._texts: dict[int, _Texts] | None = None

    def forget(self) -> None:
        """Look all up anew: what a transaction noted that failed was never noted."""
        self._texts = None

    def is_watched(self, connection: sqlite3.Connection, entity: int) -> bool:
        """Tell whether an entity has come up with more than a few texts of its own."""
        found = self._all(connection).get(entity)
        return found is not None and found.coined > FEW

    def repeats(self, connection: sqlite3.Connection, entity: int, state: str) -> None:
        """Note that an entity said something that is known."""
        if found := self._all(connection).get(entity):
            found.repeated += 1
            if found.is_unsteady:
                self._hear(connection, entity, found, state)

    def coins(self, connection: sqlite3.Connection, entity: int, state: str) -> bool:
        """Note that an entity said something new; return whether that is worth a number."""
        found = self._all(connection).setdefault(entity, _Texts())
        if found.is_unsteady:
            return self._hear(connection, entity, found, state)
        found.coined += 1
        if found.coined >= MANY:
            found.is_unsteady = found.repeated * _SELDOM < found.coined
            found.coined, found.repeated = found.coined // 2, found.repeated // 2
        _save(connection, entity, found)
        return not found.is_unsteady

    def _hear(self, connection: sqlite3.Connection, entity: int, found: _Texts, state: str) -> bool:
        """Return whether an entity that was new each time repeats itself by now."""
        text = hash(state)
        found.heard += 1
        found.again += text in found.newest
        found.newest.append(text)
        if found.heard >= _JUDGED:
            found.is_unsteady = found.again < _STEADY
            found.heard = found.again = 0
            if not found.is_unsteady:
                found.coined = found.repeated = 0
                _save(connection, entity, found)
        return not found.is_unsteady

    def _all(self, connection: sqlite3.Connection) -> dict[int, _Texts]:
        if self._texts is None:
            rows = connection.execute("SELECT entity, coined, repeated, is_unsteady FROM entity_texts")
            self._texts = {
                entity: _Texts(coined=coined, repeated=repeated, is_unsteady=bool(is_unsteady))
                for entity, coined, repeated, is_unsteady in rows
            }
        return self._texts


def _save(connection: sqlite3.Connection, entity: int, texts: _Texts) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO entity_texts (entity, coined, repeated, is_unsteady) VALUES (?, ?, ?, ?)",
        (entity, texts.coined, texts.repeated, texts.is_unsteady),
    )
