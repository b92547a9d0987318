"""What was seen to open a door, a gate or a lock: learned at night, asked for at every door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
import json
import sqlite3

from ...model.opener import Opening
from ..file.database import Database
from ..unread.readable import UnreadRows
from .serial import opening_from_json, to_json


class Openings:
    """What the newest run knew to open something."""

    def __init__(self, database: Database) -> None:
        """Keep it in a database."""
        self._database = database

    async def save(self, openings: Sequence[Opening]) -> None:
        """Save what a run knows; it takes the place of what was known before."""
        rows = [(json.dumps(to_json(one)),) for one in openings]

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM openings")
            connection.executemany("INSERT INTO openings (body) VALUES (?)", rows)

        await self._database.write(work)

    async def all(self) -> Mapping[str, Opening]:
        """Return what opens something, by its entity id."""
        return await self._database.read(partial(openings_in, self._database.unreadable))


def openings_in(unreadable: UnreadRows, connection: sqlite3.Connection) -> Mapping[str, Opening]:
    """Return what opens something, by its entity id."""
    rows = connection.execute("SELECT number, body FROM openings ORDER BY number").fetchall()
    return {one.entity_id: one for one in unreadable.read("openings", rows, _opening)}


def _opening(_number: int, body: str) -> Opening:
    return opening_from_json(json.loads(body))
