"""Deletes texts and names that nothing is marked to stand for; see ``collector``."""

from __future__ import annotations

import sqlite3

from ...model.moments import CHANGED
from ..codes.codec import MAX_ENTITIES
from ..codes.spare import Names, put_aside

TEXTS = 2000  # looked at in one step
CROWDED = 0.9  # share of all numbers of entities; beyond, totals of days alone keep none


def sweep_texts(connection: sqlite3.Connection, after: int) -> int | None:
    """Delete unused texts among the next ones, within a transaction; return the last looked at, None at the end."""
    rows = connection.execute(
        """
        SELECT number, text,
            EXISTS (SELECT 1 FROM used_number WHERE kind = ? AND used_number.number = state_text.number)
        FROM state_text WHERE number > ? ORDER BY number LIMIT ?
        """,
        (Names.TEXTS, after, TEXTS),
    ).fetchall()
    unused = [number for number, text, is_used in rows if not is_used and text != CHANGED]
    connection.executemany("DELETE FROM state_text WHERE number = ?", [(number,) for number in unused])
    put_aside(connection, Names.TEXTS, unused)
    return int(rows[-1][0]) if len(rows) == TEXTS else None


def sweep_names(connection: sqlite3.Connection, most: int = MAX_ENTITIES) -> None:
    """Delete the names of entities without events and totals, within a transaction.

    Where numbers become scarce, the totals of entities that have no events any more go first.

    Args:
        connection: the database's.
        most: how many entities can have a number.
    """
    ((taken,),) = connection.execute(
        "SELECT (SELECT count(*) FROM entity_name) + (SELECT count(*) FROM entity_alias)"
    ).fetchall()
    if taken >= CROWDED * most:
        connection.execute(f"DELETE FROM day_total WHERE entity NOT IN ({_USED})")  # noqa: S608 - of constants; values are bound
    # An alias is in use where its own number is, and with it the name that it stands for.
    _delete(connection, f"DELETE FROM entity_alias WHERE number NOT IN ({_KEPT}) RETURNING number")  # noqa: S608 - of constants; values are bound
    _delete(
        connection,
        f"DELETE FROM entity_name WHERE number NOT IN ({_MEANT}) RETURNING number",  # noqa: S608 - of constants; values are bound
    )


_USED = "SELECT number FROM used_number WHERE kind = 0"
_KEPT = f"{_USED} UNION ALL SELECT entity FROM day_total"  # noqa: S608 - of constants; values are bound
_MEANT = f"{_KEPT} UNION ALL SELECT stands_for FROM entity_alias"  # noqa: S608 - of constants; values are bound


def _delete(connection: sqlite3.Connection, statement: str) -> None:
    unused = [number for (number,) in connection.execute(statement).fetchall()]
    connection.executemany("DELETE FROM entity_texts WHERE entity = ?", [(number,) for number in unused])
    put_aside(connection, Names.ENTITIES, unused)
