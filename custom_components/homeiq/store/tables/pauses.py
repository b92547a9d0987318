"""The spans of time that nothing is learned from."""

from __future__ import annotations

from ...model.decisions.pause import Pause
from ..file.database import Database


class Pauses:
    """Pauses, past ones too: what was recorded in them stays out of all learning."""

    def __init__(self, database: Database) -> None:
        """Keep pauses in a database."""
        self._database = database

    async def put(self, pause: Pause) -> None:
        """Note a pause; it takes the place of one with the same begin."""
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO pauses (begin, until) VALUES (?, ?)", (pause.begin, pause.until)
            )
        )

    async def all(self) -> tuple[Pause, ...]:
        """Return all pauses, in the order of their begins."""
        rows = await self._database.read(
            lambda connection: connection.execute("SELECT begin, until FROM pauses ORDER BY begin").fetchall()
        )
        return tuple(self._database.unreadable.read("pauses", rows, _pause))


def _pause(begin: float, until: float | None) -> Pause:
    return Pause(begin=begin, until=until)
