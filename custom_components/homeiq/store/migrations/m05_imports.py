"""An import of the recorder's history is resumed at the day where it was interrupted."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE import_day (day TEXT PRIMARY KEY, events INTEGER NOT NULL) STRICT",)
