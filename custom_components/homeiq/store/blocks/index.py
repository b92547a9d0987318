"""The table of sealed blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
import sqlite3
from typing import Any

from ..codes.codec import ENTITY_BITS, ENTITY_MASK
from ..unread.noted import TORN, Damage, DamagedBlockError
from .block import GRAIN, LONGEST, MOST, UNITS_PER_MS, Block, BlockKind, BlockSpan, Content, decode
from .checksum import checksum_of
from .compress import Codec, CodecMissingError
from .sound import SPARE, why_unsound
from .wanted import RowsWanted

FACTS = "kind, first, last, low, high, events, codec"
"""What the index says of a block, in SQL."""

IS_PLAUSIBLE = (
    f"last - first BETWEEN 0 AND {LONGEST + SPARE} AND events BETWEEN 1 AND {MOST}"
    f" AND kind BETWEEN 0 AND {max(BlockKind)} AND low BETWEEN 0 AND high AND high <= {ENTITY_MASK}"
)
"""What is true of every block, in SQL."""

IS_READ = "number NOT IN (SELECT still_at FROM block_damaged WHERE still_at IS NOT NULL)"
"""What is not true of a damaged block that could not be moved out of the way, in SQL."""

UNLIKELY = "the index says what can't be"
"""Why a block is damaged of which the index alone tells so."""

MAY_HOLD = f"""
    first BETWEEN :earliest AND :until AND last >= :since AND low <= :high AND high >= :low
    AND kind IN (:acts, :states, :measured) AND {IS_READ}
"""
"""What is true of a block that may hold what is wanted, in SQL, with the parameters that ``looked_for`` makes."""


type Stored = tuple[Any, ...]
"""A block as its row has it: its facts, checksum and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A block in the table.

    Attributes:
        number: its own.
        kind: of all its events.
        first: time of its earliest event, milliseconds since 2015.
        last: of its latest.
        low: lowest entity number within.
        high: highest.
        events: how many.
        codec: how it is compressed.
    """

    number: int
    kind: BlockKind
    first: int
    last: int
    low: int
    high: int
    events: int
    codec: int

    @property
    def facts(self) -> tuple[int, ...]:
        """What a checksum is made of beside the body."""
        return self.kind.value, self.first, self.last, self.low, self.high, self.events, self.codec

    @property
    def is_plausible(self) -> bool:
        """Whether it can be worked with before it is read."""
        return 0 <= self.last - self.first <= LONGEST + SPARE and 1 <= self.events <= MOST

    def may_hold(self, entities: AbstractSet[int] | None) -> bool:
        """Tell whether something of one of some entities may be in it; None is any."""
        return entities is None or any(self.low <= entity <= self.high for entity in entities)


def add_blocks(connection: sqlite3.Connection, blocks: Iterable[Block]) -> None:
    """Store blocks, within a transaction."""
    connection.executemany(
        """
        INSERT INTO block (kind, first, last, low, high, events, codec, checksum, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (*facts, checksum_of(facts, block.body), block.body)
            for block in blocks
            for facts in (_facts_of(block.span, block.codec),)
        ],
    )


def _facts_of(span: BlockSpan, codec: Codec) -> tuple[int, ...]:
    return span.kind.value, span.first, span.last, span.low, span.high, span.events, codec.value


def list_blocks(connection: sqlite3.Connection, wanted: RowsWanted) -> Sequence[Listed]:
    """Return the blocks that may hold what is wanted, by the time they begin at, then by kind and entity."""
    entities = wanted.entities
    if entities is not None and not entities:
        return ()
    # Put together of constants alone: what is looked for is bound.
    statement = f"SELECT number, {FACTS} FROM block WHERE {MAY_HOLD} ORDER BY first, kind, low, number"  # noqa: S608 - of constants; values are bound
    rows = connection.execute(statement, looked_for(wanted))
    listed = [listed_of(*row) for row in rows]
    return [one for one in listed if one.may_hold(entities)]


def looked_for(wanted: RowsWanted) -> Mapping[str, int | None]:
    """Return what ``MAY_HOLD`` is asked with."""
    entities, begin = wanted.entities, ms_of(wanted.begin)
    low, high = (min(entities), max(entities)) if entities is not None else (0, 1 << ENTITY_BITS)
    kinds = {"acts": BlockKind.ACTS, "states": BlockKind.STATES, "measured": BlockKind.NUMBERS}
    return {
        "earliest": begin - LONGEST - SPARE,
        "until": ms_of(wanted.end),
        "since": begin,
        "high": high,
        "low": low,
        **{name: kind if kind in wanted.kinds else None for name, kind in kinds.items()},
    }


def listed_of(number: int, kind: int, *facts: int) -> Listed:
    """Return a block as a row lists it, with the other ``FACTS``."""
    first, last, low, high, events, codec = facts
    return Listed(
        number=number, kind=BlockKind(kind), first=first, last=last, low=low, high=high, events=events, codec=codec
    )


def blocks_behind(connection: sqlite3.Connection, after: int, most: int) -> Sequence[Listed]:
    """Return the next blocks by number, for those who walk through all of them in small steps."""
    rows = connection.execute(
        f"SELECT number, {FACTS} FROM block WHERE number > ? AND {IS_PLAUSIBLE} AND {IS_READ} ORDER BY number LIMIT ?",  # noqa: S608 - of constants; values are bound
        (after, most),
    )
    return [listed_of(*row) for row in rows]


