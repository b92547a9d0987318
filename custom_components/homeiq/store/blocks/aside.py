"""Damaged blocks, out of the way of all others: their bytes are kept, and what is still known of them is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
import sqlite3
from typing import Any

from ..codes.codec import ENTITY_BITS, ENTITY_MASK, time_of
from ..codes.naming import names_of
from ..unread.noted import TORN, DamagedBlockError
from .block import UNITS_PER_MS, BlockKind, entities_in
from .checksum import has_its_facts
from .compress import CodecMissingError
from .index import FACTS, IS_PLAUSIBLE, IS_READ, UNLIKELY, listed_as, ms_of, read_block
from .removing import take_out
from .wanted import RowsWanted

KEPT = 365 * 86400.0  # for how long the bytes of a damaged block are kept, seconds
KEPT_BYTES = 64_000_000  # of all together; the oldest go first
_NAMED = 100  # entities remembered of a block


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A damaged block, as far as it is known.

    Attributes:
        number: its number among the damaged ones.
        first: time of its earliest event, epoch seconds; None where that is not known any more.
        last: of its latest.
        events: how many it had; None likewise.
        entities: ids of those that it had events of, or may have had; not all, where they are very many.
        why: what was found, in English, without names.
        at: when it was set aside, epoch seconds.
        is_seen: somebody was told, and has said so.
    """

    number: int
    first: float | None
    last: float | None
    events: int | None
    entities: tuple[str, ...]
    why: str
    at: float
    is_seen: bool


def set_aside(connection: sqlite3.Connection, number: int, why: str) -> int:
    """Move a block out of the way, within a transaction; return how many events are counted no more.

    It is read once more first: one that is whole stays, and where the index told something else of it, that is made
    anew.
    """
    counted = _counted_as(connection, number)
    if why == TORN:
        return _left(connection, number, why, counted)
    if not _is_damaged(connection, number):
        connection.execute("REINDEX block_span")
        return 0
    return _moved(connection, number, why, counted)


def unlikely_blocks(connection: sqlite3.Connection) -> Mapping[int, str]:
    """Return the blocks of which the index alone tells that they are damaged: why, by number."""
    return {
        number: UNLIKELY
        for number, *facts, checksum, is_plausible in connection.execute(
            f"SELECT number, {FACTS}, checksum, {IS_PLAUSIBLE} FROM block INDEXED BY block_span WHERE {IS_READ}"  # noqa: S608 - of constants; values are bound
        )
        if not is_plausible or (checksum is not None and not _is_proven(facts, checksum))
    }


