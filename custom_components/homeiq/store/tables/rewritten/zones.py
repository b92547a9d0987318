"""In which time zone the clock times were noted that the database has; all else is in moments, which have none."""

from __future__ import annotations

from collections.abc import Callable
import sqlite3

from ....model.habits.pattern import Pattern
from ....model.habits.suggestion import Suggestion
from ...file.database import Database
from .rewriting import rewrite_patterns, rewrite_suggestions


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
                rewrite_patterns(connection, pattern, self._database.unreadable)
            if suggestion:
                rewrite_suggestions(connection, suggestion, self._database.unreadable)
                # What is told by the days and minutes of the clock before waits for the next run.
                for table in ("suggestions", "adjustments"):
                    connection.execute(f"UPDATE {table} SET diary = NULL")  # noqa: S608 - of constants; values are bound

        await self._database.write(work)
