"""The events, as the database's thread writes them: fresh ones as rows, finished stretches as sealed blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
import sqlite3

from ...model.event import EventRow
from ..blocks.aside import set_aside
from ..blocks.block import Block
from ..blocks.index import add_blocks, count_in_blocks, horizon_of
from ..blocks.removing import take_out
from ..codes.codec import CAUSE_BITS, ENTITY_BITS, ENTITY_MASK, EPOCH, FIRST_TIME, LAST_TIME, UNITS, place
from ..codes.dictionary import Dictionary
from ..codes.spare import note_gone, note_rewritten
from ..unread.noted import Damage
from .late import without_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of rows.

    Attributes:
        stored: rows that were new.
        refused: rows that can't be stored: no number left for the entity, a time out of range, broken text.
    """

    stored: int
    refused: int


class StretchChangedError(Exception):
    """A row was added to a stretch while it was being sealed."""


class EventTable:
    """Stores, seals and forgets events, and knows how many there are without counting them each time.

    An event is in a row or in a block, never in both or neither: what is sealed leaves its rows in the transaction that
    adds the block, and what arrives late is compared with the blocks of its time. ``stored`` holds committed events
    only; each method notes a change, ``commit`` makes it count.
    """

    def __init__(self, damage: Damage) -> None:
        """Start without a connection; ``load`` comes first. ``damage`` is told of blocks that are damaged."""
        self._damage = damage
        self.stored = 0
        self._change = 0
        self._horizon: int | None = None
        self._dictionary = Dictionary()

    def load(self, connection: sqlite3.Connection) -> None:
        """Find out how many events there are, and up to where they are sealed."""
        ((rows,),) = connection.execute("SELECT count(*) FROM event").fetchall()
        self.stored = rows + count_in_blocks(connection)
        self._horizon = horizon_of(connection)

    def commit(self) -> None:
        """Count what the transaction that just ended changed."""
        self.stored += self._change
        self._change = 0

    def rollback(self) -> None:
        """Forget what the transaction that just failed changed."""
        self._change = 0
        self._dictionary.forget()

    def forget_names(self) -> None:
        """Look names and numbers up anew: they were changed in this transaction."""
        self._dictionary.forget()

    def insert(self, connection: sqlite3.Connection, rows: Iterable[EventRow]) -> Written:
        """Store rows; those that are there already stay as they are."""
        placed: dict[int, int] = {}
        refused = 0
        entities, codes = self._dictionary.of(connection)
        known = codes.get
        for time, entity_id, state, cause in rows:
            entity = entities[entity_id]
            code = known(state) or (self._dictionary.code(connection, entity, state) if entity else 0)
            if entity and code and FIRST_TIME <= time <= LAST_TIME:
                # As key_of does: a call for each event would take a third of the time.
                key = round((time - EPOCH) * UNITS) << ENTITY_BITS | entity
                value = code << CAUSE_BITS | cause
                if placed.setdefault(key, value) != value:
                    place(placed, key, value)
            else:
                refused += 1
        if self._horizon is not None and placed and min(placed) < self._horizon:
            placed = without_sealed(connection, placed, self._damage)
            self.set_aside(connection, self._damage.take())
        cursor = connection.executemany("INSERT OR IGNORE INTO event (key, value) VALUES (?, ?)", placed.items())
        stored = max(cursor.rowcount, 0)
        self._change += stored
        return Written(stored=stored, refused=refused)

    def seal(self, connection: sqlite3.Connection, rows: tuple[int, int], count: int, blocks: Sequence[Block]) -> None:
        """Put blocks in the place of rows, within a transaction.

        Args:
            connection: the database's.
            rows: the first key of the stretch and the key after its last.
            count: how many rows the blocks were made of.
            blocks: what takes their place.

        Raises:
            StretchChangedError: another row was added since; the transaction has to be taken back.
        """
        if connection.execute("DELETE FROM event WHERE key >= ? AND key < ?", rows).rowcount != count:
            raise StretchChangedError
        add_blocks(connection, blocks)
        self._change += sum(block.span.events for block in blocks) - count
        self._horizon = horizon_of(connection)

    def set_aside(self, connection: sqlite3.Connection, damaged: Mapping[int, str]) -> None:
        """Move damaged blocks out of the way, within a transaction.

        Args:
            connection: the database's.
            damaged: why, by number.
        """
        try:
            for number, why in damaged.items():
                self._change -= set_aside(connection, number, why)
        except sqlite3.DatabaseError:
            # A torn block that was read in this very transaction has ended it; the next one knows of it.
            self._damage.put_back(damaged)
            raise
        if damaged:
            self._horizon = horizon_of(connection)

    def forget(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> int:
        """Delete sealed blocks, within a transaction; return how many events were in them."""
        forgotten = sum(take_out(connection, number) for number in numbers)
        note_gone(connection, forgotten)
        self._change -= forgotten
        return forgotten

    def delete(self, connection: sqlite3.Connection, rows: tuple[int, int], entities: str | None) -> int:
        """Delete rows, within a transaction; return how many.

        Args:
            connection: the database's.
            rows: the first key and the key after the last.
            entities: numbers of entities as a JSON list; None deletes those of all.
        """
        deleted = connection.execute(
            """
            DELETE FROM event WHERE key >= ?1 AND key < ?2
                AND (?3 IS NULL OR key & ?4 IN (SELECT value FROM json_each(?3)))
            """,
            (*rows, entities, ENTITY_MASK),
        ).rowcount
        note_gone(connection, deleted)
        self._change -= deleted
        return deleted

    def replace(self, connection: sqlite3.Connection, number: int, blocks: Sequence[Block]) -> int:
        """Put what is left of a sealed block in its place, within a transaction; return how many events are gone.

        Where the block itself is gone by now, nothing happens.
        """
        if not (events := take_out(connection, number)):
            return 0
        add_blocks(connection, blocks)
        note_rewritten(connection)
        gone = events - sum(block.span.events for block in blocks)
        note_gone(connection, gone)
        self._change -= gone
        self._horizon = horizon_of(connection)
        return gone
