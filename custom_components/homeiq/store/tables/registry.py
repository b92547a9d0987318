"""The home's registries: what every entity, device, area, floor and label is called and where it belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
import json
import sqlite3
from typing import Any

from ...model.home import Area, Device, Entity, Floor, Home, Label
from ..file.database import Database
from ..unread.readable import UnreadRows

type Record = Area | Device | Entity | Floor | Label


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
_SEVERAL: Mapping[str, Callable[[list[str]], Any]] = {"labels": frozenset, "members": tuple, "aliases": tuple}
_TRUTHS = frozenset({"is_hidden"})


class Registry:
    """All records of the home's registries, as they were last heard of.

    What was heard in this run of the process is told from memory: who asks waits for no thread.
    """

    def __init__(self, database: Database) -> None:
        """Keep records in a database."""
        self._database = database
        self._heard: Mapping[type, Mapping[str, Any]] = {}
        self._order: Mapping[type, Sequence[str]] = {}

    async def replace_all(self, home: Home) -> int:
        """Bring the records to what a home has, removals included, in one transaction; return how many differed."""
        differed = await self._database.write(partial(_replace_all, home))
        self._heard = _records_of(home)
        self._order = {kind: sorted(records) for kind, records in self._heard.items()}
        return differed

    async def find[R: Record](self, kind: type[R], key: str) -> R | None:
        """Return the record with a key, for instance ``find(Area, "kitchen")``."""
        if (heard := self._heard.get(kind)) is not None:
            return heard.get(key)
        return await self._database.read(partial(_find, kind, key))

    async def page[R: Record](self, kind: type[R], after: str, limit: int) -> tuple[R, ...]:
        """Return the records whose key follows ``after``, in the order of their keys, ``limit`` at most."""
        if (heard := self._heard.get(kind)) is not None:
            order = self._order[kind]
            first = bisect_right(order, after)
            return tuple(heard[key] for key in order[first : first + limit])
        return await self._database.read(partial(_page, kind, after, limit))

    async def entity(self, entity_id: str) -> Entity | None:
        """Return an entity."""
        return await self.find(Entity, entity_id)


def _replace_all(home: Home, connection: sqlite3.Connection) -> int:
    before = connection.total_changes
    for kind, records in _records_of(home).items():
        _replace(connection, kind, records)
    return connection.total_changes - before


def _records_of(home: Home) -> Mapping[type[Record], Mapping[str, Any]]:
    return {
        Entity: home.entities,
        Device: home.devices,
        Area: home.areas,
        Floor: home.floors,
        Label: home.labels,
    }


def _replace[R: Record](connection: sqlite3.Connection, kind: type[R], records: Mapping[str, R]) -> None:
    table = _TABLES[kind]
    known = _all(kind, connection)
    connection.executemany(table.remove, [(key,) for key in known.keys() - records.keys()])
    changed = [_to_row(record) for key, record in records.items() if record != known.get(key)]
    connection.executemany(table.save, changed)


def _all[R: Record](kind: type[R], connection: sqlite3.Connection) -> dict[str, R]:
    table = _TABLES[kind]
    rows = connection.execute(f"{table.select} ORDER BY {table.key}")
    return dict(UnreadRows().read(table.name, rows, lambda *row: (row[0], _from_row(kind, row))))


def _find[R: Record](kind: type[R], key: str, connection: sqlite3.Connection) -> R | None:
    row = connection.execute(_TABLES[kind].find, (key,)).fetchone()
    return next(_readable(kind, [row] if row else []), None)


def _page[R: Record](kind: type[R], after: str, limit: int, connection: sqlite3.Connection) -> tuple[R, ...]:
    table = _TABLES[kind]
    rows = connection.execute(f"{table.select} WHERE {table.key} > ? ORDER BY {table.key} LIMIT ?", (after, limit))
    return tuple(_readable(kind, rows))


def _readable[R: Record](kind: type[R], rows: Iterable[tuple[Any, ...]]) -> Iterator[R]:
    # What can't be read is written anew at the next start, from Home Assistant's own registries.
    return UnreadRows().read(_TABLES[kind].name, rows, lambda *row: _from_row(kind, row))


def _to_row(record: Record) -> tuple[str | int | None, ...]:
    columns = _TABLES[type(record)].columns
    return tuple(_to_column(column, getattr(record, column)) for column in columns)


def _to_column(column: str, value: Any) -> str | int | None:
    if column not in _SEVERAL:
        return value if value is None or isinstance(value, int) else str(value)
    return json.dumps(sorted(value) if isinstance(value, frozenset) else list(value))


def _from_row[R: Record](kind: type[R], row: tuple[Any, ...]) -> R:
    columns = zip(_TABLES[kind].columns, row, strict=True)
    return kind(**{name: _from_column(name, value) for name, value in columns})


def _from_column(column: str, value: Any) -> Any:
    if column in _SEVERAL:
        return _SEVERAL[column](json.loads(value))
    # SQLite knows no truth, only 0 and 1.
    return bool(value) if column in _TRUTHS else value
