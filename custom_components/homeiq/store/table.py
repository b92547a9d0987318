"""The table of events, as the database's thread sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
import sqlite3

from ..model.event import EventRow
from .codec import CAUSE_BITS, FIRST_TIME, LAST_TIME, key_of, place
from .dictionary import Dictionary


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of rows.

    Attributes:
        stored: rows that were new.
        refused: rows that can't be stored: no number left for the entity, a time out of range, broken text.
    """

    stored: int
    refused: int


class EventTable:
    """Inserts and deletes events, and knows how many there are without counting them each time.

    ``stored`` holds committed events only: ``insert`` and ``delete`` note a change, ``commit`` makes it count. A count
    of all rows takes seconds in a grown database, so the number is saved at each close, import and clean-up with the
    newest key; after a crash only the rows beyond that key are counted.
    """

    def __init__(self) -> None:
        """Start without a connection; ``load`` comes first."""
        self.stored = 0
        self._change = 0
        self._dictionary = Dictionary()

    def load(self, connection: sqlite3.Connection) -> None:
        """Find out how many events there are."""
        facts = dict(connection.execute("SELECT name, value FROM fact WHERE name IN ('stored', 'stored_up_to')"))
        ((newer,),) = connection.execute(
            "SELECT count(*) FROM event WHERE ?1 IS NULL OR key > ?1", (facts.get("stored_up_to"),)
        ).fetchall()
        self.stored = facts.get("stored", 0) + newer

    def save(self, connection: sqlite3.Connection) -> None:
        """Save how many events there are, within a transaction."""
        connection.execute("DELETE FROM fact WHERE name IN ('stored', 'stored_up_to')")
        connection.execute(
            "INSERT INTO fact (name, value) SELECT 'stored_up_to', max(key) FROM event HAVING max(key) IS NOT NULL"
        )
        connection.execute("INSERT INTO fact (name, value) VALUES ('stored', ?)", (self.stored + self._change,))

    def commit(self) -> None:
        """Count what the transaction that just ended changed."""
        self.stored += self._change
        self._change = 0

    def rollback(self) -> None:
        """Forget what the transaction that just failed changed."""
        self._change = 0
        self._dictionary.forget()

    def insert(self, connection: sqlite3.Connection, rows: Iterable[EventRow]) -> Written:
        """Store rows; those that are there already stay as they are."""
        placed: dict[int, int] = {}
        refused = 0
        entity_number, state_code = self._dictionary.entity, self._dictionary.code
        for time, entity_id, state, cause in rows:
            entity = entity_number(connection, entity_id)
            code = state_code(connection, state)
            if entity and code and FIRST_TIME <= time <= LAST_TIME:
                place(placed, key_of(time, entity), code << CAUSE_BITS | cause)
            else:
                refused += 1
        cursor = connection.executemany("INSERT OR IGNORE INTO event (key, value) VALUES (?, ?)", placed.items())
        stored = max(cursor.rowcount, 0)
        self._change += stored
        return Written(stored=stored, refused=refused)

    def delete(self, connection: sqlite3.Connection, before: int, step: int) -> int:
        """Delete up to ``step`` of the oldest events whose key is below ``before``; return how many."""
        deleted = connection.execute(
            "DELETE FROM event WHERE key IN (SELECT key FROM event WHERE key < ? ORDER BY key LIMIT ?)", (before, step)
        ).rowcount
        self._change -= deleted
        if deleted:
            self.save(connection)
        return deleted
