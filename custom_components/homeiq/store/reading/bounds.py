"""When a history begins and ends."""

from __future__ import annotations

from math import inf
import sqlite3

from ..blocks.block import UNITS_PER_MS
from ..blocks.index import IS_PLAUSIBLE, ms_of
from ..codes.codec import ENTITY_BITS, first_key, time_of

# A damaged block may say anything of itself.
_FIRST = f"""
    SELECT (SELECT min(key) FROM event), (SELECT first FROM block WHERE {IS_PLAUSIBLE} ORDER BY first LIMIT 1)
"""  # noqa: S608 - of a constant
_LAST = f"""
    SELECT (SELECT max(key) FROM event WHERE key <= ?1),
        (SELECT max(last) FROM block WHERE last <= ?2 AND {IS_PLAUSIBLE})
"""  # noqa: S608 - of a constant


def first_time(connection: sqlite3.Connection) -> float | None:
    """Return the time of the oldest event in epoch seconds, None where there is none."""
    ((key, ms),) = connection.execute(_FIRST).fetchall()
    keys = [*([] if key is None else [key]), *([] if ms is None else [_key(ms)])]
    return time_of(min(keys)) if keys else None


def last_time(connection: sqlite3.Connection, until: float = inf) -> float | None:
    """Return the time of the newest event in epoch seconds, None where there is none.

    Args:
        connection: the database's.
        until: of those that are not later, epoch seconds; blocks that end later are passed over.
    """
    key = first_key(until)
    ((key, ms),) = connection.execute(_LAST, (key, ms_of(key))).fetchall()
    keys = [*([] if key is None else [key]), *([] if ms is None else [_key(ms)])]
    return time_of(max(keys)) if keys else None


def _key(ms: int) -> int:
    return ms * UNITS_PER_MS << ENTITY_BITS
