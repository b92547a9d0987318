"""Which questions accepted automations have put to people, and what was answered; not by whom."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE asked (
        signature TEXT NOT NULL,
        asked_at REAL NOT NULL,
        day INTEGER NOT NULL,
        reply TEXT,
        PRIMARY KEY (signature, asked_at)
    ) STRICT, WITHOUT ROWID
    """,
)
