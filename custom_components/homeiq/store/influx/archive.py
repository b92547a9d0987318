"""A server as the keeper of a history: what it has, under the names of today and without what is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable
import time

from ...model.decisions.forgotten import Forgotten, without_forgotten
from ...model.event import EventColumns, EventRow
from ...model.rename import with_todays_names
from ..ends.erasing import Eraser
from ..file.threads import in_thread
from ..outbox.outbox import Outbox
from ..outbox.set_aside import lacking_in
from ..tables.renames import Renames
from .client import InfluxClient
from .read import read_columns, read_rows

_DAY = 86400.0  # seconds


class Archive:
    """All events that a server has; it keeps the contract of ``history``.

    Nothing is ever deleted or renamed there: what was forgotten and renamed is known here, and counts for what is read.
    """

    def __init__(self, client: InfluxClient, outbox: Outbox, eraser: Eraser, renames: Renames) -> None:
        """Read from a server, and send through the outbox that is emptied there."""
        self._client = client
        self._outbox = outbox
        self._eraser = eraser
        self._renames = renames

    async def append(self, rows: Iterable[EventRow]) -> int:
        """Have events wait to be sent; return how many. To be read, they have to have arrived.

        Raises:
            DatabaseUnusableError: they can't be kept until then.
        """
        waiting = list(rows)
        await self._outbox.add(waiting)
        return len(waiting)

    async def span(self, since: float, until: float, entities: Collection[str] | None = None) -> EventColumns:
        """Return the events of a span.

        Raises:
            InfluxError: the server doesn't answer.
        """
        asked = None if entities is None else await self._names_ever(entities)
        there = await read_columns(self._client, since, until, asked)
        columns = await self._known(await self._with_refused(there, since, until, asked))
        return columns if entities is None else columns.without(set(columns.entities) - set(entities))

    async def _with_refused(
        self, there: EventColumns, since: float, until: float, names: Collection[str] | None
    ) -> EventColumns:
        """Add what the server refused: it may be here only."""
        rows = [row for row in await self._outbox.refused_events(since, until) if names is None or row[1] in names]
        if not rows:
            return there
        lacking = await in_thread(lacking_in, there, rows)
        return await in_thread(EventColumns.merged, [there, EventColumns.from_rows(lacking)])

    async def first_time(self) -> float | None:
        """Return the time of the oldest event, None where there is none.

        Raises:
            InfluxError: the server doesn't answer.
        """
        async for rows in read_rows(self._client, 0.0, time.time()):
            if len(columns := await self._known(EventColumns.from_rows(rows))):
                return float(columns.time[0])
        return None

    async def last_time(self) -> float | None:
        """Return the time of the newest event, None where there is none.

        Raises:
            InfluxError: the server doesn't answer.
        """
        until, step = time.time(), _DAY
        while until > 0:
            since = max(until - step, 0.0)
            if len(columns := await self.span(since, until)):
                return float(columns.time[-1])
            # Most have something of the last day; one that has had nothing for months is looked through in large steps.
            until, step = since, 2 * step
        return None

    async def forget(self, part: Forgotten, now: float) -> int:
        """Leave out a part of the past for good; return how many events were deleted for it here.

        Raises:
            DatabaseUnusableError: it can't be noted.
        """
        return await self._eraser.forget(part, now)

    async def _known(self, columns: EventColumns) -> EventColumns:
        named = with_todays_names(columns, await self._renames.all())
        return without_forgotten(named, await self._eraser.all())

    async def _names_ever(self, entities: Collection[str]) -> set[str]:
        """Return the names that entities have or had."""
        names = set(entities)
        for batch in reversed(await self._renames.all()):
            names |= {old for old, new in batch.renames.items() if new in names}
        return names
