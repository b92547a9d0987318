"""The table of what is kept of each entity's day when its events are gone."""

from __future__ import annotations

from collections.abc import Iterable
import sqlite3

type Total = tuple[int, int, int, int, float | None, float | None, float]
"""A row: local day, entity, changes, numbers, and the lowest, the highest and the sum of the numbers."""

_ADD = """
    INSERT INTO day_total (day, entity, changes, numbers, low, high, total) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        changes = changes + excluded.changes,
        numbers = numbers + excluded.numbers,
        low = coalesce(min(low, excluded.low), low, excluded.low),
        high = coalesce(max(high, excluded.high), high, excluded.high),
        total = total + excluded.total
"""


def add_totals(connection: sqlite3.Connection, totals: Iterable[Total]) -> None:
    """Add to the days' totals, within a transaction."""
    connection.executemany(_ADD, totals)