def oldest_blocks(connection: sqlite3.Connection, kind: BlockKind, last: int, most: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the first blocks of a kind, and of those of which the index lies.

    Args:
        connection: the database's.
        kind: of all their events.
        last: before which they ended, milliseconds since 2015.
        most: how many are looked at.
    """
    rows = connection.execute(
        f"""
        SELECT number, {FACTS}, checksum FROM block INDEXED BY block_span
        WHERE first < ?2 AND last < ?2 AND kind = ?1 AND {IS_READ} ORDER BY first LIMIT ?3
        """,  # noqa: S608 - of constants; values are bound
        (kind, last, most),
    ).fetchall()
    # Blocks from before there were checksums get theirs in the background.
    proven = {number: checksum is None or _is_proven(facts, checksum) for number, *facts, checksum in rows}
    return [one for one, is_so in proven.items() if is_so], [one for one, is_so in proven.items() if not is_so]


def all_set_aside(connection: sqlite3.Connection) -> tuple[SetAside, ...]:
    """Return the damaged blocks, the oldest first."""
    rows = connection.execute(
        f"""
        SELECT number, first, last, events, {IS_PLAUSIBLE}, entities, why, set_aside_at, is_seen
        FROM block_damaged ORDER BY number
        """  # noqa: S608 - of constants; values are bound
    )
    return tuple(
        SetAside(
            number=number,
            first=_seconds(first) if is_known else None,
            last=_seconds(last) if is_known else None,
            events=events if is_known else None,
            entities=_entities(entities),
            why=why,
            at=at,
            is_seen=bool(is_seen),
        )
        for number, first, last, events, is_known, entities, why, at, is_seen in rows
    )


def note_seen(connection: sqlite3.Connection) -> None:
    """Note that somebody knows of all there are."""
    connection.execute("UPDATE block_damaged SET is_seen = 1")


def _entities(text: str) -> tuple[str, ...]:
    """Return whose events a block has, as it was noted; nobody's where that can't be read either."""
    try:
        return tuple(map(str, json.loads(text)))
    except ValueError, TypeError:
        return ()


def erase_aside(connection: sqlite3.Connection, wanted: RowsWanted) -> None:
    """Delete what may hold something of that, within a transaction; that is all of which nobody knows what it holds.

    A block that can't be moved can't be deleted either; nothing reads it any more.
    """
    low, high = (0, 1 << ENTITY_BITS) if wanted.entities is None else _ends(wanted.entities)
    connection.execute(
        """
        DELETE FROM block_damaged WHERE still_at IS NULL AND (
            NOT is_span_known OR (first <= ? AND last >= ? AND low <= ? AND high >= ?)
        )
        """,
        (ms_of(wanted.end), ms_of(wanted.begin), high, low),
    )


def drop_old(connection: sqlite3.Connection, now: float) -> None:
    """Delete the bytes of what was set aside long ago, or is too much, within a transaction.

    Args:
        connection: the database's.
        now: epoch seconds.
    """
    connection.execute("DELETE FROM block_damaged WHERE still_at IS NULL AND set_aside_at < ?", (now - KEPT,))
    connection.execute(
        """
        UPDATE block_damaged SET body = NULL WHERE body IS NOT NULL AND number IN (
            SELECT number FROM (
                SELECT number, sum(length(body)) OVER (ORDER BY number DESC) AS size FROM block_damaged
            ) WHERE size > ?
        )
        """,
        (KEPT_BYTES,),
    )


def _ends(entities: frozenset[int]) -> tuple[int, int]:
    return (min(entities), max(entities)) if entities else (1 << ENTITY_BITS, 0)


def _seconds(ms: int) -> float:
    return time_of(ms * UNITS_PER_MS << ENTITY_BITS)


def _is_damaged(connection: sqlite3.Connection, number: int) -> bool:
    listed = listed_as(connection, number)
    if listed is None:
        return True
    try:
        read_block(connection, listed)
    except DamagedBlockError:
        return True
    except CodecMissingError:
        return False
    return False


def _counted_as(connection: sqlite3.Connection, number: int) -> int:
    """Return how many events of a block are counted among the stored ones."""
    row = connection.execute(f"SELECT events FROM block WHERE number = ? AND {IS_PLAUSIBLE}", (number,)).fetchone()  # noqa: S608 - of constants; values are bound
    return int(row[0]) if row else 0


def _moved(connection: sqlite3.Connection, number: int, why: str, counted: int) -> int:
    row = connection.execute(
        f"SELECT {FACTS}, checksum, body, {IS_PLAUSIBLE} FROM block WHERE number = ?",  # noqa: S608 - of constants; values are bound
        (number,),
    ).fetchone()
    if row is None:
        return 0
    _note(connection, row, why)
    take_out(connection, number)
    return counted


def _left(connection: sqlite3.Connection, number: int, why: str, counted: int) -> int:
    """Note a block whose pages are not its own: it stays where it is, and nobody reads it any more."""
    row = connection.execute(
        f"SELECT {FACTS}, checksum, NULL, {IS_PLAUSIBLE} FROM block INDEXED BY block_span WHERE number = ?",  # noqa: S608 - of constants; values are bound
        (number,),
    ).fetchone()
    _note(connection, row or (None,) * 10, why, still_at=number)
    return counted


def _note(connection: sqlite3.Connection, row: Sequence[Any], why: str, still_at: int | None = None) -> None:
    *facts, checksum, body, is_plausible = row
    names = _names(connection, facts, body) if is_plausible else []
    connection.execute(
        f"""
        INSERT INTO block_damaged
            (still_at, {FACTS}, checksum, body, is_span_known, entities, why, set_aside_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, unixepoch('subsec'))
        """,  # noqa: S608 - of constants; values are bound
        (still_at, *facts, checksum, body, _is_proven(facts, checksum), json.dumps(names), why),
    )


def _is_proven(facts: Sequence[Any], checksum: object) -> bool:
    """Tell whether a checksum says that what the index says is right."""
    return isinstance(checksum, int) and has_its_facts(facts, checksum)


def _names(connection: sqlite3.Connection, facts: Sequence[Any], body: object) -> list[str]:
    """Return which entities a block is of: as it says itself, or else all between its lowest and its highest."""
    _, _, _, low, high, events, codec = facts
    said = entities_in(codec, body, events) if isinstance(body, bytes) else []
    numbers = said if said and (said[0], said[-1]) == (low, high) else range(max(0, low), min(high, ENTITY_MASK) + 1)
    return sorted(set(names_of(connection, numbers).values()))[:_NAMED]
