"""What HomeIQ wrote to the owner's files, so that each of it can be taken back."""

from __future__ import annotations

from functools import partial
import json
import sqlite3
from typing import Any

from ...model.decisions.acceptance import AcceptMode, Version
from ..file.database import Database
from ..unread.readable import UnreadRows
from .serial import edit_from_json, suggestion_from_json, to_json

_SETTLED, _WRITING, _TAKING_BACK = range(3)  # what is under way with a version; the numbers are stored


class Versions:
    """The versions of accepted suggestions. One is noted before a file is touched, and settled once that is done.

    Likewise when it is taken back: until that is settled, nobody else takes it for what was written.
    """

    def __init__(self, database: Database) -> None:
        """Keep versions in a database."""
        self._database = database

    async def note(self, version: Version) -> int:
        """Note a version that is about to be written, and return its number."""
        row = (
            version.suggestion.signature,
            json.dumps(to_json(version.suggestion)),
            version.mode.value,
            json.dumps(to_json(version.edit)),
            version.written_at,
            version.user_id,
        )
        return await self._database.write(partial(_note, row))

    async def settle(self, number: int) -> None:
        """Note that a version is in its file."""
        await self._mark(number, _SETTLED)

    async def take_back(self, number: int) -> None:
        """Note that a version is about to be taken back."""
        await self._mark(number, _TAKING_BACK)

    async def _mark(self, number: int, intent: int) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                "UPDATE automation_versions SET is_pending = ? WHERE version = ?", (intent, number)
            )
        )

    async def undo(self, number: int, now: float) -> None:
        """Forget a version that was undone; the one before, if there is any, is what was written last.

        Args:
            number: the version's.
            now: UTC epoch seconds.
        """
        await self._database.write(partial(_undo, number, now))

    async def drop(self, number: int) -> None:
        """Forget a version that was never written."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM automation_versions WHERE version = ?", (number,))
        )

    async def forget(self, signature: str) -> None:
        """Forget all versions of a suggestion: a person has taken it out of the file."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM automation_versions WHERE signature = ?", (signature,))
        )

    async def newest(self, signature: str) -> tuple[int, Version] | None:
        """Return the newest version of a suggestion that was written, with its number."""
        found = await self._read("WHERE NOT is_pending AND signature = ?", (signature,))
        return found[-1] if found else None

    async def written(self) -> tuple[Version, ...]:
        """Return the newest version of each suggestion that was written."""
        found = await self._read("WHERE NOT is_pending", ())
        return tuple({version.suggestion.signature: version for _, version in found}.values())

    async def recent(self, since: float) -> tuple[Version, ...]:
        """Return the newest version of each suggestion that was written since, newest first, without the cleared ones.

        Args:
            since: epoch seconds.
        """
        return await self._database.read(partial(recent_versions, since, self._database.unreadable))

    async def clear(self, signature: str) -> None:
        """Leave a suggestion out of the recent ones; what it has become stays."""
        await self._database.write(
            lambda connection: connection.execute(
                "UPDATE automation_versions SET is_cleared = 1 WHERE signature = ?", (signature,)
            )
        )

    async def pending(self) -> list[tuple[int, Version]]:
        """Return the versions of which nobody knows whether they were written: the process ended in between."""
        return await self._read("WHERE is_pending = ?", (_WRITING,))

    async def taken_back(self) -> list[tuple[int, Version]]:
        """Return the versions of which nobody knows whether they were taken back, likewise."""
        return await self._read("WHERE is_pending = ?", (_TAKING_BACK,))

    async def _read(self, where: str, parameters: tuple[Any, ...]) -> list[tuple[int, Version]]:
        rows = await self._database.read(partial(_rows, where, parameters))
        return list(self._database.unreadable.read("automation_versions", rows, _version))


def recent_versions(since: float, unreadable: UnreadRows, connection: sqlite3.Connection) -> tuple[Version, ...]:
    """Return what was accepted since, newest first, without what was cleared."""
    where = """
        WHERE NOT is_cleared AND written_at >= ? AND version IN (
            SELECT max(version) FROM automation_versions WHERE NOT is_pending GROUP BY signature
        )
    """
    found = [*unreadable.read("automation_versions", _rows(where, (since,), connection), _version)]
    return tuple(version for _, version in reversed(found))


def _note(row: tuple[Any, ...], connection: sqlite3.Connection) -> int:
    cursor = connection.execute(
        """
        INSERT INTO automation_versions (signature, suggestion, mode, edit, written_at, user_id, is_pending)
        VALUES (?, ?, ?, ?, ?, ?, 1)
        """,
        row,
    )
    return int(cursor.lastrowid or 0)


def _undo(number: int, now: float, connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        UPDATE automation_versions SET written_at = ?2 WHERE version = (
            SELECT max(version) FROM automation_versions
            WHERE NOT is_pending AND version < ?1
                AND signature = (SELECT signature FROM automation_versions WHERE version = ?1)
        )
        """,
        (number, now),
    )
    connection.execute("DELETE FROM automation_versions WHERE version = ?", (number,))


def _rows(where: str, parameters: tuple[Any, ...], connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT version, suggestion, mode, edit, written_at, user_id FROM automation_versions"  # noqa: S608 - of constants; values are bound
        f" {where} ORDER BY version",
        parameters,
    ).fetchall()


def _version(*row: Any) -> tuple[int, Version]:
    number, suggestion, mode, edit, written_at, user_id = row
    return number, Version(
        suggestion=suggestion_from_json(json.loads(suggestion)),
        mode=AcceptMode(mode),
        edit=edit_from_json(json.loads(edit)),
        written_at=written_at,
        user_id=user_id,
    )
