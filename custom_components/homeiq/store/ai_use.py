"""How much the home's AI was used, day by day."""

from functools import partial
import sqlite3

from ..model.ai_use import AiUse
from .database import Database

DAYS_KEPT = 31


class AiUses:
    """The table ``ai_use``."""

    def __init__(self, database: Database) -> None:
        """Count in a database."""
        self._database = database

    async def of(self, day: str) -> AiUse:
        """Return the use of a local day, ISO 8601."""
        return await self._database.read(partial(_of, day))

    async def take(self, day: str, *, calls: int, tokens: int) -> AiUse | None:
        """Count a call before it is made; None, and nothing counted, where the day's limits are reached.

        Args:
            day: the local day, ISO 8601.
            calls: how many calls there may be.
            tokens: after how many tokens there may be no more; 0 is no limit.
        """
        return await self._database.write(partial(_take, day, calls, tokens))

    async def note(self, day: str, *, tokens: int, failed: bool) -> AiUse:
        """Note what a call has cost, and whether it failed; return the day's use with it."""
        return await self._database.write(partial(_add, AiUse(day=day, tokens=tokens, failures=int(failed))))


def _of(day: str, connection: sqlite3.Connection) -> AiUse:
    for calls, tokens, failures in connection.execute(
        "SELECT calls, tokens, failures FROM ai_use WHERE day = ?", (day,)
    ):
        return AiUse(day=day, calls=calls, tokens=tokens, failures=failures)
    return AiUse(day=day)


def _take(day: str, calls: int, tokens: int, connection: sqlite3.Connection) -> AiUse | None:
    if not _of(day, connection).is_within(calls, tokens):
        return None
    connection.execute(
        "DELETE FROM ai_use WHERE day NOT IN (SELECT day FROM ai_use ORDER BY day DESC LIMIT ?)", (DAYS_KEPT - 1,)
    )
    return _add(AiUse(day=day, calls=1), connection)


def _add(use: AiUse, connection: sqlite3.Connection) -> AiUse:
    connection.execute(
        """
        INSERT INTO ai_use (day, calls, tokens, failures) VALUES (?, ?, ?, ?)
        ON CONFLICT (day) DO UPDATE SET
            calls = calls + excluded.calls, tokens = tokens + excluded.tokens, failures = failures + excluded.failures
        """,
        (use.day, use.calls, use.tokens, use.failures),
    )
    return _of(use.day, connection)
