"""The history: events in, columns of numpy out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
import json
from pathlib import Path
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ..model.event import EventColumns, EventRow
from .codec import (
    CAUSE_BITS,
    CAUSE_MASK,
    ENTITY_MASK,
    NUMBER_FLAG,
    first_key,
    number_state,
    text_number,
    time_of,
    times_of,
)
from .database import Database, DatabaseUnusableError, connect_to_read

# Rows read in one go. An open read keeps the write-ahead log from being emptied, so many short ones it is.
_CHUNK = 50_000

type _Column = NDArray[np.int64]


class EventLog:
    """All events that were stored."""

    def __init__(self, database: Database) -> None:
        """Keep events in a database."""
        self._database = database

    async def write(self, rows: Iterable[EventRow]) -> int:
        """Store events in one transaction; return how many are new. The same events once more change nothing.

        Args:
            rows: in any order; iterated over in the database's thread.
        """
        written = await self._database.write(lambda connection: self._database.events.insert(connection, rows))
        return written.stored

    async def count(self) -> int:
        """Return how many events there are."""
        return self._database.events.stored

    async def bytes_on_disk(self) -> int:
        """Return the size of the whole database, write-ahead log included."""
        return self._database.bytes_on_disk

    async def first_time(self) -> float | None:
        """Return the time of the oldest event in epoch seconds, None where there is none."""
        return await self._database.read(partial(_edge, "SELECT min(key) FROM event"))

    async def last_time(self) -> float | None:
        """Return the time of the newest event in epoch seconds, None where there is none."""
        return await self._database.read(partial(_edge, "SELECT max(key) FROM event"))

    async def forget_before(self, time: float, step: int = 5000) -> int:
        """Delete all events before a time, in epoch seconds; return how many there were.

        Args:
            step: events deleted at once; flushes get their turn in between.
        """
        before, total = first_key(time), 0
        while deleted := await self._database.write(partial(self._database.events.delete, before=before, step=step)):
            total += deleted
        return total

    @staticmethod
    def read(
        path: Path, since: float, until: float, *, numbers: bool = False, entities: Collection[str] | None = None
    ) -> EventColumns:
        """Read a span of the history. Blocks: for a worker thread, on a connection of its own.

        Args:
            path: the database's file.
            since: epoch seconds, included.
            until: epoch seconds, excluded.
            numbers: take states that are numbers as well, as texts.
            entities: read these only.

        Raises:
            DatabaseUnusableError: the database can't be read.
        """
        connection = connect_to_read(path)
        try:
            return _read(connection, (first_key(since), first_key(until)), numbers=numbers, entities=entities)
        except sqlite3.Error as err:
            raise DatabaseUnusableError.from_sqlite(err, path) from err
        finally:
            connection.close()


def _edge(statement: str, connection: sqlite3.Connection) -> float | None:
    ((key,),) = connection.execute(statement).fetchall()
    return None if key is None else time_of(key)


class _Index:
    """Numbers in the order they were first seen, a chunk at a time."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def places(self, numbers: _Column) -> NDArray[np.int32]:
        unique, inverse = np.unique(numbers, return_inverse=True)
        places = [self._places.setdefault(number, len(self._places)) for number in unique.tolist()]
        return np.array(places, dtype=np.int32)[inverse]


def _read(
    connection: sqlite3.Connection, span: tuple[int, int], *, numbers: bool, entities: Collection[str] | None
) -> EventColumns:
    entity_index, code_index = _Index(), _Index()
    times: list[NDArray[np.float64]] = []
    owners: list[NDArray[np.int32]] = []
    states: list[NDArray[np.int32]] = []
    causes: list[NDArray[np.int8]] = []
    wanted = None if entities is None else _numbers_of(connection, entities)
    begin, end = span
    while begin < end:
        chunk_end = _chunk_end(connection, begin, end)
        keys, values = _columns(connection, (begin, chunk_end, numbers, wanted))
        times.append(times_of(keys))
        owners.append(entity_index.places(keys & ENTITY_MASK))
        states.append(code_index.places(values >> CAUSE_BITS))
        causes.append((values & CAUSE_MASK).astype(np.int8))
        begin = chunk_end
    return EventColumns(
        time=_joined(times, np.float64),
        entity=_joined(owners, np.int32),
        state=_joined(states, np.int32),
        cause=_joined(causes, np.int8),
        entities=_entity_ids(connection, entity_index),
        states=_states(connection, code_index),
    )


def _numbers_of(connection: sqlite3.Connection, entities: Collection[str]) -> str:
    """Return the numbers of entities as a JSON list; those never heard of have none."""
    rows = connection.execute(
        "SELECT number FROM entity_name WHERE entity_id IN (SELECT value FROM json_each(?))", (json.dumps([*entities]),)
    )
    return json.dumps([number for (number,) in rows])


def _chunk_end(connection: sqlite3.Connection, begin: int, end: int) -> int:
    row = connection.execute(
        "SELECT key FROM event WHERE key >= ? AND key < ? ORDER BY key LIMIT 1 OFFSET ?", (begin, end, _CHUNK)
    ).fetchone()
    return int(row[0]) if row else end


def _columns(connection: sqlite3.Connection, wanted: tuple[int, int, bool, str | None]) -> tuple[_Column, _Column]:
    rows = connection.execute(
        """
        SELECT key, value FROM event
        WHERE key >= ?1 AND key < ?2 AND (?3 OR value & ?5 = 0)
            AND (?4 IS NULL OR key & ?6 IN (SELECT value FROM json_each(?4)))
        ORDER BY key
        """,
        (*wanted, NUMBER_FLAG, ENTITY_MASK),
    ).fetchall()
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=2 * len(rows))
    return table[::2], table[1::2]


def _joined[T: np.generic](parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


def _entity_ids(connection: sqlite3.Connection, numbers: Iterable[int]) -> tuple[str, ...]:
    wanted = [*numbers]
    names = dict(
        connection.execute(
            "SELECT number, entity_id FROM entity_name WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    )
    return tuple(names[number] for number in wanted)


def _states(connection: sqlite3.Connection, codes: Iterable[int]) -> tuple[str, ...]:
    wanted = [(code, text_number(code)) for code in codes]
    texts = dict(
        connection.execute(
            "SELECT number, text FROM state_text WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps([number for _, number in wanted if number is not None]),),
        )
    )
    return tuple(number_state(code) if number is None else texts[number] for code, number in wanted)
