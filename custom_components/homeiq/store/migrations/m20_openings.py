"""What opens a door or a lock is learned at night and asked at every door; the owner's names and kinds of things."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE openings (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
    "ALTER TABLE entities ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE entities ADD COLUMN chosen_class TEXT",
)
