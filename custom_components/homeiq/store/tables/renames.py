"""Entities that were given another id: their past, and all that was found and decided, goes with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
import json
import sqlite3
from typing import Any

from ...model.rename import Renamed
from ..codes.naming import rename
from ..file.database import Database
from ..reading.units import rename_units
from ..unread.readable import UnreadRows

# Where JSON names entities, by what the newest run writes and by what people have decided.
_FOUND = (("patterns", "signature", "body"), ("suggestions", "signature", "body"), ("openings", "number", "body"))
_DECIDED = (
    ("decisions", "signature", "suggestion"),
    ("automation_versions", "version", "suggestion"),
    ("adjustments", "signature", "suggestion"),
    ("trials", "signature", "suggestion"),
    ("reopened", "signature", "suggestion"),
    ("forgotten", "number", "entities"),
    ("sent", "number", "entities"),
)


class Renames:
    """Knows entities by what never changes about them, and so finds out which were renamed, also while it was off."""

    def __init__(self, database: Database) -> None:
        """Rename in a database."""
        self._database = database

    async def observe(self, entity_ids: Mapping[str, str], now: float) -> Mapping[str, str]:
        """Rename what has another id than when last seen, in one transaction; return new ids by old ones.

        Args:
            entity_ids: all entities of the home by what never changes about them.
            now: UTC epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> Mapping[str, str]:
            known = dict(connection.execute("SELECT identity, entity_id FROM entity_identity"))
            renames = {
                known[identity]: entity_id
                for identity, entity_id in entity_ids.items()
                if known.get(identity, entity_id) != entity_id
            }
            _note(connection, known, entity_ids)
            _drop_gone(connection, known, entity_ids)
            if renames:
                self._rename(connection, renames, now)
            return renames

        return await self._database.write(work)

    async def follow(self, renames: Mapping[str, str], entity_ids: Mapping[str, str], now: float) -> None:
        """Rename what was renamed at one moment, in one transaction.

        Args:
            renames: new ids by old ones.
            entity_ids: of these entities, by what never changes about them.
            now: UTC epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> None:
            known = dict(connection.execute("SELECT identity, entity_id FROM entity_identity"))
            _note(connection, known, entity_ids)
            self._rename(connection, renames, now)

        await self._database.write(work)

    async def known(self) -> int:
        """Return how many there are: who reads ids now, and stores them later, asks for those that came after."""
        return await self._database.read(_count)

    async def catch_up(self, known: int) -> None:
        """Rename in what a run has saved that began when so many renames were known: it knew the ids of then."""

        def work(connection: sqlite3.Connection) -> None:
            for batch in renamed_since(connection, known):
                _rename_in(connection, _FOUND, batch.renames)

        await self._database.write(work)

    async def all(self) -> tuple[Renamed, ...]:
        """Return what was renamed when, in order."""
        return await self._database.read(read_renamed)

    def _rename(self, connection: sqlite3.Connection, renames: Mapping[str, str], now: float) -> None:
        rename(connection, renames)
        self._database.events.forget_names()
        _rename_in(connection, (*_FOUND, *_DECIDED), renames)
        _rename_followed(connection, renames)
        rename_units(connection, renames)
        connection.executemany(
            "INSERT INTO entity_rename (renamed_at, old, new) VALUES (?, ?, ?)",
            [(now, old, new) for old, new in renames.items()],
        )


def read_renamed(connection: sqlite3.Connection) -> tuple[Renamed, ...]:
    """Return what was renamed when, in order."""
    return renamed_since(connection, 0)


def renamed_since(connection: sqlite3.Connection, known: int) -> tuple[Renamed, ...]:
    """Return what was renamed after so many renames, in order, whatever the clock said."""
    rows = connection.execute(
        "SELECT renamed_at, old, new FROM entity_rename ORDER BY rowid LIMIT -1 OFFSET ?", (known,)
    ).fetchall()
    return tuple(
        Renamed(at=moment, renames={old: new for _, old, new in group})
        for moment, group in groupby(rows, key=lambda row: float(row[0]))
    )


def _note(connection: sqlite3.Connection, known: Mapping[str, str], entity_ids: Mapping[str, str]) -> None:
    changed = [pair for pair in entity_ids.items() if known.get(pair[0]) != pair[1]]
    connection.executemany("INSERT OR REPLACE INTO entity_identity (identity, entity_id) VALUES (?, ?)", changed)


def _drop_gone(connection: sqlite3.Connection, known: Mapping[str, str], entity_ids: Mapping[str, str]) -> None:
    gone = [(identity,) for identity in known if identity not in entity_ids]
    connection.executemany("DELETE FROM entity_identity WHERE identity = ?", gone)


def _count(connection: sqlite3.Connection) -> int:
    ((count,),) = connection.execute("SELECT count(*) FROM entity_rename").fetchall()
    return int(count)


def _rename_in(
    connection: sqlite3.Connection, tables: Iterable[tuple[str, str, str]], renames: Mapping[str, str]
) -> None:
    for table, key, column in tables:
        rows = connection.execute(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()  # noqa: S608 - names of our own
        named = [row for row in rows if any(f'"{old}"' in row[1] for old in renames)]
        changed = UnreadRows().read(
            table, named, lambda number, body: (json.dumps(_renamed(json.loads(body), renames)), number)
        )
        connection.executemany(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", changed)  # noqa: S608 - names of our own


def _rename_followed(connection: sqlite3.Connection, renames: Mapping[str, str]) -> None:
    rows = connection.execute("SELECT number, entity_id FROM overrides").fetchall()
    connection.executemany(
        "UPDATE overrides SET entity_id = ? WHERE number = ?",
        [(renames[entity_id], number) for number, entity_id in rows if entity_id in renames],
    )
    for table in ("followed_hours", "overrides"):
        _rename_persons(connection, table, renames)


def _rename_persons(connection: sqlite3.Connection, table: str, renames: Mapping[str, str]) -> None:
    """Name who was home by the new ids."""
    homes = connection.execute(f"SELECT DISTINCT home FROM {table}").fetchall()  # noqa: S608 - names of our own
    changed = [
        (home, ",".join(sorted(renames.get(name, name) for name in home.split(","))))
        for (home,) in homes
        if not renames.keys().isdisjoint(home.split(","))
    ]
    # Out of the way first, for two may change places. No entity's id has a space.
    statement = f"UPDATE OR REPLACE {table} SET home = ? WHERE home = ?"  # noqa: S608 - names of our own
    connection.executemany(statement, [(f" {home}", home) for home, _ in changed])
    connection.executemany(statement, [(new, f" {home}") for home, new in changed])


def _renamed(data: Any, renames: Mapping[str, str]) -> Any:
    """Return JSON with other entity ids, wherever it names one; a pattern's entities stay sorted."""
    match data:
        case str():
            return renames.get(data, data)
        case {"entities": [*_]}:
            entities = sorted(_renamed(data["entities"], renames))
            return {key: entities if key == "entities" else _renamed(value, renames) for key, value in data.items()}
        case dict():
            return {key: _renamed(value, renames) for key, value in data.items()}
        case list():
            return [_renamed(value, renames) for value in data]
        case _:
            return data
