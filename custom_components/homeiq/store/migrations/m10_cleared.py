"""What was accepted can be cleared from the to-do list without being forgotten."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE automation_versions ADD COLUMN is_cleared INTEGER NOT NULL DEFAULT 0",)
