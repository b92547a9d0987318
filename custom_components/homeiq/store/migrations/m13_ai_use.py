"""Calls of the home's AI are counted by day, for a limit that a restart does not reset."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE ai_use (
        day TEXT PRIMARY KEY,
        calls INTEGER NOT NULL,
        tokens INTEGER NOT NULL,
        failures INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
