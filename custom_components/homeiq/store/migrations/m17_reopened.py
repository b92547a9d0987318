"""A dismissal that is taken back shows its suggestion again before the next run finds it."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE reopened (
        signature TEXT PRIMARY KEY,
        suggestion TEXT NOT NULL,
        reopened_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
