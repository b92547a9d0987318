"""Deletes a part of the past from all tables that tell of it, and remembers that it must not come back."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
import json
import sqlite3
from zoneinfo import ZoneInfo

import numpy as np

from ..model.forgotten import Forgotten
from .block import Block, Integers, encode
from .blocks import Listed, list_blocks, read_block
from .codec import ENTITY_MASK, first_key
from .database import Database, connect_to_read
from .erasing_followed import erase_followed
from .errors import DatabaseUnusableError
from .forgotten import note_done, note_forgotten, read_forgotten, read_unfinished
from .influx.erasing import erase_waiting
from .keeper import ADD_TOTAL
from .naming import names_of
from .rows import Wanted
from .sealing import totals


@dataclass(frozen=True, slots=True, kw_only=True)
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
        gone = await self._database.write(partial(self._delete_rows, part))
        listed = await self._database.read(lambda connection: list_blocks(connection, _wanted(connection, part)))
        for one in listed:
            rest = await asyncio.to_thread(_rest_of, self._database, one, part)
            if rest.gone:
                gone += await self._database.write(partial(self._replace, rest))
        await self._database.write(partial(self._add_up_again, part, number))
        return gone

    def _delete_rows(self, part: Forgotten, connection: sqlite3.Connection) -> int:
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
                connection.executemany(ADD_TOTAL, totals(keys, values, self._timezone))
        erase_followed(connection, part, self._timezone)
        note_done(number, connection)

    def _sealed_on(self, connection: sqlite3.Connection, day: int, wanted: Wanted) -> tuple[Integers, Integers]:
        begin, end = (first_key(self._midnight(one).timestamp()) for one in (day, day + 1))
        of_day = Wanted(begin=begin, end=end, entities=wanted.entities)
        keys, values = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for listed in list_blocks(connection, of_day):
            if content := read_block(connection, listed, wanted.entities):
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


def _wanted(connection: sqlite3.Connection, part: Forgotten) -> Wanted:
    begin, end = first_key(part.begin), first_key(part.until)
    if part.entities is None:
        return Wanted(begin=begin, end=end)
    numbers = frozenset(number for number, name in names_of(connection).items() if part.names(name))
    return Wanted(begin=begin, end=end, entities=numbers)


def _rest_of(database: Database, listed: Listed, part: Forgotten) -> _Rest:
    """Return what is left of a block, in a worker thread and on a connection of its own.

    Raises:
        DatabaseUnusableError: it can't be read.
    """
    connection = connect_to_read(database.path)
    try:
        wanted = _wanted(connection, part)
        content = read_block(connection, listed)
    except sqlite3.Error as err:
        raise DatabaseUnusableError.from_sqlite(err, database.path) from err
    except ValueError as err:
        raise DatabaseUnusableError("corrupt", str(err)) from err
    finally:
        connection.close()
    if content is None:
        return _Rest(number=listed.number, gone=0, block=None)
    keys, values = content.keys(listed.first), content.values[content.places]
    goes = (keys >= wanted.begin) & (keys < wanted.end)
    if wanted.entities is not None:
        goes &= np.isin(keys & ENTITY_MASK, [*wanted.entities])
    left = None if goes.all() else encode(listed.kind, keys[~goes], values[~goes])
    return _Rest(number=listed.number, gone=int(goes.sum()), block=left)
