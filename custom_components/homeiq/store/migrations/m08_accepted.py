"""What was written to the owner's files can be taken back; suggestions can be adjusted and be on trial."""

from __future__ import annotations

STATEMENTS = (
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
