"""The home's registries: what every entity, device, area, floor and label is called and where it belongs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
import json
import sqlite3
from typing import Any

from ..model.home import Area, Device, Entity, Floor, Home, Label
from .database import Database

type Record = Area | Device | Entity | Floor | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Where records of a kind are kept: a column for each field, the first of which is the key."""

    name: str
    columns: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.columns[0]

    @property
    def select(self) -> str:
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"  # noqa: S608 - names of our own

    @property
    def find(self) -> str:
        return f"{self.select} WHERE {self.key} = ?"

    @property
    def save(self) -> str:
        marks = ", ".join("?" for _ in self.columns)
        return f"INSERT OR REPLACE INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608 - names of our own

    @property
    def remove(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self.key} = ?"  # noqa: S608 - names of our own


_TABLES: Mapping[type, _Table] = {
    kind: _Table(name=name, columns=tuple(field.name for field in fields(kind)))
    for kind, name in (
        (Area, "areas"),
        (Device, "devices"),
        (Entity, "entities"),
        (Floor, "floors"),
        (Label, "labels"),
    )
}

# Fields that are several texts, kept as JSON.
_SEVERAL: Mapping[str, Callable[[list[str]], Any]] = {"labels": frozenset, "members": tuple}


class Registry:
    """All records of the home's registries, as they were last heard of."""

    def __init__(self, database: Database) -> None:
        """Keep records in a database."""
        self._database = database

    async def replace_all(self, home: Home) -> int:
        """Bring the records to what a home has, removals included, in one transaction; return how many differed."""
        return await self._database.write(partial(_replace_all, home))

    async def save(self, record: Record) -> None:
        """Save a record, new or changed."""
        statement = _TABLES[type(record)].save
        await self._database.write(lambda connection: connection.execute(statement, _to_row(record)))

    async def remove(self, kind: type[Record], key: str) -> None:
        """Remove a record, for instance ``remove(Area, "kitchen")``; one that is not there does no harm."""
        statement = _TABLES[kind].remove
        await self._database.write(lambda connection: connection.execute(statement, (key,)))

    async def find[R: Record](self, kind: type[R], key: str) -> R | None:
        """Return the record with a key, for instance ``find(Area, "kitchen")``."""
        return await self._database.read(partial(_find, kind, key))

    async def page[R: Record](self, kind: type[R], after: str, limit: int) -> tuple[R, ...]:
        """Return the records whose key follows ``after``, in the order of their keys, ``limit`` at most."""
        return await self._database.read(partial(_page, kind, after, limit))

    async def entity(self, entity_id: str) -> Entity | None:
        """Return an entity."""
        return await self.find(Entity, entity_id)

    async def load(self) -> Home:
        """Return everything as a home whose place is not known."""
        return await self._database.read(_load)


def _load(connection: sqlite3.Connection) -> Home:
    return Home(
        entities=_all(Entity, connection),
        devices=_all(Device, connection),
        areas=_all(Area, connection),
        floors=_all(Floor, connection),
        labels=_all(Label, connection),
    )


def _replace_all(home: Home, connection: sqlite3.Connection) -> int:
    before = connection.total_changes
    _replace(connection, Entity, home.entities)
    _replace(connection, Device, home.devices)
    _replace(connection, Area, home.areas)
    _replace(connection, Floor, home.floors)
    _replace(connection, Label, home.labels)
    return connection.total_changes - before


def _replace[R: Record](connection: sqlite3.Connection, kind: type[R], records: Mapping[str, R]) -> None:
    table = _TABLES[kind]
    known = _all(kind, connection)
    connection.executemany(table.remove, [(key,) for key in known.keys() - records.keys()])
    changed = [_to_row(record) for key, record in records.items() if record != known.get(key)]
    connection.executemany(table.save, changed)


def _all[R: Record](kind: type[R], connection: sqlite3.Connection) -> dict[str, R]:
    table = _TABLES[kind]
    return {row[0]: _from_row(kind, row) for row in connection.execute(f"{table.select} ORDER BY {table.key}")}


def _find[R: Record](kind: type[R], key: str, connection: sqlite3.Connection) -> R | None:
    row = connection.execute(_TABLES[kind].find, (key,)).fetchone()
    return _from_row(kind, row) if row else None


def _page[R: Record](kind: type[R], after: str, limit: int, connection: sqlite3.Connection) -> tuple[R, ...]:
    table = _TABLES[kind]
    rows = connection.execute(f"{table.select} WHERE {table.key} > ? ORDER BY {table.key} LIMIT ?", (after, limit))
    return tuple(_from_row(kind, row) for row in rows)


def _to_row(record: Record) -> tuple[str | int | None, ...]:
    columns = _TABLES[type(record)].columns
    return tuple(_to_column(column, getattr(record, column)) for column in columns)


def _to_column(column: str, value: Any) -> str | int | None:
    if column not in _SEVERAL:
        return value if value is None or isinstance(value, int) else str(value)
    return json.dumps(sorted(value) if isinstance(value, frozenset) else list(value))


def _from_row[R: Record](kind: type[R], row: tuple[Any, ...]) -> R:
    columns = zip(_TABLES[kind].columns, row, strict=True)
    return kind(**{name: _SEVERAL[name](json.loads(value)) if name in _SEVERAL else value for name, value in columns})
