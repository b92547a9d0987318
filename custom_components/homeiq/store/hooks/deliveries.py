"""What programs are told by webhooks, until they have it, and a while longer for whoever asks what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import fields
from itertools import islice
import json
import sqlite3
from typing import Any

from ...model.decisions.forgotten import Forgotten
from ...model.hooks import Delivery, State
from ..file.database import Database

MOST_WAITING = 20_000  # deliveries of one webhook that wait; more are given up at once
MOST_DELIVERED = 500  # that are known afterwards, of all webhooks
MOST_DEAD = 2_000
_COLUMNS = (
    "id, hook, message, kind, correlation, body, created_at, since, state, tries, due_at, ended_at, status, trouble"
)
_FIELDS = tuple(one.name for one in fields(Delivery))  # in the order of the columns

_INSERT = "INSERT OR IGNORE INTO webhook_delivery VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# The indices of those that wait, and of the others, are only found by the numbers themselves.
_WAITING = "SELECT hook, count(*) FROM webhook_delivery WHERE state = 0 GROUP BY hook"
_DEAD = "SELECT hook, count(*) FROM webhook_delivery WHERE state = 2 AND state <> 0 GROUP BY hook"
_DELIVERED = "SELECT hook, count(*) FROM webhook_delivery WHERE state = 1 AND state <> 0 GROUP BY hook"


class Deliveries:
    """All that is to be told, was, or could not be."""

    def __init__(self, database: Database) -> None:
        """Keep it in a database."""
        self._database = database

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        """Add what is to be told, in its order, as a whole or not at all; numbers are given here.

        Returns:
            How many were given up at once, because too many wait already.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        return await self._database.write(lambda connection: _put(connection, deliveries))

    async def head(self, hook_id: str) -> Delivery | None:
        """Return what a webhook is to be told next; None where there is nothing.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        found = await self._select("hook = ? AND state = 0 ORDER BY id", hook_id, most=1)
        return found[0] if found else None

    async def waiting(self) -> dict[str, int]:
        """Return how many deliveries wait, by webhook.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        return dict(await self._database.read(lambda connection: connection.execute(_WAITING).fetchall()))

    async def dead(self) -> dict[str, int]:
        """Return how many deliveries were given up, by webhook.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        return dict(await self._database.read(lambda connection: connection.execute(_DEAD).fetchall()))

    async def delivered(self) -> dict[str, int]:
        """Return how many of the newest were taken, by webhook.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        return dict(await self._database.read(lambda connection: connection.execute(_DELIVERED).fetchall()))

    async def tried(self, hook_id: str) -> Delivery | None:
        """Return what a webhook was told last, or is to be told next if that was tried in vain; None where nothing was.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        head = await self.head(hook_id)
        if head and head.tries:
            return head
        found = await self._select("hook = ? AND state <> 0 ORDER BY ended_at DESC", hook_id, most=1)
        return found[0] if found else None

    async def settle(self, delivery: Delivery) -> None:
        """Note what came of an attempt.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._database.write(lambda connection: _settle(connection, delivery))

    async def give_up(self, hook_id: str, now: float, trouble: str, since: float = float("inf")) -> int:
        """Give up what waits for a webhook, and return how many that were.

        Args:
            hook_id: the webhook.
            now: UTC epoch seconds.
            trouble: why.
            since: only what is older than that, likewise.

        Raises:
            DatabaseUnusableError: it can't be written.
        """

        def work(connection: sqlite3.Connection) -> int:
            done = connection.execute(
                """
                UPDATE webhook_delivery SET state = ?, ended_at = ?, trouble = ?
                WHERE hook = ? AND state = 0 AND since <= ?
                """,
                (State.DEAD, now, trouble, hook_id, since),
            )
            _trim(connection)
            return done.rowcount

        return await self._database.write(work)

    async def again(self, now: float, hook_id: str | None = None, number: int | None = None) -> dict[str, int]:
        """Have something wait once more: one delivery, whatever became of it, or all that were given up.

        Args:
            now: UTC epoch seconds.
            hook_id: only of this webhook.
            number: only this one.

        Returns:
            How many, by webhook.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        statement = """
            UPDATE webhook_delivery SET state = 0, since = ?1, due_at = ?1, tries = 0, ended_at = NULL
            WHERE (?2 IS NULL OR hook = ?2) AND CASE WHEN ?3 IS NULL THEN state = 2 ELSE id = ?3 AND state <> 0 END
            RETURNING hook
        """
        rows = await self._database.write(
            lambda connection: connection.execute(statement, (now, hook_id, number)).fetchall()
        )
        return {hook: rows.count((hook,)) for (hook,) in rows}

    async def let_go(self, hook_id: str) -> None:
        """Delete what was given up of a webhook.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        await self._database.write(
            lambda connection: connection.execute(
                "DELETE FROM webhook_delivery WHERE hook = ? AND state = 2", (hook_id,)
            )
        )

    async def log(
        self, limit: int, hook_id: str | None = None, state: State | None = None, before: int | None = None
    ) -> list[Delivery]:
        """Return the newest deliveries, the newest first; those before the one of a number, where that is given.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        chosen = "(?1 IS NULL OR hook = ?1) AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR id < ?3)"
        return await self._select(f"{chosen} ORDER BY id DESC", hook_id, state, before, most=limit)

    async def of(self, correlation: str, limit: int) -> list[Delivery]:
        """Return what something led to, by its id, the first ones first.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        return await self._select("correlation = ? ORDER BY id", correlation, most=limit)

    async def keep(self, hook_ids: Sequence[str]) -> None:
        """Delete all that is of other webhooks: these are gone.

        Raises:
            DatabaseUnusableError: it can't be written.
        """
        statement = "DELETE FROM webhook_delivery WHERE hook NOT IN (SELECT value FROM json_each(?))"
        await self._database.write(lambda connection: connection.execute(statement, (json.dumps(list(hook_ids)),)))

    async def _select(self, where: str, *values: object, most: int) -> list[Delivery]:
        """Return the first that can be read: what makes no sense keeps nothing back that is behind it."""
        statement = f"SELECT {_COLUMNS} FROM webhook_delivery WHERE {where}"  # noqa: S608 - conditions of our own

        def work(connection: sqlite3.Connection) -> list[Delivery]:
            with closing(connection.execute(statement, values)) as rows:
                return [*islice(self._database.unreadable.read("webhook_delivery", rows, _delivery), most)]

        return await self._database.read(work)


