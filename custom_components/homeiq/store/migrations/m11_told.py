"""What people were told is noted, so that a restart tells nobody twice."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE told (
        signature TEXT PRIMARY KEY,
        how TEXT NOT NULL,
        told_at REAL NOT NULL,
        is_asked_for INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
)
