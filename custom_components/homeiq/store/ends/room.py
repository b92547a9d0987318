"""What takes the room of the database, and how much of it deleting events can give back."""

from __future__ import annotations

from dataclasses import dataclass
import sqlite3

from ..blocks.block import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Bytes.

    Attributes:
        used: by the database, free pages not counted.
        acts: by what is kept longest.
        texts: by texts of states.
        outbox: by what waits for InfluxDB, was refused by it, or can't be sent as it can't be read.
        hooks: by what webhooks are told, and by what is known of what was sent.
        damaged: by blocks that can't be read, wherever they are.
        found: by what was found and decided.
        days: by the totals of days.
    """

    used: int = 0
    acts: int = 0
    texts: int = 0
    outbox: int = 0
    hooks: int = 0
    damaged: int = 0
    found: int = 0
    days: int = 0

    @property
    def events(self) -> int:
        """What deleting events can give back."""
        return self.used - self.beside

    @property
    def beside(self) -> int:
        """What takes room and is no event that can be deleted for it."""
        return self.texts + self.outbox + self.hooks + self.damaged + self.found + self.days


def used_bytes(connection: sqlite3.Connection) -> int:
    """Return the size of a database without its free pages."""
    ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
    return int(pages) * _page_bytes(connection) - free_bytes(connection)


def free_bytes(connection: sqlite3.Connection) -> int:
    """Return the size of the pages that hold nothing."""
    return free_pages(connection) * _page_bytes(connection)


def _page_bytes(connection: sqlite3.Connection) -> int:
    ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    return int(size)


def free_pages(connection: sqlite3.Connection) -> int:
    """Return how many pages hold nothing."""
    ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    return int(free)


def room_of(connection: sqlite3.Connection) -> Room:
    """Look what takes how much room. Reads all texts, so it is asked only where room is short, or somebody looks."""
    ((acts, texts, outbox, hooks, damaged, found, days),) = connection.execute(_PARTS, (BlockKind.ACTS,)).fetchall()
    return Room(
        used=used_bytes(connection),
        acts=acts,
        texts=texts,
        outbox=outbox,
        hooks=hooks,
        damaged=damaged,
        found=found,
        days=days,
    )


# A text stands in its table and in the index by which it is found; a row takes some bytes of its own.
_PARTS = """
    SELECT
        (SELECT coalesce(sum(length(body)), 0) FROM block WHERE kind = ?
            AND number NOT IN (SELECT still_at FROM block_damaged WHERE still_at IS NOT NULL)),
        (SELECT coalesce(sum(2 * length(CAST(text AS BLOB)) + 20), 0) FROM state_text),
        (SELECT sum(size) FROM influx_waiting)
            + (SELECT coalesce(sum(length(line) + length(reason)), 0) FROM influx_rejected)
            + (SELECT coalesce(sum(length(body)), 0) FROM influx_damaged),
        (SELECT coalesce(sum(length(body)), 0) FROM webhook_delivery)
            + (SELECT coalesce(sum(length(CAST(data AS BLOB))), 0) FROM sent),
        (SELECT coalesce(sum(length(body)), 0) FROM block_damaged)
            + (SELECT coalesce(sum(length(body)), 0) FROM block WHERE number IN (SELECT still_at FROM block_damaged)),
        (SELECT coalesce(sum(length(body)), 0) FROM patterns)
            + (SELECT coalesce(sum(length(body)), 0) FROM suggestions)
            + (SELECT coalesce(sum(length(suggestion)), 0) FROM decisions)
            + (SELECT coalesce(sum(length(suggestion) + length(edit)), 0) FROM automation_versions),
        (SELECT 40 * count(*) FROM day_total)
"""
