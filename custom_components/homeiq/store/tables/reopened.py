"""Suggestions that people's words have brought back since the newest run."""

from __future__ import annotations

from collections.abc import Sequence
import json
import sqlite3
from typing import Any

from ...model.habits.suggestion import LIMITED, Decision, Suggestion
from ..file.database import Database
from .serial import to_json

_PUT = "INSERT OR REPLACE INTO reopened (signature, suggestion, reopened_at) VALUES (?, ?, ?)"


class Reopened:
    """What was undone or taken back, and what an objection leaves of a suggestion, until a run has looked at it."""

    def __init__(self, database: Database) -> None:
        """Keep them in a database."""
        self._database = database

    async def left(self, suggestions: Sequence[Suggestion], now: float) -> None:
        """Offer what objections leave of suggestions.

        Args:
            suggestions: as they are offered.
            now: UTC epoch seconds.
        """
        await self._database.write(
            lambda connection: connection.executemany(_PUT, [_row(suggestion, now) for suggestion in suggestions])
        )

    async def put(self, suggestion: Suggestion, now: float) -> None:
        """Offer a suggestion again, whatever was decided on it.

        Args:
            suggestion: as it is offered, unless a run has found it since.
            now: UTC epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM decisions WHERE signature = ?", (suggestion.signature,))
            connection.execute(_PUT, _row(suggestion, now))

        await self._database.write(work)

    async def take_back(self, decision: Decision, now: float) -> None:
        """Forget a decision, and offer again what it was on; what was left of that because of it goes.

        Args:
            decision: somebody's, on an open suggestion.
            now: UTC epoch seconds.
        """

        def work(connection: sqlite3.Connection) -> None:
            if decision.objection:
                connection.execute("DELETE FROM reopened WHERE signature = ?", (decision.signature + LIMITED,))
            connection.execute("DELETE FROM decisions WHERE signature = ?", (decision.signature,))
            if decision.suggestion:
                connection.execute(_PUT, _row(decision.suggestion, now))

        await self._database.write(work)


def _row(suggestion: Suggestion, now: float) -> tuple[str, str, float]:
    return suggestion.signature, json.dumps(to_json(suggestion)), now


def reopened_rows(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return all of them as signatures and bodies, in the order in which they came back."""
    return connection.execute("SELECT signature, suggestion FROM reopened ORDER BY reopened_at, signature").fetchall()
