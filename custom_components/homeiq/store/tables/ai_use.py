"""How much the home's AI was used, day by day, and its calls with the ids of what led to them."""

from __future__ import annotations

from functools import partial
import sqlite3
from typing import Any, Literal

from ...model.ai_use import AiCall, AiUse
from ..file.database import Database

DAYS_KEPT = 31
CALLS_KEPT = 1000


class AiUses:
    """The tables ``ai_use`` and ``ai_call``."""

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

    async def note(self, day: str, call: AiCall) -> AiUse:
        """Note what a call has cost, and whether it failed; return the day's use with it."""
        return await self._database.write(partial(_note, day, call))

    async def calls_of(self, correlation: str, limit: int) -> tuple[AiCall, ...]:
        """Return the calls that something led to, by its id, the first ones first."""
        rows = await self._database.read(
            lambda connection: connection.execute(
                "SELECT called_at, correlation, outcome, seconds, tokens FROM ai_call WHERE correlation = ? "
                "ORDER BY call_id LIMIT ?",
                (correlation, limit),
            ).fetchall()
        )
        return tuple(self._database.unreadable.read("ai_call", rows, _call))


def _call(called_at: float, correlation: str, outcome: Literal["answered", "failed"], *cost: Any) -> AiCall:
    seconds, tokens = cost
    return AiCall(called_at=called_at, correlation=correlation, outcome=outcome, seconds=seconds, tokens=tokens)


def _note(day: str, call: AiCall, connection: sqlite3.Connection) -> AiUse:
    connection.execute(
        "INSERT INTO ai_call (called_at, correlation, outcome, seconds, tokens) VALUES (?, ?, ?, ?, ?)",
        (call.called_at, call.correlation, call.outcome, call.seconds, call.tokens),
    )
    connection.execute(
        "DELETE FROM ai_call WHERE call_id <= (SELECT call_id FROM ai_call ORDER BY call_id DESC LIMIT 1 OFFSET ?)",
        (CALLS_KEPT,),
    )
    return _add(AiUse(day=day, tokens=call.tokens, failures=int(call.outcome == "failed")), connection)


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
