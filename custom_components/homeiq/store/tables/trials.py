"""Suggestions on trial, and suggestions that a person has changed."""

from collections.abc import Mapping
import json
import sqlite3
from typing import Any

from ...model.decisions.acceptance import Trial
from ...model.habits.suggestion import Suggestion
from ..file.database import Database
from .serial import diary_text, suggestion_from_json, to_json


class Trials:
    """The suggestions on trial, by signature."""

    def __init__(self, database: Database) -> None:
        """Keep trials in a database."""
        self._database = database

    async def begin(self, trial: Trial) -> None:
        """Note a trial; it takes the place of an earlier one."""
        row = (
            trial.suggestion.signature,
            json.dumps(to_json(trial.suggestion)),
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

    async def mark(self, letters: Mapping[str, str]) -> None:
        """Note what the days of trials were worth, by their signatures."""
        rows = [(days, signature) for signature, days in letters.items()]
        await self._database.write(
            lambda connection: connection.executemany("UPDATE trials SET letters = ? WHERE signature = ?", rows)
        )

    async def all(self) -> dict[str, Trial]:
        """Return all trials by signature."""
        rows = await self._database.read(_trials)
        return dict(self._database.unreadable.read("trials", rows, _trial))


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
        row = (suggestion.signature, json.dumps(to_json(suggestion)), now, user_id, diary_text(suggestion))
        await self._database.write(
            lambda connection: connection.execute(
                """
                INSERT OR REPLACE INTO adjustments (signature, suggestion, adjusted_at, user_id, diary)
                VALUES (?, ?, ?, ?, ?)
                """,
                row,
            )
        )

    async def all(self) -> dict[str, Suggestion]:
        """Return all changed suggestions by signature."""
        return dict(self._database.unreadable.read("adjustments", await self._database.read(adjusted_rows), signed))


def _trials(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT signature, suggestion, began_at, until, user_id, letters FROM trials ORDER BY began_at"
    ).fetchall()


def _trial(*row: Any) -> tuple[str, Trial]:
    signature, body, began_at, until, user_id, letters = row
    suggestion = suggestion_from_json(json.loads(body))
    return signature, Trial(suggestion=suggestion, began_at=began_at, until=until, user_id=user_id, letters=letters)


def signed(signature: str, body: str) -> tuple[str, Suggestion]:
    """Return a suggestion of a row, behind its signature."""
    return signature, suggestion_from_json(json.loads(body))


def adjusted_rows(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return all changed suggestions as signatures and bodies, in the order in which they were changed."""
    return connection.execute("SELECT signature, suggestion FROM adjustments ORDER BY adjusted_at").fetchall()
