"""What has left the house: how much on each day to whom, and the newest of it exactly."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE sent_total (
        day TEXT NOT NULL,
        way TEXT NOT NULL,
        receiver TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (day, way, receiver)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sent (
        number INTEGER PRIMARY KEY,
        sent_at REAL NOT NULL,
        way TEXT NOT NULL,
        receiver TEXT NOT NULL,
        kind TEXT NOT NULL,
        reference TEXT NOT NULL,
        data TEXT,
        entities TEXT,
        is_forgotten INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sent_by_way ON sent (way, number)",
    # From when on it is known.
    "INSERT OR IGNORE INTO fact (name, value) VALUES ('sent_since', unixepoch())",
)
