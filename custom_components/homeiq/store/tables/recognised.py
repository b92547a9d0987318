"""Whether a new database knows what an earlier one had written to the owner's files."""

from __future__ import annotations

import sqlite3

from ..file.database import Database

_NAME = "home_known"


class Recognised:
    """Remembers that it was looked for, which only a new database has to do."""

    def __init__(self, database: Database) -> None:
        """Remember it in a database."""
        self._database = database

    async def is_done(self) -> bool:
        """Say whether it was looked for."""
        return await self._database.read(
            lambda connection: bool(connection.execute("SELECT 1 FROM fact WHERE name = ?", (_NAME,)).fetchall())
        )

    async def note_done(self) -> None:
        """Note that it was."""
        await self._database.write(
            lambda connection: connection.execute("INSERT OR IGNORE INTO fact (name, value) VALUES (?, 1)", (_NAME,))
        )


def look_again(connection: sqlite3.Connection) -> None:
    """Have it looked for once more, within a transaction."""
    connection.execute("DELETE FROM fact WHERE name = ?", (_NAME,))
