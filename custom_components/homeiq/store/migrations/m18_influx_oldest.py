"""What waits may be far older than its waiting: the time of a parcel's oldest event, epoch seconds; None is unknown."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE influx_outbox ADD COLUMN oldest REAL",
    "CREATE INDEX influx_oldest ON influx_outbox (oldest)",
)