def listed_as(connection: sqlite3.Connection, number: int) -> Listed | None:
    """Return a block as its own row lists it; None where there is none, or it is of no kind."""
    # The row itself, whatever the index says.
    row = connection.execute(f"SELECT {FACTS} FROM block NOT INDEXED WHERE number = ?", (number,)).fetchone()  # noqa: S608 - of constants; values are bound
    if row is None or row[0] not in [*BlockKind]:
        return None
    return listed_of(number, *row)


def read_block(
    connection: sqlite3.Connection,
    listed: Listed,
    entities: AbstractSet[int] | None = None,
    row: Stored | None = None,
) -> Content | None:
    """Return what is in a block of some entities, or of all; None where there is nothing or it was forgotten.

    Args:
        connection: to the database.
        listed: the block.
        entities: numbers of those that are wanted.
        row: the block itself, where it was read with the list.

    Raises:
        DamagedBlockError: it is not what it was when it was sealed.
        CodecMissingError: this Python can't read it.
    """
    try:
        if row is None:
            statement = f"SELECT {FACTS}, checksum, body FROM block WHERE number = ?"  # noqa: S608 - of a constant
            row = connection.execute(statement, (listed.number,)).fetchone()
        return None if row is None else _content(listed, row, entities)
    except CodecMissingError:
        raise
    except (ValueError, TypeError, IndexError, OverflowError) as err:
        raise DamagedBlockError(listed.number, str(err)) from err
    except sqlite3.DatabaseError as err:
        # Pages that hold its body belong to something else, or to nothing.
        if not is_corrupt(err):
            raise
        raise DamagedBlockError(listed.number, TORN) from err


def _content(listed: Listed, row: Stored, entities: AbstractSet[int] | None) -> Content | None:
    *facts, checksum, body = row
    if tuple(facts) != listed.facts:
        raise ValueError("the index says something else of it")
    if checksum is None:
        _look_through(listed, body)
    elif checksum != checksum_of(listed.facts, body):
        raise ValueError("its checksum is another one")
    return decode(listed.kind, Codec(listed.codec), body, entities, listed.events)


def _look_through(listed: Listed, body: bytes) -> None:
    """Judge a block that has no checksum yet by everything that is true of all blocks.

    Raises:
        ValueError: it is damaged.
    """
    content = decode(listed.kind, Codec(listed.codec), body, None, listed.events)
    span = BlockSpan(
        kind=listed.kind, first=listed.first, last=listed.last, low=listed.low, high=listed.high, events=listed.events
    )
    if content is None or (why := why_unsound(content, span)):
        raise ValueError(why if content else "nothing is in it")


def read_blocks(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage) -> Iterator[tuple[Listed, Content]]:
    """Yield the blocks that hold something of the wanted entities, one after the other, without the damaged ones."""
    for listed in list_blocks(connection, wanted):
        if content := read_unless_damaged(connection, listed, damage, wanted.entities):
            yield listed, content


def likely_blocks(connection: sqlite3.Connection, wanted: RowsWanted, damage: Damage) -> Sequence[Listed]:
    """Return what ``list_blocks`` does, without those that say of themselves what can't be, which are noted."""
    return without_unlikely(list_blocks(connection, wanted), damage)


def without_unlikely(listed: Sequence[Listed], damage: Damage) -> Sequence[Listed]:
    """Return blocks without those that say of themselves what can't be, which are noted."""
    for one in listed:
        if not one.is_plausible:
            damage.note(DamagedBlockError(one.number, UNLIKELY))
    return [one for one in listed if one.is_plausible]


def read_unless_damaged(
    connection: sqlite3.Connection,
    listed: Listed,
    damage: Damage,
    entities: AbstractSet[int] | None = None,
    row: Stored | None = None,
) -> Content | None:
    """Return what ``read_block`` does, and None for what is damaged or unreadable here, which is noted."""
    try:
        return read_block(connection, listed, entities, row)
    except DamagedBlockError as err:
        damage.note(err)
    except CodecMissingError:
        damage.note_lacking(listed.number)
    return None


def count_in_blocks(connection: sqlite3.Connection) -> int:
    """Return how many events are sealed."""
    ((count,),) = connection.execute(
        f"SELECT coalesce(sum(events), 0) FROM block WHERE {IS_PLAUSIBLE} AND {IS_READ}"  # noqa: S608 - of constants; values are bound
    ).fetchall()
    return int(count)


def horizon_of(connection: sqlite3.Connection) -> int | None:
    """Return the highest key that a sealed event can have; None where nothing is sealed."""
    # The latest block begins at most its longest span before the end of another.
    ((last,),) = connection.execute(
        f"""
        SELECT max(last) FROM block WHERE {IS_PLAUSIBLE} AND first >= (
            SELECT first FROM block WHERE {IS_PLAUSIBLE} ORDER BY first DESC LIMIT 1
        ) - ?
        """,  # noqa: S608 - of constants; values are bound
        (LONGEST + SPARE,),
    ).fetchall()
    # Times in blocks are those of rows, rounded down.
    return None if last is None else (int(last) + GRAIN) * UNITS_PER_MS << ENTITY_BITS


def ms_of(key: int) -> int:
    """Return the millisecond of a key, since 2015, as blocks and their index have times."""
    return (key >> ENTITY_BITS) // UNITS_PER_MS


def is_corrupt(error: sqlite3.DatabaseError) -> bool:
    """Tell whether an error is about pages of the file that are not what they should be."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
