"""One step of a check: some blocks, or the small tables; for a worker thread, on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
import sqlite3

from ..blocks.checksum import checksum_of
from ..blocks.compress import CodecMissingError
from ..blocks.index import IS_READ, Listed, is_corrupt, listed_as, read_block
from ..blocks.removing import is_indexed
from ..file.readers import reading
from ..unread.noted import TORN, DamagedBlockError

STEP = 16  # blocks looked at in one step
_LARGE = ("block", "block_damaged", "influx_outbox")  # tables whose bytes are checked by what reads them


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Some blocks, looked at.

    Attributes:
        blocks: how many.
        last: the last one's number; None where there are no more.
        damaged: why, by number.
        is_index_wrong: the index doesn't have one of them as it is.
    """

    blocks: int
    last: int | None
    damaged: Mapping[int, str]
    is_index_wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed:
    """Some blocks without a checksum, looked through.

    Attributes:
        last: the last one's number; None where there are no more.
        checksums: of what is whole, by number.
        damaged: why, by number.
    """

    last: int | None
    checksums: Mapping[int, int]
    damaged: Mapping[int, str]


def look_at_blocks(path: Path, after: int) -> Looked:
    """Hold the next blocks against their checksums, and against the index.

    Args:
        path: the database's.
        after: the number behind which to go on.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    with reading(path) as connection:
        step = _step(connection, IS_READ, after, partial(_is_indexed, connection))
        return Looked(
            blocks=len(step.numbers),
            last=step.last,
            damaged=step.damaged,
            is_index_wrong=not all(step.answers.values()),
        )


def missing_checksums(path: Path, after: int) -> Unsealed:
    """Look through the next blocks that have no checksum yet, and make it.

    Args:
        path: the database's.
        after: the number behind which to go on.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    with reading(path) as connection:
        step = _step(connection, f"checksum IS NULL AND {IS_READ}", after, partial(_checksum, connection))
        return Unsealed(last=step.last, checksums=step.answers, damaged=step.damaged)


def note_checksums(checksums: Mapping[int, int], connection: sqlite3.Connection) -> None:
    """Note the checksums of blocks that had none, within a transaction."""
    connection.executemany(
        # The number may have gone to another block since, which has one of its own.
        "UPDATE block SET checksum = ?2 WHERE number = ?1 AND checksum IS NULL",
        [*checksums.items()],
    )


def look_at_tables(path: Path) -> tuple[str, ...]:
    """Return the names of tables that are damaged, one short transaction each; blocks are looked at by themselves.

    Raises:
        DatabaseUnusableError: the database can't be read.
    """
    with reading(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if name not in _LARGE and not name.startswith("sqlite_")
        ]
        return tuple(name for name in names if not _is_sound(connection, name))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step[T]:
    """The next blocks of a walk over all: their numbers, why which are damaged, and what was asked of the others."""

    numbers: Sequence[int]
    damaged: Mapping[int, str]
    answers: Mapping[int, T]

    @property
    def last(self) -> int | None:
        return self.numbers[-1] if self.numbers else None


def _step[T](connection: sqlite3.Connection, where: str, after: int, ask: Callable[[Listed], T]) -> _Step[T]:
    rows = connection.execute(
        f"SELECT number FROM block WHERE number > ? AND {where} ORDER BY number LIMIT ?",  # noqa: S608 - of constants of this module
        (after, STEP),
    )
    numbers = [number for (number,) in rows]
    damaged: dict[int, str] = {}
    answers: dict[int, T] = {}
    for number in numbers:
        why, listed = _why_damaged(connection, number)
        if why is not None:
            damaged[number] = why
        elif listed:
            answers[number] = ask(listed)
    return _Step(numbers=numbers, damaged=damaged, answers=answers)


def _checksum(connection: sqlite3.Connection, listed: Listed) -> int:
    ((body,),) = connection.execute("SELECT body FROM block WHERE number = ?", (listed.number,)).fetchall()
    return checksum_of(listed.facts, body)


def _why_damaged(connection: sqlite3.Connection, number: int) -> tuple[str | None, Listed | None]:
    """Return what is wrong with a block, and how its own row lists it; neither where it is gone or unreadable here."""
    try:
        if (listed := listed_as(connection, number)) is None:
            is_there = connection.execute("SELECT 1 FROM block WHERE number = ?", (number,)).fetchone()
            return ("it is of no kind" if is_there else None), None
        read_block(connection, listed)
    except DamagedBlockError as err:
        return err.why, None
    except CodecMissingError:
        return None, None
    except sqlite3.DatabaseError as err:
        if not is_corrupt(err):
            raise
        return TORN, None
    return None, listed


def _is_indexed(connection: sqlite3.Connection, listed: Listed) -> bool:
    return is_indexed(connection, listed.number)


def _is_sound(connection: sqlite3.Connection, table: str) -> bool:
    try:
        # Of a name with a flipped bit, the index still has the right one.
        check = "quick_check" if table == "event" else "integrity_check"
        return connection.execute(f"PRAGMA {check}('{table}')").fetchall() == [("ok",)]
    except sqlite3.DatabaseError as err:
        if not is_corrupt(err):
            raise
        return False
