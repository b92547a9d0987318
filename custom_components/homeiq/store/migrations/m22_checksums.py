"""Blocks have checksums, and those that can't be read any more are out of the way of all others."""

from __future__ import annotations

STATEMENTS = (
    # Blocks from before have none until they were looked through.
    "ALTER TABLE block ADD COLUMN checksum INTEGER",
    # What a block says of itself is checked here, without a page of its body.
    "DROP INDEX block_span",
    "CREATE INDEX block_span ON block (first, last, kind, low, high, events, codec, checksum)",
    """
    CREATE TABLE block_damaged (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        still_at INTEGER,
        kind INTEGER,
        first INTEGER,
        last INTEGER,
        low INTEGER,
        high INTEGER,
        events INTEGER,
        codec INTEGER,
        checksum INTEGER,
        body BLOB,
        is_span_known INTEGER NOT NULL,
        entities TEXT NOT NULL,
        why TEXT NOT NULL,
        set_aside_at REAL NOT NULL,
        is_seen INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
)
