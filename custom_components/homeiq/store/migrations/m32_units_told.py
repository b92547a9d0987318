"""In which units sensors measured, and since when: numbers of another unit are other numbers."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE unit_told (
        name TEXT NOT NULL,
        since REAL NOT NULL,
        unit TEXT NOT NULL,
        PRIMARY KEY (name, since)
    ) STRICT, WITHOUT ROWID
    """,
)
