"""A point that is refused again and again is set aside once."""

from __future__ import annotations

STATEMENTS = (
    "DELETE FROM influx_rejected WHERE id NOT IN (SELECT max(id) FROM influx_rejected GROUP BY line)",
    "CREATE UNIQUE INDEX influx_rejected_line ON influx_rejected (line)",
)
