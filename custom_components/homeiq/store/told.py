"""What people were told, and when: it outlives restarts, and what they were told of."""

from collections.abc import Iterable, Sequence
import sqlite3

from ..model.told import How, Told
from .database import Database

MOST = 1000  # rows that are kept, the newest; with the usual budget that is years
_DIGEST = "digest_at"


class ToldLog:
    """The suggestions that people were told of, and the moment of the newest digest."""

    def __init__(self, database: Database) -> None:
        """Keep the log in a database."""
        self._database = database

    async def all(self) -> dict[str, Told]:
        """Return what people were told of, by signature."""
        return await self._database.read(_all)

    async def note(self, told: Sequence[Told]) -> None:
        """Note that people were told; it takes the place of an earlier time."""
        rows = [(one.signature, one.how.value, one.told_at) for one in told]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO told (signature, how, told_at) VALUES (?, ?, ?)", rows)
            oldest = "SELECT signature FROM told ORDER BY told_at DESC LIMIT -1 OFFSET ?"
            connection.execute(f"DELETE FROM told WHERE signature IN ({oldest})", (MOST,))  # noqa: S608 - ours

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


def _all(connection: sqlite3.Connection) -> dict[str, Told]:
    rows = connection.execute("SELECT signature, how, told_at, is_asked_for FROM told")
    return {
        signature: Told(signature=signature, how=How(how), told_at=told_at, is_asked_for=bool(is_asked_for))
        for signature, how, told_at, is_asked_for in rows
    }
