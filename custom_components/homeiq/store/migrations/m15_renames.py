"""Entities keep their past under a new id: the old number stands for the new one, and no block is rewritten."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE entity_alias (number INTEGER PRIMARY KEY, stands_for INTEGER NOT NULL) STRICT",
    "CREATE TABLE entity_identity (identity TEXT PRIMARY KEY, entity_id TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE entity_rename (renamed_at REAL NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL) STRICT",
)
