"""A parcel for a server that can't be read is set aside, so that those behind it are sent."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE influx_damaged (
        id INTEGER PRIMARY KEY,
        created_at REAL NOT NULL,
        points INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
)
