"""Texts, names and their numbers come to an end, where they only ever became more; what is there is to be mended."""

from __future__ import annotations

STATEMENTS = (
    # How an entity's texts go: whether most of them are new each time.
    """
    CREATE TABLE entity_texts (
        entity INTEGER PRIMARY KEY,
        coined INTEGER NOT NULL,
        repeated INTEGER NOT NULL,
        is_unsteady INTEGER NOT NULL
    ) STRICT
    """,
    # Numbers of entities (0) and texts (1) that nothing stands for any more.
    """
    CREATE TABLE spare_number (
        kind INTEGER NOT NULL,
        is_free INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (kind, is_free, number)
    ) STRICT, WITHOUT ROWID
    """,
    # Those that something was found to stand for, while a search goes on.
    """
    CREATE TABLE used_number (
        kind INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (kind, number)
    ) STRICT, WITHOUT ROWID
    """,
    # Texts of old that are numbers or change each time, and the codes that take their place.
    "CREATE TABLE mended_text (number INTEGER PRIMARY KEY, code INTEGER NOT NULL) STRICT",
    "INSERT INTO fact (name, value) SELECT 'mend_phase', 'texts' WHERE EXISTS (SELECT 1 FROM state_text)",
    "INSERT INTO fact (name, value) SELECT 'mend_at', 0 WHERE EXISTS (SELECT 1 FROM state_text)",
)
