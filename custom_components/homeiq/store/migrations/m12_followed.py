"""What became of accepted suggestions: how often they ran, and how often somebody undid what they did."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE followed (
        signature TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        place TEXT NOT NULL,
        key TEXT NOT NULL,
        since REAL NOT NULL,
        fate TEXT NOT NULL,
        fate_since REAL NOT NULL,
        judged_since REAL NOT NULL,
        runs INTEGER NOT NULL DEFAULT 0,
        acts INTEGER NOT NULL DEFAULT 0,
        overridden INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE followed_hours (
        signature TEXT NOT NULL,
        day INTEGER NOT NULL,
        hour INTEGER NOT NULL,
        home TEXT NOT NULL,
        runs INTEGER NOT NULL,
        acts INTEGER NOT NULL,
        overridden INTEGER NOT NULL,
        PRIMARY KEY (signature, day, hour, home)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE overrides (
        number INTEGER PRIMARY KEY,
        signature TEXT NOT NULL,
        run_at REAL NOT NULL,
        acted_at REAL NOT NULL,
        undone_at REAL NOT NULL,
        entity_id TEXT NOT NULL,
        state TEXT NOT NULL,
        cause INTEGER NOT NULL,
        day INTEGER NOT NULL,
        minute INTEGER NOT NULL,
        home TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX overrides_signature ON overrides (signature)",
    """
    CREATE TABLE declined_adjustments (
        signature TEXT NOT NULL,
        adjustment TEXT NOT NULL,
        declined_at REAL NOT NULL,
        PRIMARY KEY (signature, adjustment)
    ) STRICT, WITHOUT ROWID
    """,
)
