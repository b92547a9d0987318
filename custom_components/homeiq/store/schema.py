"""The tables, and how a database of any older version becomes one of this version.

Migrations are numbered from 1 and go forward only: never change one that was released, append another.
"""

from collections.abc import Sequence
import sqlite3

from .schema_followed import FOLLOWED
from .schema_influx import INFLUX
from .schema_subjects import FORGOTTEN, PAUSES, RENAMES

type Migration = Sequence[str]

_EVENTS = (
    "CREATE TABLE event (key INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT",
    "CREATE TABLE entity_name (number INTEGER PRIMARY KEY, entity_id TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE state_text (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
)

_REGISTRY = (
    """
    CREATE TABLE entities (
        entity_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        platform TEXT,
        device_id TEXT,
        area_id TEXT,
        device_class TEXT,
        category TEXT,
        labels TEXT NOT NULL,
        members TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE devices (
        device_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        area_id TEXT,
        manufacturer TEXT,
        model TEXT,
        labels TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE areas (area_id TEXT PRIMARY KEY, name TEXT NOT NULL, floor_id TEXT, labels TEXT NOT NULL) STRICT",
    "CREATE TABLE floors (floor_id TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER) STRICT",
    "CREATE TABLE labels (label_id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
)

_FINDINGS = (
    """
    CREATE TABLE patterns (
        signature TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        confidence REAL NOT NULL,
        rank INTEGER NOT NULL,
        first_seen REAL NOT NULL,
        last_seen REAL NOT NULL,
        retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    "CREATE TABLE suggestions (rank INTEGER PRIMARY KEY, signature TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT",
    """
    CREATE TABLE decisions (
        signature TEXT PRIMARY KEY,
        verdict TEXT NOT NULL,
        decided_at REAL NOT NULL,
        user_id TEXT,
        reason TEXT,
        until REAL
    ) STRICT
    """,
)

_RUNS = (
    """
    CREATE TABLE analysis_run_status (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT,
        trigger TEXT NOT NULL,
        status TEXT NOT NULL,
        started_at REAL NOT NULL,
        finished_at REAL,
        events INTEGER NOT NULL DEFAULT 0,
        patterns INTEGER NOT NULL DEFAULT 0,
        suggestions INTEGER NOT NULL DEFAULT 0,
        uses_ai INTEGER NOT NULL,
        error TEXT,
        metrics TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE TABLE manual_refresh_triggers (
        request_id INTEGER PRIMARY KEY,
        requested_at REAL NOT NULL,
        user_id TEXT,
        reason TEXT,
        uses_ai INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        run_id INTEGER REFERENCES analysis_run_status (run_id)
    ) STRICT
    """,
)

_IMPORTS = ("CREATE TABLE import_day (day TEXT PRIMARY KEY, events INTEGER NOT NULL) STRICT",)

_BLOCKS = (
    """
    CREATE TABLE block (
        number INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        low INTEGER NOT NULL,
        high INTEGER NOT NULL,
        events INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    # Whether a block may hold what is asked for is answered here, without a page of its body.
    "CREATE INDEX block_span ON block (first, last, kind, low, high, events)",
    """
    CREATE TABLE day_total (
        day INTEGER NOT NULL,
        entity INTEGER NOT NULL,
        changes INTEGER NOT NULL,
        numbers INTEGER NOT NULL,
        low REAL,
        high REAL,
        total REAL NOT NULL,
        PRIMARY KEY (day, entity)
    ) STRICT, WITHOUT ROWID
    """,
    "DELETE FROM fact WHERE name IN ('stored', 'stored_up_to')",
)

_ACCEPTED = (
    """
    CREATE TABLE automation_versions (
        version INTEGER PRIMARY KEY,
        signature TEXT NOT NULL,
        suggestion TEXT NOT NULL,
        mode TEXT NOT NULL,
        edit TEXT NOT NULL,
        written_at REAL NOT NULL,
        user_id TEXT,
        is_pending INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX automation_versions_signature ON automation_versions (signature)",
    """
    CREATE TABLE adjustments (
        signature TEXT PRIMARY KEY,
        suggestion TEXT NOT NULL,
        adjusted_at REAL NOT NULL,
        user_id TEXT
    ) STRICT
    """,
    """
    CREATE TABLE trials (
        signature TEXT PRIMARY KEY,
        suggestion TEXT NOT NULL,
        began_at REAL NOT NULL,
        until REAL NOT NULL,
        user_id TEXT
    ) STRICT
    """,
)

_OBJECTIONS = (
    "ALTER TABLE decisions ADD COLUMN objection TEXT",
    "ALTER TABLE decisions ADD COLUMN suggestion TEXT",
    """
    UPDATE decisions SET suggestion =
        (SELECT suggestions.body FROM suggestions WHERE suggestions.signature = decisions.signature)
    """,
)

_TOLD = (
    """
    CREATE TABLE told (
        signature TEXT PRIMARY KEY,
        how TEXT NOT NULL,
        told_at REAL NOT NULL,
        is_asked_for INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
)

_CLEARED = ("ALTER TABLE automation_versions ADD COLUMN is_cleared INTEGER NOT NULL DEFAULT 0",)

_AI = (
    """
    CREATE TABLE ai_use (
        day TEXT PRIMARY KEY,
        calls INTEGER NOT NULL,
        tokens INTEGER NOT NULL,
        failures INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
MIGRATIONS: Sequence[Migration] = (
    _EVENTS,
    _REGISTRY,
    _FINDINGS,
    _RUNS,
    _IMPORTS,
    _BLOCKS,
    INFLUX,
    _ACCEPTED,
    _OBJECTIONS,
    _CLEARED,
    _TOLD,
    FOLLOWED,
    _AI,
    PAUSES,
    RENAMES,
    FORGOTTEN,
)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database; 0 where it has no tables of ours yet."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'").fetchone():
        return 0
    ((version,),) = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database up to date; a migration that fails leaves it at the version before."""
    for version in range(version_of(connection) + 1, len(migrations) + 1):
        _apply(connection, version, migrations[version - 1])


def _apply(connection: sqlite3.Connection, version: int, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT")
        for statement in migration:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", (version,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
