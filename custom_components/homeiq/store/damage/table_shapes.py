"""Where the tables of a database begin, and how their rows are laid out: as the file says, or as all files of ours are.

Tables are made by the same statements in the same order in every home, and SQLite puts their first pages where room is
given back a little at a time one behind the other at the front of the file, whatever else it holds by then. So a file
whose own list of tables is lost has them where an empty one has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
import sqlite3

from ..file.layout import Layout, layout
from ..file.readers import SAID_BROKEN
from ..file.schema import migrate
from ..migrations import MIGRATIONS
from .cells import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """How the rows of a table are laid out.

    Attributes:
        root: the page at its top.
        columns: in the order in which a row has them.
        number: the column that is a row's number; None where there is none.
    """

    root: int
    columns: Sequence[str]
    number: str | None


@cache
def shapes(version: int = len(MIGRATIONS)) -> Mapping[str, TableShape]:
    """Return what the tables of a version of ours are like in every home; of none that is newer."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        migrate(connection, MIGRATIONS[:version])
        return shapes_in(connection)


@cache
def defaults() -> Mapping[str, dict[str, Value]]:
    """Return what columns hold, by table, in rows from before there were these columns."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        found: dict[str, dict[str, Value]] = {name: {} for name in layout()}
        for table, columns in found.items():
            said = "SELECT name, dflt_value FROM pragma_table_info(?) WHERE dflt_value IS NOT NULL"
            for column, text in connection.execute(said, (table,)).fetchall():
                ((columns[column],),) = connection.execute(f"SELECT {text}").fetchall()
        return found


def shapes_in(connection: sqlite3.Connection) -> Mapping[str, TableShape]:
    """Return what those tables of a database are like that have the names of ours, as far as it says so."""
    found = {name: _shape(connection, name, ours) for name, ours in layout().items()}
    return {name: shape for name, shape in found.items() if shape}


def _shape(connection: sqlite3.Connection, name: str, ours: Layout) -> TableShape | None:
    with suppress(*SAID_BROKEN):
        roots = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)
        ).fetchall()
        columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (name,)).fetchall()
        if roots and columns:
            return TableShape(
                root=int(roots[0][0]),
                # Rows that are known by a key begin with it.
                columns=[each for each, _, _ in sorted(columns, key=_place)]
                if ours.keys
                else [each for each, _, _ in columns],
                number=None if ours.keys else _number(columns),
            )
    return None


def _place(column: tuple[str, str, int]) -> int:
    return column[2] or 1 << 16


def _number(columns: Sequence[tuple[str, str, int]]) -> str | None:
    keys = [(name, kind) for name, kind, place in columns if place]
    return keys[0][0] if len(keys) == 1 and keys[0][1] == "INTEGER" else None
