"""Suggestions on trial, and suggestions that a person has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
import json
import sqlite3
from typing import Any

from ...model.decisions.acceptance import Trial
from ...model.habits.suggestion import Suggestion
from ..file.database import Database
from ..unread.readable import UnreadRows
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
        trials = await self._database.read(partial(trials_in, self._database.unreadable, _suggestion))
        return {trial.suggestion.signature: trial for trial in trials}


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


def trials_in(
    unreadable: UnreadRows, suggestion_of: Callable[[str], Suggestion], connection: sqlite3.Connection
) -> tuple[Trial, ...]:
    """Return all trials, the oldest first.

    Args:
        unreadable: counts the rows that make no sense.
        suggestion_of: reads the text that a suggestion is stored as.
        connection: the database's.
    """

    def trial(_signature: str, body: str, began_at: float, until: float, user_id: str | None, letters: str) -> Trial:
        return Trial(suggestion=suggestion_of(body), began_at=began_at, until=until, user_id=user_id, letters=letters)

    rows = connection.execute(
        "SELECT signature, suggestion, began_at, until, user_id, letters FROM trials ORDER BY began_at"
    ).fetchall()
    return tuple(unreadable.read("trials", rows, trial))


def _suggestion(body: str) -> Suggestion:
    return suggestion_from_json(json.loads(body))


def signed(signature: str, body: str) -> tuple[str, Suggestion]:
    """Return a suggestion of a row, behind its signature."""
    return signature, suggestion_from_json(json.loads(body))


def adjusted_rows(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return all changed suggestions as signatures and bodies, in the order in which they were changed."""
    return connection.execute("SELECT signature, suggestion FROM adjustments ORDER BY adjusted_at").fetchall()
