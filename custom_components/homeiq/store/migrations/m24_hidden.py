"""Whether people see an entity at all: what they have hidden is not offered to them."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE entities ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0",)
