"""Numbers of entities and of texts: which are given next, and which are in use while unused ones are looked for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
import sqlite3


class Names(IntEnum):
    """What numbers stand for. The values are stored."""

    ENTITIES = 0
    TEXTS = 1


_LAST = {
    Names.ENTITIES: """
        SELECT max(
            (SELECT coalesce(max(number), 0) FROM entity_name),
            (SELECT coalesce(max(number), 0) FROM entity_alias),
            (SELECT coalesce(max(number), 0) FROM spare_number WHERE kind = 0 AND is_free = 0),
            (SELECT coalesce(max(number), 0) FROM spare_number WHERE kind = 0 AND is_free = 1)
        )
    """,
    Names.TEXTS: """
        SELECT max(
            (SELECT coalesce(max(number), 0) FROM state_text),
            (SELECT coalesce(max(number), 0) FROM spare_number WHERE kind = 1 AND is_free = 0),
            (SELECT coalesce(max(number), 0) FROM spare_number WHERE kind = 1 AND is_free = 1)
        )
    """,
}


def take_number(connection: sqlite3.Connection, kind: Names, most: int | None = None) -> int:
    """Return a number that stands for nothing, the lowest first, within a transaction; 0 where all are taken.

    Args:
        connection: the database's.
        kind: what it will stand for.
        most: the highest there is.
    """
    for (number,) in connection.execute(
        "SELECT number FROM spare_number WHERE kind = ? AND is_free = 1 ORDER BY number LIMIT 1", (kind,)
    ).fetchall():
        connection.execute("DELETE FROM spare_number WHERE kind = ? AND is_free = 1 AND number = ?", (kind, number))
        return int(number)
    ((last,),) = connection.execute(_LAST[kind]).fetchall()
    return 0 if most is not None and last >= most else int(last) + 1


def put_aside(connection: sqlite3.Connection, kind: Names, numbers: Iterable[int]) -> None:
    """Keep numbers that stand for nothing any more until nobody can mean what they stood for."""
    connection.executemany(
        "INSERT OR IGNORE INTO spare_number (kind, is_free, number) VALUES (?, 0, ?)",
        [(kind, number) for number in numbers],
    )


def set_free(connection: sqlite3.Connection) -> None:
    """Let the numbers that were put aside be given again."""
    connection.execute(
        "INSERT OR IGNORE INTO spare_number (kind, is_free, number) SELECT kind, 1, number FROM spare_number"
    )
    connection.execute("DELETE FROM spare_number WHERE is_free = 0")


def mark_used(connection: sqlite3.Connection, kind: Names, numbers: Iterable[int]) -> None:
    """Note that something stands for numbers, for as long as unused ones are looked for."""
    connection.executemany(
        "INSERT OR IGNORE INTO used_number (kind, number) VALUES (?, ?)", [(kind, number) for number in numbers]
    )


def is_looked_for(connection: sqlite3.Connection) -> bool:
    """Tell whether unused numbers are being looked for."""
    return connection.execute("SELECT 1 FROM fact WHERE name = 'collect_phase'").fetchone() is not None


def note_gone(connection: sqlite3.Connection, events: int) -> None:
    """Note that events were deleted: what only they stood for can be collected."""
    if events > 0:
        connection.execute(
            """
            INSERT INTO fact (name, value) VALUES ('collect_gone', ?)
            ON CONFLICT DO UPDATE SET value = value + excluded.value
            """,
            (events,),
        )


def note_rewritten(connection: sqlite3.Connection) -> None:
    """Have a search look at the newest block, which took the place of one that may not have been looked at yet."""
    connection.execute(
        """
        UPDATE fact SET value = min(value, (SELECT coalesce(max(number), 1) - 1 FROM block))
        WHERE name IN ('collect_at', 'mend_at')
        """
    )
