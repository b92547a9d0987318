"""Events are two integers each, so that a year of a large home is small: names and texts are told by number.

``fact`` holds what is true of the database as a whole.
"""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE event (key INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT",
    "CREATE TABLE entity_name (number INTEGER PRIMARY KEY, entity_id TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE state_text (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
)
