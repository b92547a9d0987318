"""The last weeks of what was found day by day, and what stood in the way of the rest: made once a run."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE suggestions ADD COLUMN diary TEXT",
    "ALTER TABLE adjustments ADD COLUMN diary TEXT",
    "ALTER TABLE patterns ADD COLUMN gate TEXT",
    "ALTER TABLE patterns ADD COLUMN needs INTEGER",
    "ALTER TABLE trials ADD COLUMN letters TEXT NOT NULL DEFAULT ''",
)
