"""In which unit limits are told, where what they compare is told in another one since."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE limit_unit (
        name TEXT PRIMARY KEY,
        unit TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
