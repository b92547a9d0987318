"""Whether an archive has what would be deleted here: counted there and here, day by day, before anything goes.

That it took points, and that it has some of a time, proves little: it may keep them for a week only, have lost a day,
or never have been sent what was imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
import sqlite3
import time

import numpy as np

from ..model.event import EventColumns, EventRow
from ..model.habits.value import MARK
from ..model.rename import Renamed, with_todays_names
from .file.database import Database
from .file.threads import in_thread
from .influx.client import InfluxClient
from .influx.read import count_rows, read_columns
from .outbox.set_aside import ROUNDED, events_aside, lacking_in
from .sqlite import EventLog
from .tables.renames import read_renamed

STEP = 86400.0  # compared at once, seconds
_MOST = 31  # steps compared at one look
_SURE = 3600.0  # how long a server is believed to have what it had, seconds
_FEW = 10  # events of a step that the server may refuse, or a share of its events, where that is more
_FEW_OF = 0.1
_NAMED = 50  # entities asked for by name; of more, all are


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How far an archive is complete.

    Attributes:
        until: up to there it has all that is here, epoch seconds.
        lacking: events that it neither has of the day after nor refused, or all where it refused many; 0 where it has
            them, or nobody looked yet.
    """

    until: float
    lacking: int = 0


class Proof:
    """Compares what is here with what a server has."""

    def __init__(self, database: Database, client: InfluxClient) -> None:
        """Nothing is proven yet."""
        self._path = database.path
        self._client = client
        self._database = database
        self._proven = (0.0, 0.0)
        self._sure_until = 0.0
        self._brought: tuple[object, ...] = ()

    async def reach(self, since: float, until: float) -> Completeness:
        """Return how far from a time on the server has everything; of much, a part is looked at.

        Args:
            since: epoch seconds, included.
            until: epoch seconds, excluded.

        Raises:
            DatabaseUnusableError: the database can't be read.
            InfluxError: the server doesn't answer.
        """
        await self._doubt()
        begin = self._proven[1] if self._proven[0] <= since <= self._proven[1] else since
        for _ in range(_MOST):
            if begin >= until:
                break
            end = min(begin + STEP, until)
            if lacking := await self._lacking(begin, end):
                return Completeness(until=begin, lacking=lacking)
            self._proven, begin = (since, end), end
        return Completeness(until=min(begin, until))

    async def _doubt(self) -> None:
        """Take nothing for proven any more after a while, or where something was imported into the past."""
        brought = await self._database.read(_brought)
        if brought != self._brought or time.monotonic() >= self._sure_until:
            self._proven, self._brought, self._sure_until = (0.0, 0.0), brought, time.monotonic() + _SURE

    async def _lacking(self, since: float, until: float) -> int:
        columns = await in_thread(_events, self._path, since, until)
        if not len(columns):
            return 0
        there = await count_rows(self._client, since - ROUNDED, until + ROUNDED)
        if len(columns) <= there:
            return 0
        lacking = len(columns) - there
        refused = await self._refused(columns, since, until)
        # A server that refuses most is no archive of that time, whatever is set aside.
        return max(0, lacking - refused) if refused <= max(_FEW, _FEW_OF * len(columns)) else lacking

    async def _refused(self, here: EventColumns, since: float, until: float) -> int:
        """Return how many of the events of a span are set aside because the server refuses them, and not there."""
        rows, renamed = await self._database.read(lambda database: _aside(database, since, until))
        if not rows:
            return 0
        names = {entity_id for _, entity_id, _, _ in rows}
        asked = names if len(names) <= _NAMED else None
        there = await read_columns(self._client, since - ROUNDED, until + ROUNDED, asked)
        lacking = EventColumns.from_rows(await in_thread(lacking_in, there, rows))
        named = [*with_todays_names(lacking, renamed).rows()]
        return len(named) - len(await in_thread(lacking_in, here, named))


def _brought(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what changes when events of long ago come in."""
    (days,) = connection.execute("SELECT count(*), total(events) FROM import_day").fetchall()
    (back,) = connection.execute("SELECT total(events) FROM influx_backfill WHERE direction = 'from'").fetchall()
    return (*days, *back)


def _aside(connection: sqlite3.Connection, since: float, until: float) -> tuple[list[EventRow], Sequence[Renamed]]:
    return events_aside(connection, since, until), read_renamed(connection)


def _events(path: Path, since: float, until: float) -> EventColumns:
    """Return what is sent of a span: all events but values that people set."""
    columns = EventLog.read(path, since, until, numbers=True)
    is_sent = np.array([MARK not in name for name in columns.entities], dtype=np.bool_)
    return columns.where(is_sent[columns.entity])
