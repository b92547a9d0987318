"""In which unit a sensor measures: without it, nobody can say what forty of it are."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE entities ADD COLUMN unit TEXT",)
