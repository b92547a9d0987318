"""An import of the recorder's history is resumed at the day where it was interrupted."""

STATEMENTS = ("CREATE TABLE import_day (day TEXT PRIMARY KEY, events INTEGER NOT NULL) STRICT",)
