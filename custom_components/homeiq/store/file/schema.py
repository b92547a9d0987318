"""Which version the tables of a database are of, and the migrations that bring them up to date."""

from __future__ import annotations

from collections.abc import Sequence
import sqlite3

from ..migrations import MIGRATIONS, Migration
from .errors import ForeignSchemaError
from .lineage import marked


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database; 0 where it has no tables yet.

    Raises:
        ForeignSchemaError: its tables are not ours.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables - {"sqlite_sequence"}:
        return 0
    if not tables >= {"schema_version", "fact"}:
        raise ForeignSchemaError("tables of another program")
    try:
        ((version,),) = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()
        return int(version)
    except (sqlite3.OperationalError, ValueError) as err:
        raise ForeignSchemaError(str(err)) from err


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database up to date; a migration that fails leaves it at the version before."""
    for version in range(version_of(connection) + 1, len(migrations) + 1):
        _apply(connection, version, migrations[version - 1])


def _apply(connection: sqlite3.Connection, version: int, migration: Migration) -> None:
    with marked(connection):
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT")
        for statement in migration:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", (version,))
