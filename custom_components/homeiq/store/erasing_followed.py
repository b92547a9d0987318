"""Deletes what after-care remembers of a forgotten part of the past: when what was done, undone, and who was home."""

from datetime import UTC, datetime
import json
import sqlite3
from zoneinfo import ZoneInfo

from ..model.forgotten import Forgotten

_INSTANT = 0.001  # the end is excluded, seconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
# Tells of a signature whether it is about entities, or was, or of a row whether a person of these was home; ?3 is the
# entities as JSON, or nothing for all.
_MEANT = """
    ?3 IS NULL
    OR signature IN (
        SELECT signature FROM (
            SELECT signature, suggestion AS body FROM automation_versions
            UNION ALL SELECT signature, suggestion FROM decisions WHERE suggestion IS NOT NULL
            UNION ALL SELECT signature, body FROM suggestions
        )
        WHERE EXISTS (SELECT 1 FROM json_each(?3) AS name WHERE instr(body, json_quote(name.value)))
    )
    OR EXISTS (SELECT 1 FROM json_each(?3) AS name WHERE instr(',' || home || ',', ',' || name.value || ','))
"""


def erase_followed(connection: sqlite3.Connection, part: Forgotten, timezone: ZoneInfo) -> None:
    """Delete it, within a transaction: whole hours that the span touches, and overrides that happened in it.

    Of entities, everything that was remembered of automations that act on them or are set off by them goes, and
    whatever says that a person of these was home. The totals of an automation stay: they tell no time and no name.

    Args:
        connection: the database's.
        part: what is forgotten.
        timezone: the home's, whose hours are counted.
    """
    names = None if part.entities is None else json.dumps(sorted(part.entities))
    first, last = (_hour_of(moment, timezone) for moment in (part.begin, part.until - _INSTANT))
    connection.execute(
        f"DELETE FROM followed_hours WHERE 24 * day + hour BETWEEN ?1 AND ?2 AND ({_MEANT})",  # noqa: S608 - ours
        (first, last, names),
    )
    connection.execute(
        f"""
        DELETE FROM overrides WHERE undone_at >= ?1 AND run_at < ?2
            AND ({_MEANT} OR entity_id IN (SELECT value FROM json_each(?3)))
        """,  # noqa: S608 - ours
        (part.begin, part.until, names),
    )


def _hour_of(moment: float, timezone: ZoneInfo) -> int:
    """Return the local hour that a moment is in, hours since 1970-01-01 by the wall clock."""
    local = datetime.fromtimestamp(moment, UTC).astimezone(timezone)
    return 24 * (local.toordinal() - _EPOCH) + local.hour
