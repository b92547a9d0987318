"""Finds texts and names that no event has any more, deletes them, and lets their numbers be given again.

A search marks what is in use: in rows first, then in one block after the other; whatever is stored meanwhile marks its
own (``dictionary``). What has no mark at its end is deleted, but its number is given again only when nobody reads any
more who could take it for what it was. How far a search is lies in the database, so a restart goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
import itertools
import sqlite3

import numpy as np

from ..blocks.block import Content
from ..blocks.index import Listed, blocks_behind, read_block
from ..codes.codec import CAUSE_BITS, ENTITY_MASK, NUMBER_FLAG
from ..codes.spare import Names, mark_used, set_free
from ..file.database import Database
from ..file.readers import Reader, reading
from ..file.threads import in_thread
from ..unread.noted import DamagedBlockError
from .sweeping import sweep_names, sweep_texts

BLOCKS = 16  # looked at in one step
PIECE = 2000  # marks set in one transaction
WORTH_IT = 50  # a search begins when more than every so manieth event was deleted since the last one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """What was found to be in use.

    Attributes:
        at: number of the last block that was looked at.
        is_last: there are no more.
    """

    entities: Collection[int]
    texts: Collection[int]
    at: int = 0
    is_last: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step:
    """How far a search is.

    Attributes:
        turn: counts searches.
        phase: what is done now; empty where there is no search.
        at: the last number that was looked at.
    """

    turn: int
    phase: str
    at: int


class Collector:
    """Looks for what is unused, a small step at a time."""

    def __init__(self, database: Database) -> None:
        """Collect in a database."""
        self._database = database
        self._waits_for: frozenset[int] | None = None

    async def run(self) -> None:
        """Collect all there is, whatever that is worth.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        await self._write_anew(_begin)
        while await self.step():
            pass

    async def step(self) -> bool:
        """Do one thing; return whether there is more to do now.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        step = await self._database.read(_progress)
        match step.phase:
            case "rows":
                await self._mark(step, await in_thread(self._look, _in_rows))
            case "blocks":
                await self._mark(step, await in_thread(self._look, partial(_in_blocks, step.at)))
            case "texts":
                await self._database.write(partial(_sweep_texts, step))
            case "names":
                await self._write_anew(partial(_sweep_names, step))
            case "free":
                return await self._free(step)
            case _:
                return await self._begin_if_worth_it()
        return True

    async def _begin_if_worth_it(self) -> bool:
        gone = await self._database.read(_gone)
        if not gone or gone * WORTH_IT < self._database.events.stored:
            return False
        await self._write_anew(_begin)
        return True

    def _look(self, look: Callable[[sqlite3.Connection], _Found]) -> _Found:
        """Look at the database, in a worker thread, on a connection of its own and in one transaction."""
        with reading(self._database.path) as connection:
            connection.execute("BEGIN")
            return look(connection)

    async def _mark(self, step: _Step, found: _Found) -> None:
        for kind, numbers in ((Names.ENTITIES, found.entities), (Names.TEXTS, found.texts)):
            for piece in itertools.batched(numbers, PIECE, strict=False):
                await self._database.write(partial(mark_used, kind=kind, numbers=piece))
        then = ("blocks" if step.phase == "rows" else "texts") if found.is_last else step.phase
        await self._database.write(partial(_go_on, step, then, 0 if found.is_last else found.at))

    async def _free(self, step: _Step) -> bool:
        """Free the numbers once all have ended who read when they were swept."""
        if self._waits_for is None:
            # The thread that reads does one thing after the other: what it read then, it has read when it answers.
            kept_open = await self._database.read(_number)
            self._waits_for = Reader.open_now() - {kept_open}
        if not Reader.open_now().isdisjoint(self._waits_for):
            return False
        self._waits_for = None
        await self._write_anew(partial(_end, step))
        return True

    async def _write_anew(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do work after which names and numbers are looked up anew."""

        def write(connection: sqlite3.Connection) -> None:
            work(connection)
            self._database.events.forget_names()

        await self._database.write(write)


def _progress(connection: sqlite3.Connection) -> _Step:
    facts = dict(connection.execute("SELECT name, value FROM fact WHERE name GLOB 'collect_*'"))
    return _Step(turn=facts.get("collect_turn", 0), phase=facts.get("collect_phase", ""), at=facts.get("collect_at", 0))


def _number(connection: sqlite3.Connection) -> int:
    return connection.number if isinstance(connection, Reader) else -1


def _gone(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM fact WHERE name = 'collect_gone'").fetchone()
    return int(row[0]) if row else 0


def _begin(connection: sqlite3.Connection) -> None:
    turn = _progress(connection).turn + 1
    connection.execute("DELETE FROM used_number")
    connection.execute("DELETE FROM fact WHERE name = 'collect_gone'")
    _note(connection, _Step(turn=turn, phase="rows", at=0))


def _note(connection: sqlite3.Connection, step: _Step) -> None:
    connection.execute(
        """
        INSERT OR REPLACE INTO fact (name, value) VALUES ('collect_turn', ?), ('collect_phase', ?), ('collect_at', ?)
        """,
        (step.turn, step.phase, step.at),
    )


def _is_still(connection: sqlite3.Connection, step: _Step) -> bool:
    """Tell whether a search is where a step began: another one may have begun meanwhile."""
    now = _progress(connection)
    return (now.turn, now.phase) == (step.turn, step.phase)


def _go_on(step: _Step, phase: str, at: int, connection: sqlite3.Connection) -> None:
    if _is_still(connection, step):
        _note(connection, _Step(turn=step.turn, phase=phase, at=at))


def _sweep_texts(step: _Step, connection: sqlite3.Connection) -> None:
    if _is_still(connection, step):
        last = sweep_texts(connection, step.at)
        _go_on(step, "names" if last is None else "texts", last or 0, connection)


def _sweep_names(step: _Step, connection: sqlite3.Connection) -> None:
    if _is_still(connection, step):
        sweep_names(connection)
        _go_on(step, "free", 0, connection)


def _end(step: _Step, connection: sqlite3.Connection) -> None:
    if _is_still(connection, step):
        set_free(connection)
        connection.execute("DELETE FROM used_number")
        connection.execute("DELETE FROM fact WHERE name IN ('collect_phase', 'collect_at')")


def _in_rows(connection: sqlite3.Connection) -> _Found:
    texts = connection.execute(
        "SELECT DISTINCT value >> ? FROM event WHERE value & ? = 0", (CAUSE_BITS + 1, NUMBER_FLAG)
    )
    entities = connection.execute("SELECT DISTINCT key & ? FROM event", (ENTITY_MASK,))
    return _Found(entities=[number for (number,) in entities], texts=[number for (number,) in texts])


def _in_blocks(after: int, connection: sqlite3.Connection) -> _Found:
    blocks = blocks_behind(connection, after, BLOCKS)
    entities: set[int] = set()
    texts: set[int] = set()
    for listed in blocks:
        content = _content(connection, listed)
        if content:
            entities.update(content.entities.tolist())
            words = content.values[content.values & NUMBER_FLAG == 0]
            texts.update(np.unique(words >> CAUSE_BITS + 1).tolist())
    at = blocks[-1].number if blocks else after
    return _Found(entities=entities, texts=texts, at=at, is_last=len(blocks) < BLOCKS)


def _content(connection: sqlite3.Connection, listed: Listed) -> Content | None:
    try:
        return read_block(connection, listed)
    except DamagedBlockError:
        # What can't be read needs no names.
        return None
