"""What people wanted to be forgotten is noted before anything is deleted, so that nothing brings it back."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE forgotten (
        number INTEGER PRIMARY KEY,
        begin REAL NOT NULL,
        until REAL NOT NULL,
        entities TEXT,
        forgotten_at REAL NOT NULL,
        is_done INTEGER NOT NULL
    ) STRICT
    """,
)
