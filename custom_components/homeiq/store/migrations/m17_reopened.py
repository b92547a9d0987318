"""A dismissal that is taken back shows its suggestion again before the next run finds it."""

STATEMENTS = (
    """
    CREATE TABLE reopened (
        signature TEXT PRIMARY KEY,
        suggestion TEXT NOT NULL,
        reopened_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
