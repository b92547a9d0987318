"""Deletes a part of the past from all tables that tell of it, and remembers that it must not come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
import json
import sqlite3
from zoneinfo import ZoneInfo

import numpy as np

from ...model.decisions.forgotten import Forgotten
from ..blocks.aside import erase_aside, unlikely_blocks
from ..blocks.block import Block, Integers, encode
from ..blocks.index import Listed, list_blocks, read_block, read_blocks
from ..blocks.sealing import totals
from ..blocks.totals import add_totals
from ..blocks.wanted import RowsWanted
from ..codes.codec import ENTITY_MASK, first_key
from ..codes.naming import names_of
from ..file.database import Database
from ..file.errors import DatabaseUnusableError
from ..file.readers import reading
from ..file.threads import in_thread
from ..forgotten import note_done, note_forgotten, read_forgotten, read_unfinished
from ..hooks.deliveries import erase_deliveries
from ..outbox.clearing import erase_waiting
from ..sent_log import erase_sent
from ..unread.noted import DamagedBlockError
from .collector import Collector
from .erasing_followed import erase_followed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rest:
    """What takes the place of a block: another one, or nothing. ``gone`` counts the events that go."""

    number: int
    gone: int
    block: Block | None


class Eraser:
    """Forgets, a small step at a time; each is whole or not at all, and a step that was cut off can be done again.

    What must not come back is noted before anything is deleted. So whenever the process ends, an event is in a row or
    in a block, or it is gone; and ``finish`` goes on where the process ended.
    """

    def __init__(self, database: Database, timezone: ZoneInfo) -> None:
        """Forget in a database; ``timezone`` is the home's, whose days the daily totals are of."""
        self._database = database
        self._timezone = timezone
        self._collector = Collector(database)

    def use_zone(self, timezone: ZoneInfo) -> None:
        """Add up the days of another time zone from now on."""
        self._timezone = timezone

    async def all(self) -> tuple[Forgotten, ...]:
        """Return all that was forgotten."""
        return await self._database.read(read_forgotten)

    async def forget(self, part: Forgotten, now: float) -> int:
        """Forget a part of the past; return how many events that were.

        Args:
            part: what.
            now: UTC epoch seconds.

        Raises:
            DatabaseUnusableError: it failed; to be finished later.
        """
        number = await self._database.write(partial(note_forgotten, part, now))
        return await self._forget(number, part)

    async def finish(self) -> int:
        """Forget the rest of what a stop has cut off; return how many events that were."""
        left = await self._database.read(read_unfinished)
        return sum([await self._forget(number, part) for number, part in left])

    async def _forget(self, number: int, part: Forgotten) -> int:
        await erase_waiting(self._database)
        # A block that another takes the place of meanwhile would be looked for in vain.
        async with self._database.upkeep:
            return await self._erase(number, part)

    async def _erase(self, number: int, part: Forgotten) -> int:
        gone = await self._database.write(partial(self._delete_rows, part))
        listed = await self._database.read(lambda connection: list_blocks(connection, _wanted(connection, part)))
        for one in listed:
            rest = await in_thread(_rest_of, self._database, one, part)
            if rest and rest.gone:
                gone += await self._database.write(partial(self._replace, rest))
        await self._database.write(partial(self._add_up_again, part, number))
        # What nobody has heard of any more has no name either.
        await self._collector.run()
        return gone

    def _delete_rows(self, part: Forgotten, connection: sqlite3.Connection) -> int:
        # Of these nobody knows which times and entities they are of.
        self._database.events.set_aside(connection, unlikely_blocks(connection))
        wanted = _wanted(connection, part)
        entities = None if wanted.entities is None else json.dumps([*wanted.entities])
        return self._database.events.delete(connection, (wanted.begin, wanted.end), entities)

    def _replace(self, rest: _Rest, connection: sqlite3.Connection) -> int:
        return self._database.events.replace(connection, rest.number, [rest.block] if rest.block else [])

    def _add_up_again(self, part: Forgotten, number: int, connection: sqlite3.Connection) -> None:
        """Delete the totals of the span's days, and add up again what is left of the days at its ends."""
        wanted = _wanted(connection, part)
        first, last = (self._day_of(moment) for moment in (part.begin, part.until))
        entities = None if wanted.entities is None else json.dumps([*wanted.entities])
        connection.execute(
            """
            DELETE FROM day_total WHERE day BETWEEN ?1 AND ?2
                AND (?3 IS NULL OR entity IN (SELECT value FROM json_each(?3)))
            """,
            (first, last, entities),
        )
        for day in {first, last}:
            keys, values = self._sealed_on(connection, day, wanted)
            if len(keys):
                add_totals(connection, totals(keys, values, self._timezone))
        self._database.events.set_aside(connection, self._database.damage.take())
        erase_aside(connection, wanted)
        erase_followed(connection, part, self._timezone)
        erase_deliveries(connection, part)
        erase_sent(connection, part)
        note_done(number, connection)

    def _sealed_on(self, connection: sqlite3.Connection, day: int, wanted: RowsWanted) -> tuple[Integers, Integers]:
        begin, end = (first_key(self._midnight(one).timestamp()) for one in (day, day + 1))
        of_day = RowsWanted(begin=begin, end=end, entities=wanted.entities)
        keys, values = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for listed, content in read_blocks(connection, of_day, self._database.damage):
            found = content.keys(listed.first)
            of_it = (found >= begin) & (found < end)
            keys.append(found[of_it])
            values.append(content.values[content.places][of_it])
        joined = np.concatenate(keys)
        order = np.argsort(joined, kind="stable")
        return joined[order], np.concatenate(values)[order]

    def _day_of(self, moment: float) -> int:
        return datetime.fromtimestamp(moment, UTC).astimezone(self._timezone).date().toordinal()

    def _midnight(self, day: int) -> datetime:
        return datetime.combine(date.fromordinal(day), time.min, self._timezone)


def _wanted(connection: sqlite3.Connection, part: Forgotten) -> RowsWanted:
    begin, end = first_key(part.begin), first_key(part.until)
    if part.entities is None:
        return RowsWanted(begin=begin, end=end)
    numbers = frozenset(number for number, name in names_of(connection).items() if part.names(name))
    return RowsWanted(begin=begin, end=end, entities=numbers)


def _rest_of(database: Database, listed: Listed, part: Forgotten) -> _Rest | None:
    """Return what is left of a block, in a worker thread and on a connection of its own; None where it is damaged.

    Raises:
        DatabaseUnusableError: it can't be read.
    """
    try:
        with reading(database.path) as connection:
            wanted = _wanted(connection, part)
            content = read_block(connection, listed)
    except DamagedBlockError as err:
        database.damage.note(err)
        return None
    except ValueError as err:
        raise DatabaseUnusableError("corrupt", str(err)) from err
    if content is None:
        return _Rest(number=listed.number, gone=0, block=None)
    keys, values = content.keys(listed.first), content.values[content.places]
    goes = (keys >= wanted.begin) & (keys < wanted.end)
    if wanted.entities is not None:
        goes &= np.isin(keys & ENTITY_MASK, [*wanted.entities])
    left = None if goes.all() else encode(listed.kind, keys[~goes], values[~goes])
    return _Rest(number=listed.number, gone=int(goes.sum()), block=left)
