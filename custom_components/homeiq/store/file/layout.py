"""What the tables of a database are like, and whether these are ours."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
import sqlite3

from .errors import ForeignSchemaError
from .schema import migrate


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a table is like.

    Attributes:
        columns: their names.
        keys: the columns of the primary key where rows are known by it alone; empty where they have numbers.
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...]


@cache
def layout() -> Mapping[str, Layout]:
    """Return what the tables of this version are like."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return _layout_of(connection)


def _layout_of(connection: sqlite3.Connection) -> dict[str, Layout]:
    tables = [
        (name, without_rowid)
        for _, name, kind, _, without_rowid, _ in connection.execute("PRAGMA table_list").fetchall()
        if kind == "table" and not name.startswith("sqlite_")
    ]
    found: dict[str, Layout] = {}
    for name, without_rowid in tables:
        columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
        keys = [column for column, place in sorted(columns, key=lambda row: row[1]) if place and without_rowid]
        found[name] = Layout(columns=tuple(column for column, _ in columns), keys=tuple(keys))
    return found


def check(connection: sqlite3.Connection) -> None:
    """Look whether a database has all tables and columns of this version; it may have more.

    Raises:
        ForeignSchemaError: it hasn't.
    """
    found = _layout_of(connection)
    for name, ours in layout().items():
        if name not in found or not set(ours.columns) <= set(found[name].columns):
            raise ForeignSchemaError(f"no proper table {name}")
