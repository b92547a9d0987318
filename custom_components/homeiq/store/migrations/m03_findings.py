"""What was found, what is offered and what people said to it outlive a restart."""

from __future__ import annotations

STATEMENTS = (
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
