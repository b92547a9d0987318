"""Keeps the database small, in steps: seals finished stretches, forgets what is too old, with its texts and names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
import sqlite3
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ...model.habits.value import is_value_name
from ...model.overview import Sizes
from ..blocks.aside import oldest_blocks
from ..blocks.block import LONGEST, UNITS_PER_MS, Block, BlockKind
from ..blocks.index import UNLIKELY, ms_of
from ..blocks.sealing import DayTotals, kinds_of, seal, totals
from ..blocks.totals import add_totals
from ..blocks.wanted import RowsWanted
from ..codes.codec import ENTITY_BITS, first_key
from ..codes.naming import names_of
from ..events.event_table import StretchChangedError
from ..events.rows import read_rows
from ..file.database import Database
from ..file.errors import DatabaseUnusableError
from ..file.readers import damaged, reading
from ..file.threads import in_thread
from ..unread.noted import DamagedBlockError
from .collector import Collector
from .mending import Mender
from .room import Room, free_pages, room_of, used_bytes
from .sizes import sizes_of

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
        max_bytes: size of the database beyond which the oldest numbers go, then states; acts go where they alone take
            more. What deleting events can't give back is not counted. 0 is no limit.
        timezone: whose days the daily totals are of.
    """

    days: MappingProxyType[BlockKind, int] = field(
        default_factory=lambda: MappingProxyType({BlockKind.ACTS: 1095, BlockKind.STATES: 365, BlockKind.NUMBERS: 90})
    )
    sample_minutes: int = 0
    max_bytes: int = 0
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
        self._mender = Mender(database, keeping.timezone)
        self._collector = Collector(database)

    def use_zone(self, timezone: ZoneInfo) -> None:
        """Add up the days of another time zone from now on."""
        self._keeping = replace(self._keeping, timezone=timezone)

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
        """Do one thing; return whether there may be more to do. While the file is copied there is nothing to do.

        Raises:
            DatabaseUnusableError: it failed, and there is no room to be made either.
        """
        async with self._database.upkeep:
            if self._database.is_held:
                # It rewrites most of the file, all of which would have to wait in the write-ahead log.
                return False
            until = min(now, forget_until)
            try:
                is_sealed = await self._seal(now)
            except DatabaseUnusableError:
                # A disk without room for new blocks gets some by what has to go, which needs far less of it.
                if await self._make_room(until, now):
                    return True
                raise
            return (
                is_sealed
                or await self._make_room(until, now)
                or await self._mender.step()
                or await self._collector.step()
            )

    async def _make_room(self, until: float, now: float) -> bool:
        return await self._forget(until, now) or await self._give_back()

    async def _seal(self, now: float) -> bool:
        path, keeping = self._database.path, self._keeping
        stretch = await in_thread(_next_stretch, path, first_key(now - SETTLED), keeping)
        if stretch is None:
            return False
        try:
            await self._database.write(lambda connection: self._replace(connection, stretch))
        except StretchChangedError:
            return True
        return True

    def _replace(self, connection: sqlite3.Connection, stretch: _Stretch) -> None:
        self._database.events.seal(connection, stretch.rows, stretch.count, stretch.blocks)
        add_totals(connection, stretch.totals)

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
            if numbers := self._oldest(connection, kind, last):
                return numbers
        # What can't be sealed yet can't go either, so nothing that is newer goes for its size.
        ((key,),) = connection.execute("SELECT min(key) FROM event").fetchall()
        return self._too_much(connection, latest if key is None else min(latest, ms_of(key) + 1))

    def _too_much(self, connection: sqlite3.Connection, latest: int) -> list[int]:
        """Return some blocks that have to go for their size: only for room that events take, acts for that of acts."""
        limit = self._keeping.max_bytes
        if not limit or used_bytes(connection) <= limit or (room := room_of(connection)).events <= limit:
            return []
        excess = {
            BlockKind.NUMBERS: room.events - limit,
            BlockKind.STATES: room.events - limit,
            BlockKind.ACTS: room.acts - limit,
        }
        found = (_enough(connection, self._oldest(connection, kind, latest), size) for kind, size in excess.items())
        return next(filter(None, found), [])

    def _oldest(self, connection: sqlite3.Connection, kind: BlockKind, last: int) -> list[int]:
        """Return the first blocks of a kind that ended before a time; what the index lies of is damaged, not old."""
        listed, lying = oldest_blocks(connection, kind, last, _FORGOTTEN)
        for number in lying:
            self._database.damage.note(DamagedBlockError(number, UNLIKELY))
        return listed

    async def room(self) -> Room | None:
        """Return what takes the room where that is more than there may be, though all was forgotten that could be."""
        limit = self._keeping.max_bytes

        def look(connection: sqlite3.Connection) -> Room | None:
            return room_of(connection) if limit and used_bytes(connection) > limit else None

        return await self._database.read(look)

    async def sizes(self) -> Sizes:
        """Return what takes how much room.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        days = self._keeping.days
        return await self._database.read(lambda connection: sizes_of(connection, days))

    @property
    def max_bytes(self) -> int:
        """How large the database may become; 0 is no limit."""
        return self._keeping.max_bytes

    async def _give_back(self) -> bool:
        free = await self._database.read(free_pages)
        if free < _SPARE:
            return False
        await self._database.vacuum(_PAGES)
        # A database from before space could be given back has as many free pages as before.
        return await self._database.read(free_pages) < free


def _next_stretch(path: Path, until: int, keeping: Keeping) -> _Stretch | None:
    """Seal the oldest rows if they are a stretch's worth, in memory; for a worker thread.

    Args:
        path: the database's.
        until: the key before which rows are settled.
        keeping: the rules.
    """
    with reading(path) as connection:
        span = _finished(connection, until)
        if span is None:
            return None
        keys, values = read_rows(connection, RowsWanted(begin=span[0], end=span[1]))
        if not len(keys):
            if _finished(connection, until) == span:
                raise damaged(path, "rows that are there are not found")
            return None
        names = names_of(connection)
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


def _enough(connection: sqlite3.Connection, numbers: list[int], size: int) -> list[int]:
    """Return the first of some blocks that have to go for a size in bytes; none where there is nothing to be gained."""
    chosen: list[int] = []
    for number in numbers:
        if size <= 0:
            break
        ((length,),) = connection.execute("SELECT length(body) FROM block WHERE number = ?", (number,)).fetchall()
        chosen.append(number)
        size -= length
    return chosen
