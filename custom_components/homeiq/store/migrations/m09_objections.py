"""A dismissal says what was wrong and with which suggestion, so that its like is not offered again."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE decisions ADD COLUMN objection TEXT",
    "ALTER TABLE decisions ADD COLUMN suggestion TEXT",
    """
    UPDATE decisions SET suggestion =
        (SELECT suggestions.body FROM suggestions WHERE suggestions.signature = decisions.signature)
    """,
)
