"""What a server has not taken yet waits on the disk, stored together with the events that it is of."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE influx_outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        created_at REAL NOT NULL,
        points INTEGER NOT NULL,
        size INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE influx_rejected (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        rejected_at REAL NOT NULL,
        line TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT
    """,
    # One row. Adding up a full outbox each time would read all of it.
    """
    CREATE TABLE influx_waiting (
        points INTEGER NOT NULL,
        size INTEGER NOT NULL,
        dropped INTEGER NOT NULL,
        rejected INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO influx_waiting (points, size, dropped, rejected) VALUES (0, 0, 0, 0)",
    """
    CREATE TRIGGER influx_put AFTER INSERT ON influx_outbox BEGIN
        UPDATE influx_waiting SET points = points + new.points, size = size + new.size;
    END
    """,
    """
    CREATE TRIGGER influx_taken AFTER DELETE ON influx_outbox BEGIN
        UPDATE influx_waiting SET points = points - old.points, size = size - old.size;
    END
    """,
    """
    CREATE TABLE influx_backfill (
        direction TEXT PRIMARY KEY,
        begin REAL NOT NULL,
        reached REAL NOT NULL,
        until REAL NOT NULL,
        events INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
