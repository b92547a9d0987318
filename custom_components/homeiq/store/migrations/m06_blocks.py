"""Finished stretches become sealed blocks: far less room than rows, and each day's totals outlive their events."""

from __future__ import annotations

STATEMENTS = (
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
