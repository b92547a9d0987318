"""The table of sealed blocks."""

from collections.abc import Iterable, Sequence, Set as AbstractSet
from dataclasses import dataclass
import sqlite3

from .block import LONGEST, UNITS_PER_MS, Block, Content, Kind, decode
from .codec import ENTITY_BITS
from .compress import Codec
from .rows import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A block in the table.

    Attributes:
        first: time of its earliest event, milliseconds since 2015.
        last: of its latest.
    """

    number: int
    kind: Kind
    first: int
    last: int
    events: int


def add_blocks(connection: sqlite3.Connection, blocks: Iterable[Block]) -> None:
    """Store blocks, within a transaction."""
    connection.executemany(
        "INSERT INTO block (kind, first, last, low, high, events, codec, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (span.kind, span.first, span.last, span.low, span.high, span.events, block.codec, block.body)
            for block in blocks
            for span in (block.span,)
        ],
    )


def list_blocks(connection: sqlite3.Connection, wanted: Wanted) -> Sequence[Listed]:
    """Return the blocks that may hold what is wanted, by the time they begin at, then by kind and entity."""
    entities = wanted.entities
    if entities is not None and not entities:
        return ()
    low, high = (min(entities), max(entities)) if entities is not None else (0, 1 << ENTITY_BITS)
    begin, end = ms_of(wanted.begin), ms_of(wanted.end)
    rows = connection.execute(
        """
        SELECT number, kind, first, last, low, high, events FROM block
        WHERE first BETWEEN ? AND ? AND last >= ? AND low <= ? AND high >= ? AND kind IN (?, ?, ?)
        ORDER BY first, kind, low, number
        """,
        (begin - LONGEST, end, begin, high, low, *_kinds(wanted)),
    )
    return [
        Listed(number=number, kind=Kind(kind), first=first, last=last, events=events)
        for number, kind, first, last, low, high, events in rows
        if entities is None or any(low <= entity <= high for entity in entities)
    ]


def _kinds(wanted: Wanted) -> Sequence[Kind | None]:
    return [kind if kind in wanted.kinds else None for kind in Kind]


def read_block(
    connection: sqlite3.Connection, listed: Listed, entities: AbstractSet[int] | None = None
) -> Content | None:
    """Return what is in a block of some entities, or of all; None where there is nothing or it was forgotten.

    Raises:
        ValueError: it is damaged.
    """
    row = connection.execute("SELECT codec, body FROM block WHERE number = ?", (listed.number,)).fetchone()
    return None if row is None else decode(listed.kind, Codec(row[0]), row[1], entities)


def count_in_blocks(connection: sqlite3.Connection) -> int:
    """Return how many events are sealed."""
    ((count,),) = connection.execute("SELECT coalesce(sum(events), 0) FROM block").fetchall()
    return int(count)


def horizon_of(connection: sqlite3.Connection) -> int | None:
    """Return the highest key that a sealed event can have; None where nothing is sealed."""
    # The latest block begins at most its longest span before the end of another.
    ((last,),) = connection.execute(
        "SELECT max(last) FROM block WHERE first >= (SELECT max(first) FROM block) - ?", (LONGEST,)
    ).fetchall()
    return None if last is None else (int(last) + 1) * UNITS_PER_MS << ENTITY_BITS


def ms_of(key: int) -> int:
    """Return the millisecond of a key."""
    return (key >> ENTITY_BITS) // UNITS_PER_MS
