"""Deletes what after-care remembers of a forgotten part of the past: when what was done, undone, and who was home."""

from __future__ import annotations

from datetime import UTC, datetime
import json
import sqlite3
from zoneinfo import ZoneInfo

from ...model.decisions.forgotten import Forgotten

_INSTANT = 0.001  # the end is excluded, seconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
# Signatures of what is about entities, or was; ?1 is the entities as JSON.
_ABOUT = """
    SELECT DISTINCT signature FROM (
        SELECT signature, suggestion AS body FROM automation_versions
        UNION ALL SELECT signature, suggestion FROM decisions WHERE suggestion IS NOT NULL
        UNION ALL SELECT signature, body FROM suggestions
    )
    WHERE EXISTS (SELECT 1 FROM json_each(?1) AS name WHERE instr(body, json_quote(name.value)))
"""
# In each, ?3 is the entities as JSON, or nothing for all, and ?4 the signatures about them.
_HOURS = """
    DELETE FROM followed_hours WHERE 24 * day + hour BETWEEN ?1 AND ?2 AND (
        ?3 IS NULL
        OR signature IN (SELECT value FROM json_each(?4))
        OR EXISTS (SELECT 1 FROM json_each(?3) AS name WHERE instr(',' || home || ',', ',' || name.value || ','))
    )
"""
_OVERRIDES = """
    DELETE FROM overrides WHERE undone_at >= ?1 AND run_at < ?2 AND (
        ?3 IS NULL
        OR signature IN (SELECT value FROM json_each(?4))
        OR entity_id IN (SELECT value FROM json_each(?3))
        OR EXISTS (SELECT 1 FROM json_each(?3) AS name WHERE instr(',' || home || ',', ',' || name.value || ','))
    )
"""
_ASKED = """
    DELETE FROM asked WHERE asked_at >= ?1 AND asked_at < ?2
        AND (?3 IS NULL OR signature IN (SELECT value FROM json_each(?4)))
"""


def erase_followed(connection: sqlite3.Connection, part: Forgotten, timezone: ZoneInfo) -> None:
    """Delete it, within a transaction: whole hours that the span touches, overrides and questions that happened in it.

    Of entities, everything that was remembered of automations that act on them or are set off by them goes, and
    whatever says that a person of these was home. The totals of an automation stay: they tell no time and no name.

    Args:
        connection: the database's.
        part: what is forgotten.
        timezone: the home's, whose hours are counted.
    """
    names = None if part.entities is None else json.dumps(sorted(part.entities))
    about = json.dumps([signature for (signature,) in connection.execute(_ABOUT, (names,))]) if names else None
    first, last = (_hour_of(moment, timezone) for moment in (part.begin, part.until - _INSTANT))
    connection.execute(_HOURS, (first, last, names, about))
    connection.execute(_OVERRIDES, (part.begin, part.until, names, about))
    connection.execute(_ASKED, (part.begin, part.until, names, about))


def _hour_of(moment: float, timezone: ZoneInfo) -> int:
    """Return the local hour that a moment is in, hours since 1970-01-01 by the wall clock."""
    local = datetime.fromtimestamp(moment, UTC).astimezone(timezone)
    return 24 * (local.toordinal() - _EPOCH) + local.hour