def erase_deliveries(connection: sqlite3.Connection, part: Forgotten) -> None:
    """Delete what tells of a forgotten part of the past, within a transaction, sent or not."""
    rows = connection.execute(
        "SELECT id, body FROM webhook_delivery WHERE created_at >= ? AND created_at < ?", (part.begin, part.until)
    ).fetchall()
    marks = None if part.entities is None else [f'"{entity_id}"'.encode() for entity_id in part.entities]
    goes = [(number,) for number, body in rows if marks is None or any(mark in bytes(body) for mark in marks)]
    connection.executemany("DELETE FROM webhook_delivery WHERE id = ?", goes)


def _put(connection: sqlite3.Connection, deliveries: Sequence[Delivery]) -> int:
    full, refused = dict(connection.execute(_WAITING).fetchall()), 0
    for one in deliveries:
        full[one.hook_id] = full.get(one.hook_id, 0) + 1
        is_too_much = full[one.hook_id] > MOST_WAITING
        connection.execute(_INSERT, _row(one, is_too_much=is_too_much))
        refused += is_too_much
    _trim(connection)
    return refused


def _row(one: Delivery, *, is_too_much: bool) -> tuple[Any, ...]:
    what = (one.hook_id, one.message, one.kind, one.correlation, one.body, one.created_at, one.since)
    if is_too_much:
        return (*what, State.DEAD, one.tries, one.due_at, one.created_at, None, "too_many")
    return (*what, State.WAITING, one.tries, one.due_at, None, None, None)


def _settle(connection: sqlite3.Connection, one: Delivery) -> None:
    connection.execute(
        """
        UPDATE webhook_delivery SET state = ?, since = ?, tries = ?, due_at = ?, ended_at = ?, status = ?, trouble = ?
        WHERE id = ?
        """,
        (one.state, one.since, one.tries, one.due_at, one.ended_at, one.status, one.trouble, one.number),
    )
    if one.state is not State.WAITING:
        _trim(connection)


def _trim(connection: sqlite3.Connection) -> None:
    for state, most in ((State.DELIVERED, MOST_DELIVERED), (State.DEAD, MOST_DEAD)):
        connection.execute(
            """
            DELETE FROM webhook_delivery WHERE id IN (
                SELECT id FROM webhook_delivery WHERE state <> 0 AND state = ? ORDER BY ended_at DESC LIMIT -1 OFFSET ?
            )
            """,
            (state, most),
        )


def _delivery(*row: Any) -> Delivery:
    found = dict(zip(_FIELDS, row, strict=True))
    return Delivery(**found | {"state": State(found["state"])})
