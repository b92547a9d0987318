"""The home's registries as they were last, so that what was found can be named when things are gone."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE entities (
        entity_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        platform TEXT,
        device_id TEXT,
        area_id TEXT,
        device_class TEXT,
        category TEXT,
        labels TEXT NOT NULL,
        members TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE devices (
        device_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        area_id TEXT,
        manufacturer TEXT,
        model TEXT,
        labels TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE areas (area_id TEXT PRIMARY KEY, name TEXT NOT NULL, floor_id TEXT, labels TEXT NOT NULL) STRICT",
    "CREATE TABLE floors (floor_id TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER) STRICT",
    "CREATE TABLE labels (label_id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
)
