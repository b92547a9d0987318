"""Which correlation ids there are: those of the newest requests, runs, calls of the AI and deliveries."""

from __future__ import annotations

import sqlite3

from .file.database import Database

# Of the newest 200 rows of each table.
_NEWEST = """
    SELECT correlation FROM (
        SELECT * FROM (SELECT correlation, started_at AS moment FROM analysis_run_status ORDER BY run_id DESC LIMIT 200)
        UNION ALL
        SELECT * FROM (
            SELECT correlation, requested_at AS moment FROM manual_refresh_triggers ORDER BY request_id DESC LIMIT 200
        )
        UNION ALL
        SELECT * FROM (SELECT correlation, called_at AS moment FROM ai_call ORDER BY call_id DESC LIMIT 200)
        UNION ALL
        SELECT * FROM (SELECT correlation, created_at AS moment FROM webhook_delivery ORDER BY id DESC LIMIT 200)
    )
    WHERE correlation <> '' GROUP BY correlation ORDER BY max(moment) DESC LIMIT ?
"""


class Traces:
    """Looks through the tables that have ids."""

    def __init__(self, database: Database) -> None:
        """Look into a database."""
        self._database = database

    async def newest(self, most: int) -> tuple[str, ...]:
        """Return the ids that something bears, the newest first.

        Raises:
            DatabaseUnusableError: it can't be read.
        """

        def work(connection: sqlite3.Connection) -> tuple[str, ...]:
            return tuple(found for (found,) in connection.execute(_NEWEST, (most,)))

        return await self._database.read(work)
