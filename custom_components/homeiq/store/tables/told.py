"""What people were told and asked, and when: it outlives restarts, and what they were told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
import sqlite3
from typing import Any

from ...model.decisions.ask import Ask, Reply
from ...model.decisions.told import How, Told
from ..file.database import Database

MOST = 1000  # rows that are kept, the newest; with the usual budget that is years
ASKED = 500  # questions of one automation that are kept, the newest
_DIGEST = "digest_at"


class ToldLog:
    """The suggestions that people were told of, and the moment of the newest digest."""

    def __init__(self, database: Database) -> None:
        """Keep the log in a database."""
        self._database = database

    async def all(self) -> dict[str, Told]:
        """Return what people were told of, by signature."""
        rows = await self._database.read(
            lambda connection: connection.execute("SELECT signature, how, told_at, is_asked_for FROM told").fetchall()
        )
        return {one.signature: one for one in self._database.unreadable.read("told", rows, _told)}

    async def note(self, told: Sequence[Told]) -> None:
        """Note that people were told; it takes the place of an earlier time."""
        rows = [(one.signature, one.how.value, one.told_at) for one in told]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO told (signature, how, told_at) VALUES (?, ?, ?)", rows)
            oldest = "SELECT signature FROM told ORDER BY told_at DESC LIMIT -1 OFFSET ?"
            connection.execute(f"DELETE FROM told WHERE signature IN ({oldest})", (MOST,))  # noqa: S608 - of constants; values are bound

        await self._database.write(work)

    async def take_back(self, signatures: Iterable[str]) -> None:
        """Forget that people were told: it did not reach anybody."""
        rows = [(signature,) for signature in signatures]
        await self._database.write(
            lambda connection: connection.executemany("DELETE FROM told WHERE signature = ?", rows)
        )

    async def ask_again(self, signature: str) -> None:
        """Note that somebody asked to be told once more."""
        await self._database.write(
            lambda connection: connection.execute("UPDATE told SET is_asked_for = 1 WHERE signature = ?", (signature,))
        )

    async def digest_at(self) -> float | None:
        """Return when the newest digest was due, in epoch seconds; None before the first."""
        rows = await self._database.read(
            lambda connection: connection.execute("SELECT value FROM fact WHERE name = ?", (_DIGEST,)).fetchall()
        )
        return float(rows[0][0]) if rows else None

    async def note_digest(self, at: float) -> None:
        """Note that the digest of a moment is done with.

        Args:
            at: epoch seconds.
        """
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (_DIGEST, at)
            )
        )


class AskLog:
    """The questions that accepted automations have put to people."""

    def __init__(self, database: Database) -> None:
        """Keep the log in a database."""
        self._database = database

    async def all(self) -> tuple[Ask, ...]:
        """Return all questions by time."""
        rows = await self._database.read(_asked)
        return tuple(self._database.unreadable.read("asked", rows, _ask))

    async def put(self, ask: Ask) -> None:
        """Note a question, or what became of it; beyond the limit the oldest of the same automation are forgotten."""
        await self._database.write(partial(_put, ask))


def _asked(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT signature, asked_at, day, reply FROM asked ORDER BY asked_at").fetchall()


def _ask(signature: str, asked_at: float, day: int, reply: str | None) -> Ask:
    return Ask(signature=signature, asked_at=asked_at, day=day, reply=Reply(reply) if reply else None)


def _put(ask: Ask, connection: sqlite3.Connection) -> None:
    reply = ask.reply.value if ask.reply else None
    connection.execute(
        "INSERT OR REPLACE INTO asked (signature, asked_at, day, reply) VALUES (?, ?, ?, ?)",
        (ask.signature, ask.asked_at, ask.day, reply),
    )
    connection.execute(
        """
        DELETE FROM asked WHERE signature = ?1 AND asked_at < (
            SELECT min(asked_at) FROM (SELECT asked_at FROM asked WHERE signature = ?1 ORDER BY asked_at DESC LIMIT ?2)
        )
        """,
        (ask.signature, ASKED),
    )


def _told(signature: str, how: str, told_at: float, is_asked_for: int) -> Told:
    return Told(signature=signature, how=How(how), told_at=told_at, is_asked_for=bool(is_asked_for))
