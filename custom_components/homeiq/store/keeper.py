"""Keeps the database small, in steps: seals finished stretches, forgets what is too old, gives free space back."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
import sqlite3
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ..model.value import is_value_name
from .block import LONGEST, UNITS_PER_MS, Block, Kind
from .blocks import ms_of
from .codec import ENTITY_BITS, first_key
from .database import Database, connect_to_read
from .errors import DatabaseUnusableError
from .naming import names_of
from .rows import Wanted, read_rows
from .sealing import DayTotals, kinds_of, seal, totals
from .table import StretchChangedError

STRETCH = 65_536  # rows sealed at once; more would keep a flush waiting while they are deleted
SETTLED = 600.0  # how old an event is before it is sealed, seconds: what comes late is in its place by then
_FORGOTTEN = 32  # blocks deleted at once
_PAGES = 256  # pages given back at once
_SPARE = 4096  # free pages worth giving back; fewer are used again soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """For how long what is kept.

    Attributes:
        days: by kind.
        sample_minutes: keep one number of an entity in each such span; 0 keeps all.
        max_bytes: size of the database beyond which the oldest numbers go, then states, then acts; 0 is no limit.
        timezone: whose days the daily totals are of.
    """

    days: MappingProxyType[Kind, int] = field(
        default_factory=lambda: MappingProxyType({Kind.ACTS: 1095, Kind.STATES: 365, Kind.NUMBERS: 90})
    )
    sample_minutes: int = 0
    max_bytes: int = 0
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Rows that are finished, and what becomes of them."""

    rows: tuple[int, int]
    count: int
    blocks: list[Block]
    totals: DayTotals


class Keeper:
    """Works through what there is to do, a small step at a time; each is whole or not at all.

    Attributes:
        forgotten: how many events it has forgotten.
    """

    def __init__(self, database: Database, keeping: Keeping) -> None:
        """Keep a database."""
        self.forgotten = 0
        self._database = database
        self._keeping = keeping
        self._lock = asyncio.Lock()

    async def run(self, now: float, *, forget_until: float = float("inf")) -> None:
        """Do all there is to do at a time, in epoch seconds.

        Args:
            now: epoch seconds.
            forget_until: nothing later is forgotten, whatever its age: it is still needed elsewhere.

        Raises:
            DatabaseUnusableError: it failed; what was done stays done.
        """
        while await self.step(now, forget_until=forget_until):
            pass

    async def step(self, now: float, *, forget_until: float = float("inf")) -> bool:
        """Do one thing; return whether there may be more to do."""
        async with self._lock:
            return await self._seal(now) or await self._forget(min(now, forget_until), now) or await self._give_back()

    async def _seal(self, now: float) -> bool:
        path, keeping = self._database.path, self._keeping
        stretch = await asyncio.to_thread(_next_stretch, path, first_key(now - SETTLED), keeping)
        if stretch is None:
            return False
        try:
            await self._database.write(lambda connection: self._replace(connection, stretch))
        except StretchChangedError:
            return True
        return True

    def _replace(self, connection: sqlite3.Connection, stretch: _Stretch) -> None:
        self._database.events.seal(connection, stretch.rows, stretch.count, stretch.blocks)
        connection.executemany(ADD_TOTAL, stretch.totals)

    async def _forget(self, until: float, now: float) -> bool:
        numbers = await self._database.read(lambda connection: self._too_old(connection, until, now))
        if not numbers:
            return False
        self.forgotten += await self._database.write(
            lambda connection: self._database.events.forget(connection, numbers)
        )
        return True

    def _too_old(self, connection: sqlite3.Connection, until: float, now: float) -> list[int]:
        """Return some blocks that have to go."""
        latest = ms_of(first_key(until))
        for kind, days in self._keeping.days.items():
            last = min(latest, ms_of(first_key(now - timedelta(days=days).total_seconds())))
            if numbers := _oldest(connection, kind, last):
                return numbers
        if not self._keeping.max_bytes or _used_bytes(connection) <= self._keeping.max_bytes:
            return []
        return next(filter(None, (_oldest(connection, kind, latest) for kind in reversed(Kind))), [])

    async def _give_back(self) -> bool:
        free = await self._database.read(_free_pages)
        if free < _SPARE:
            return False
        await self._database.vacuum(_PAGES)
        # A database from before space could be given back has as many free pages as before.
        return await self._database.read(_free_pages) < free


ADD_TOTAL = """
    INSERT INTO day_total (day, entity, changes, numbers, low, high, total) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        changes = changes + excluded.changes,
        numbers = numbers + excluded.numbers,
        low = coalesce(min(low, excluded.low), low, excluded.low),
        high = coalesce(max(high, excluded.high), high, excluded.high),
        total = total + excluded.total
"""


def _next_stretch(path: Path, until: int, keeping: Keeping) -> _Stretch | None:
    """Seal the oldest rows if they are a stretch's worth, in memory; for a worker thread.

    Args:
        path: the database's.
        until: the key before which rows are settled.
        keeping: the rules.
    """
    connection = connect_to_read(path)
    try:
        span = _finished(connection, until)
        if span is None:
            return None
        keys, values = read_rows(connection, Wanted(begin=span[0], end=span[1]))
        names = names_of(connection)
    except sqlite3.Error as err:
        raise DatabaseUnusableError.from_sqlite(err, path) from err
    finally:
        connection.close()
    kinds = kinds_of(keys, values, names)
    # What people set is no measurement: the last of two values is the one that lasts.
    whole = [number for number, name in names.items() if is_value_name(name)]
    return _Stretch(
        rows=span,
        count=len(keys),
        blocks=seal(keys, values, kinds, keeping.sample_minutes * 60_000, whole),
        totals=totals(keys, values, keeping.timezone),
    )


def _finished(connection: sqlite3.Connection, until: int) -> tuple[int, int] | None:
    """Return the first key of the next stretch and the one after its last; None where more has to come first."""
    ((begin,),) = connection.execute("SELECT min(key) FROM event").fetchall()
    if begin is None:
        return None
    end = (ms_of(begin) + LONGEST) * UNITS_PER_MS << ENTITY_BITS
    row = connection.execute(
        "SELECT key FROM event WHERE key >= ? AND key < ? ORDER BY key LIMIT 1 OFFSET ?",
        (begin, min(end, until), STRETCH),
    ).fetchone()
    if row:
        return begin, int(row[0])
    return (begin, end) if end <= until else None


def _oldest(connection: sqlite3.Connection, kind: Kind, last: int) -> list[int]:
    rows = connection.execute(
        "SELECT number FROM block WHERE first < ?2 AND last < ?2 AND kind = ?1 ORDER BY first LIMIT ?3",
        (kind, last, _FORGOTTEN),
    )
    return [number for (number,) in rows]


def _used_bytes(connection: sqlite3.Connection) -> int:
    ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
    ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    return int((pages - _free_pages(connection)) * size)


def _free_pages(connection: sqlite3.Connection) -> int:
    ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    return int(free)
