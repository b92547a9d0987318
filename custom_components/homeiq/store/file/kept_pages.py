"""The pages of the file that SQLite keeps in memory: given back once what needed many of them is over."""

from __future__ import annotations

import sqlite3

from .database import Database


async def give_back_pages(database: Database) -> None:
    """Let go of what both connections keep of the file; it is read again where it is needed.

    Raises:
        DatabaseUnusableError: it failed, or the database is closed.
    """
    await database.alone(_shrink)
    await database.read(_shrink)


def _shrink(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA shrink_memory")
