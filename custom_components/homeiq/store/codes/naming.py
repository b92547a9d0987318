"""Names of entities and the numbers that stand for them, of which one name may have several.

A sealed block never changes when an entity gets the id of another one that was there before: the block's number becomes
an alias of the number that goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
import json
import sqlite3

from ...model.habits.value import MARK
from .codec import ENTITY_MASK


def names_of(connection: sqlite3.Connection, numbers: Collection[int] | None = None) -> dict[int, str]:
    """Return the entity ids of some numbers, or of all, aliases included."""
    rows = connection.execute(
        """
        SELECT number, entity_id FROM entity_name
        WHERE ?1 IS NULL OR number IN (SELECT value FROM json_each(?1))
        UNION ALL
        SELECT entity_alias.number, entity_id FROM entity_alias
        JOIN entity_name ON entity_name.number = entity_alias.stands_for
        WHERE ?1 IS NULL OR entity_alias.number IN (SELECT value FROM json_each(?1))
        """,
        (None if numbers is None else json.dumps([*numbers]),),
    )
    return dict(rows)


def aliases_of(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the number that each alias stands for."""
    return dict(connection.execute("SELECT number, stands_for FROM entity_alias"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntities:
    """What is known of some entities.

    Attributes:
        aliases: the number that each of their aliases stands for.
        names: entity ids by number, without aliases.
    """

    aliases: Mapping[int, int]
    names: Mapping[int, str]

    @property
    def numbers(self) -> frozenset[int]:
        """All numbers, aliases included."""
        return frozenset({*self.names, *self.aliases})


def known_of(connection: sqlite3.Connection, entity_ids: Collection[str]) -> KnownEntities:
    """Look entities up; those never heard of have no number."""
    rows = connection.execute(
        """
        WITH wanted AS (SELECT number, entity_id FROM entity_name WHERE entity_id IN (SELECT value FROM json_each(?)))
        SELECT number, number, entity_id FROM wanted
        UNION ALL
        SELECT entity_alias.number, stands_for, entity_id FROM entity_alias JOIN wanted ON wanted.number = stands_for
        """,
        (json.dumps([*entity_ids]),),
    ).fetchall()
    return KnownEntities(
        aliases={number: meant for number, meant, _ in rows if number != meant},
        names={number: name for number, meant, name in rows if number == meant},
    )


def rename(connection: sqlite3.Connection, renames: Mapping[str, str]) -> None:
    """Give entities other ids, all at once, within a transaction.

    What had a new id before shares it from now on: a new lamp in the place of an old one takes over its past.

    Args:
        connection: the database's.
        renames: new entity ids by old ones; two may change places.
    """
    found = [
        (number, name, entity_id)
        for number, name in connection.execute("SELECT number, entity_id FROM entity_name").fetchall()
        for entity_id in (renames.get(name.partition(MARK)[0]),)
        if entity_id
    ]
    # Out of the way first, for an old id may be another one's new id. No entity's id has a space.
    for number, _, _ in found:
        connection.execute("UPDATE entity_name SET entity_id = ? WHERE number = ?", (f" {number}", number))
    for number, name, entity_id in found:
        _take_over(connection, number, entity_id + name.removeprefix(name.partition(MARK)[0]))


def _take_over(connection: sqlite3.Connection, number: int, name: str) -> None:
    for (other,) in connection.execute("SELECT number FROM entity_name WHERE entity_id = ?", (name,)).fetchall():
        connection.execute("DELETE FROM entity_name WHERE number = ?", (other,))
        connection.execute("UPDATE entity_alias SET stands_for = ? WHERE stands_for = ?", (number, other))
        connection.execute("INSERT INTO entity_alias (number, stands_for) VALUES (?, ?)", (other, number))
        connection.execute(
            "UPDATE OR REPLACE event SET key = key - ?2 + ?1 WHERE key & ?3 = ?2", (number, other, ENTITY_MASK)
        )
    connection.execute("UPDATE entity_name SET entity_id = ? WHERE number = ?", (name, number))
