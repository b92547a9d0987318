"""In which time zone the clock times were noted that the database has; all else is in moments, which have none."""

from collections.abc import Callable
import json
import sqlite3

from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import DecisionKind, Suggestion
from ..file.database import Database
from ..unread.readable import UnreadRows
from .serial import pattern_from_json, suggestion_from_json, to_json

# What was accepted is in the owner's files, where its clock time means what the clock shows: it stays as it is written.
_SUGGESTIONS = (
    ("suggestions", "body", "1"),
    ("decisions", "suggestion", "suggestion IS NOT NULL AND verdict != ?1"),
    ("trials", "suggestion", "1"),
    ("reopened", "suggestion", "1"),
    (
        "adjustments",
        "suggestion",
        "signature NOT IN (SELECT signature FROM decisions WHERE verdict = ?1)",
    ),
)


class Zones:
    """Knows the zone, and changes it together with all that was noted in it."""

    def __init__(self, database: Database) -> None:
        """Keep it in a database."""
        self._database = database

    async def known(self) -> str | None:
        """Return the zone's name; None where it was never noted."""
        rows = await self._database.read(lambda connection: connection.execute("SELECT zone FROM home_zone").fetchall())
        return rows[0][0] if rows else None

    async def change(
        self,
        zone: str,
        pattern: Callable[[Pattern], Pattern] | None = None,
        suggestion: Callable[[Suggestion], Suggestion] | None = None,
    ) -> None:
        """Note a zone, and write anew what was noted in the one before: all of it, once, or nothing.

        Args:
            zone: its name.
            pattern: returns a pattern as it is in the new zone; None leaves all as they are.
            suggestion: likewise, for suggestions.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM home_zone")
            connection.execute("INSERT INTO home_zone (zone) VALUES (?)", (zone,))
            if pattern:
                _rewrite_patterns(connection, pattern, self._database.unreadable)
            if suggestion:
                _rewrite_suggestions(connection, suggestion, self._database.unreadable)

        await self._database.write(work)


def _rewrite_patterns(
    connection: sqlite3.Connection, change: Callable[[Pattern], Pattern], unreadable: UnreadRows
) -> None:
    def changed(name: str, body: str) -> tuple[str, str]:
        return json.dumps(to_json(change(pattern_from_json(json.loads(body))))), name

    rows = connection.execute("SELECT signature, body FROM patterns").fetchall()
    connection.executemany(
        "UPDATE patterns SET body = ? WHERE signature = ?", list(unreadable.read("patterns", rows, changed))
    )


def _rewrite_suggestions(
    connection: sqlite3.Connection, change: Callable[[Suggestion], Suggestion], unreadable: UnreadRows
) -> None:
    def changed(name: str, body: str) -> tuple[str, str]:
        return json.dumps(to_json(change(suggestion_from_json(json.loads(body))))), name

    for table, column, which in _SUGGESTIONS:
        rows = connection.execute(
            f"SELECT signature, {column} FROM {table} WHERE {which}",  # noqa: S608 - ours
            (DecisionKind.ACCEPTED.value,) if "?1" in which else (),
        ).fetchall()
        connection.executemany(
            f"UPDATE {table} SET {column} = ? WHERE signature = ?",  # noqa: S608 - ours
            list(unreadable.read(table, rows, changed)),
        )
    # What is told by the days and minutes of the clock before waits for the next run.
    for table in ("suggestions", "adjustments"):
        connection.execute(f"UPDATE {table} SET diary = NULL")  # noqa: S608 - ours
