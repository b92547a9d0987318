"""The tables that say what is learned from, and under which names."""

PAUSES = ("CREATE TABLE pauses (begin REAL PRIMARY KEY, until REAL) STRICT",)

FORGOTTEN = (
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

RENAMES = (
    "CREATE TABLE entity_alias (number INTEGER PRIMARY KEY, stands_for INTEGER NOT NULL) STRICT",
    "CREATE TABLE entity_identity (identity TEXT PRIMARY KEY, entity_id TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE entity_rename (renamed_at REAL NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL) STRICT",
)
