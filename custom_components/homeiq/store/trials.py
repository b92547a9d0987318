"""Suggestions on trial, and suggestions that a person has changed."""

import json
import sqlite3

from ..model.acceptance import Trial
from ..model.suggestion import Suggestion
from .database import Database
from .serial import suggestion_from_json, suggestion_to_json


class Trials:
    """The suggestions on trial, by signature."""

    def __init__(self, database: Database) -> None:
        """Keep trials in a database."""
        self._database = database

    async def begin(self, trial: Trial) -> None:
        """Note a trial; it takes the place of an earlier one."""
        row = (
            trial.suggestion.signature,
            json.dumps(suggestion_to_json(trial.suggestion)),
            trial.began_at,
            trial.until,
            trial.user_id,
        )
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT OR REPLACE INTO trials (signature, suggestion, began_at, until, user_id)
                VALUES (?, ?, ?, ?, ?)
                """,
                row,
            )
        )

    async def end(self, signature: str) -> None:
        """Forget a trial."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM trials WHERE signature = ?", (signature,))
        )

    async def all(self) -> dict[str, Trial]:
        """Return all trials by signature."""
        return await self._database.read(_trials)


class Adjustments:
    """The suggestions that a person has changed, as they are since."""

    def __init__(self, database: Database) -> None:
        """Keep adjustments in a database."""
        self._database = database

    async def put(self, suggestion: Suggestion, now: float, user_id: str | None) -> None:
        """Note how a suggestion was changed; it takes the place of an earlier change.

        Args:
            now: UTC epoch seconds.
        """
        row = (suggestion.signature, json.dumps(suggestion_to_json(suggestion)), now, user_id)
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT OR REPLACE INTO adjustments (signature, suggestion, adjusted_at, user_id)
                VALUES (?, ?, ?, ?)
                """,
                row,
            )
        )

    async def all(self) -> dict[str, Suggestion]:
        """Return all changed suggestions by signature."""
        return await self._database.read(_adjusted)


def _trials(connection: sqlite3.Connection) -> dict[str, Trial]:
    rows = connection.execute("SELECT signature, suggestion, began_at, until, user_id FROM trials ORDER BY began_at")
    return {
        signature: Trial(
            suggestion=suggestion_from_json(json.loads(body)), began_at=began_at, until=until, user_id=user_id
        )
        for signature, body, began_at, until, user_id in rows
    }


def _adjusted(connection: sqlite3.Connection) -> dict[str, Suggestion]:
    rows = connection.execute("SELECT signature, suggestion FROM adjustments ORDER BY adjusted_at")
    return {signature: suggestion_from_json(json.loads(body)) for signature, body in rows}
