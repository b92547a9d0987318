"""Looks through the whole database in small steps, and sets aside what is damaged.

Blocks from before there were checksums get theirs, once all that is true of a block was found true of them. Once a week
every block is held against its checksum and its index, every other table against itself; a restart goes on where the
last start ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
import sqlite3
from time import monotonic

from ..blocks.aside import SetAside, all_set_aside, drop_old, note_seen, unlikely_blocks
from ..file.database import Database
from ..file.threads import in_thread
from .check_step import Looked, look_at_blocks, look_at_tables, missing_checksums, note_checksums

EVERY = 7 * 86400.0  # between two checks, seconds
AT_ONCE = 8  # steps that are done before others have their turn
_DONE, _REACHED, _FAULTY = "check_done_at", "check_reached", "check_faulty"  # facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check has found.

    Attributes:
        blocks: how many were looked at.
        damaged: how many of them were set aside.
        tables: those that are damaged themselves.
        seconds: how long it took.
    """

    blocks: int
    damaged: int
    tables: tuple[str, ...]
    seconds: float


class Checker:
    """Checks a database, a small step at a time."""

    def __init__(self, database: Database) -> None:
        """Check a database."""
        self._database = database
        self._lock = asyncio.Lock()
        self._is_index_checked = False
        self._checksums_up_to: int | None = 0

    async def set_aside_found(self) -> int:
        """Set aside the blocks that somebody found damaged while reading; return how many.

        Raises:
            DatabaseUnusableError: it failed; they will be found again.
        """
        damaged = self._database.damage.take()
        await self._set_aside(damaged)
        return len(damaged)

    async def all(self) -> tuple[SetAside, ...]:
        """Return the damaged blocks, the oldest first."""
        return await self._database.read(all_set_aside)

    async def note_seen(self) -> None:
        """Note that somebody knows of all there are."""
        await self._database.write(note_seen)

    async def faulty_tables(self) -> tuple[str, ...]:
        """Return the tables that the newest check found damaged."""
        return tuple(str(await self._database.read(partial(_fact, _FAULTY)) or "").split())

    async def run(self, now: float) -> None:
        """Do some of what there is to do at a time, in epoch seconds; called again, it goes on.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        for _ in range(AT_ONCE):
            if not await self.step(now):
                return

    async def step(self, now: float) -> bool:
        """Do one thing; return whether there may be more to do."""
        async with self._lock:
            await self.set_aside_found()
            return await self._check_index() or await self._add_checksums() or await self._check_some(now)

    async def check(self, now: float) -> Checked:
        """Check everything at once, whenever it was checked last.

        Args:
            now: epoch seconds.

        Raises:
            DatabaseUnusableError: it failed.
        """
        begin = monotonic()
        async with self._lock:
            blocks = damaged = await self.set_aside_found() + await self._check_all_of_index()
            reached: int | None = 0
            while reached is not None:
                looked = await self._look_after(reached)
                blocks += looked.blocks
                damaged += len(looked.damaged)
                reached = looked.last
            tables = await self._finish(now)
        return Checked(blocks=blocks, damaged=damaged, tables=tables, seconds=monotonic() - begin)

    async def _check_index(self) -> bool:
        """Check once a start what the index says of all blocks: one that lies is found by nobody who reads."""
        if self._is_index_checked:
            return False
        await self._check_all_of_index()
        self._is_index_checked = True
        return True

    async def _check_all_of_index(self) -> int:
        damaged = await self._database.read(unlikely_blocks)
        if damaged:
            await self._set_aside(damaged)
        return len(damaged)

    async def _add_checksums(self) -> bool:
        if self._checksums_up_to is None:
            return False
        found = await in_thread(missing_checksums, self._database.path, self._checksums_up_to)
        await self._database.write(partial(note_checksums, found.checksums))
        await self._set_aside(found.damaged)
        self._checksums_up_to = found.last
        return found.last is not None

    async def _check_some(self, now: float) -> bool:
        reached = await self._database.read(partial(_fact, _REACHED))
        done_at = await self._database.read(partial(_fact, _DONE))
        # A clock that was far ahead must not put it off for years.
        if reached is None and abs(now - float(done_at or 0.0)) < EVERY:
            return False
        looked = await self._look_after(int(reached or 0))
        if looked.last is not None:
            await self._database.write(partial(_note_facts, {_REACHED: looked.last}))
            return True
        await self._finish(now)
        return False

    async def _look_after(self, number: int) -> Looked:
        looked = await in_thread(look_at_blocks, self._database.path, number)
        await self._set_aside(looked.damaged)
        if looked.is_index_wrong:
            await self._database.write(lambda connection: connection.execute("REINDEX block_span"))
        return looked

    async def _finish(self, now: float) -> tuple[str, ...]:
        tables = await in_thread(look_at_tables, self._database.path)
        await self._database.write(partial(_note_facts, {_DONE: now, _FAULTY: " ".join(tables), _REACHED: None}))
        await self._database.write(partial(drop_old, now=now))
        return tables

    async def _set_aside(self, damaged: Mapping[int, str]) -> None:
        if damaged:
            await self._database.write(lambda connection: self._database.events.set_aside(connection, damaged))


def _fact(name: str, connection: sqlite3.Connection) -> float | str | None:
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def _note_facts(facts: Mapping[str, float | str | None], connection: sqlite3.Connection) -> None:
    """Note facts; what is None is forgotten."""
    for name, value in facts.items():
        if value is None:
            connection.execute("DELETE FROM fact WHERE name = ?", (name,))
        else:
            connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))
