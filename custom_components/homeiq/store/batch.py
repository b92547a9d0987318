"""From the event loop to the disk: events wait in memory until there are enough of them, or the first is old enough."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
import sqlite3
from time import perf_counter, time

from ..correlation import apart
from ..model.event import EventRow
from ..model.overview import StoreStats
from .events.event_table import Written
from .file.database import Database
from .file.errors import DatabaseUnusableError
from .holds import Holds

LIMIT = 50_000  # events that wait at most
_TRANSACTION = 5_000  # events written at once, after a disturbance; more would keep others from the database
_FIRST_RETRY = 1.0  # seconds; doubles with each failure
_LAST_RETRY = 60.0  # seconds

type Beside = Callable[[sqlite3.Connection, list[EventRow]], Callable[[], None]]
"""Stores something else of each batch in the same transaction, and returns what is called once that is on disk."""


def _nobody(*_: object) -> None:
    """Hear nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WritingHeard:
    """Who hears how writing goes, in the event loop.

    Attributes:
        change: called with true when writing begins to fail, with false when it works again.
        batch: called with each batch that is on disk: how many events, and after how many seconds.
    """

    change: Callable[[bool], None] = _nobody
    batch: Callable[[int, float], None] = _nobody


_BY_NOBODY = WritingHeard()


class BatchWriter:
    """Collects events and writes them in batches.

    - Order is kept, and one flush runs at a time.
    - Events leave the queue when they are on disk, so a flush that fails or is cut off loses none; writing the same
      events again changes nothing.
    - When ``limit`` events wait, new ones are dropped and counted.
    - A flush that failed is tried again after 1, 2, 4 ... 60 seconds.
    - What is held is not written until it is free.

    Attributes:
        trouble: the reason of the newest failure where the database gave one, else its kind of error.
        failure: why nothing can be written; None where it can.
        holds: places behind which nothing is written for now.
    """

    def __init__(
        self,
        database: Database,
        *,
        size: int,
        seconds: float,
        limit: int = LIMIT,
        heard: WritingHeard = _BY_NOBODY,
        beside: Beside | None = None,
    ) -> None:
        """Collect for a database, within the running event loop.

        Args:
            size: events that make a flush.
            seconds: age of the oldest waiting event that makes one.
            limit: how many may wait.
            heard: by whom it is heard how writing goes.
            beside: stores something else of each batch in the same transaction; called in the database's thread, and
                what it returns in the event loop.
        """
        self.trouble = ""
        self.failure: DatabaseUnusableError | None = None
        self._heard = heard
        self._database = database
        self._beside = beside
        self._size = min(size, limit)
        self._seconds = seconds
        self._limit = limit
        self._loop = asyncio.get_running_loop()
        self._lock = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[bool] | None = None
        self._is_stopped = False
        self._waiting: list[EventRow] = []
        self.holds = Holds(self._waiting, self._rearm)
        # Length of the queue at which something has to be done: the timer armed, a flush begun, an event dropped.
        self._mark = 1
        self._retry = _FIRST_RETRY
        self._written = self._batches = self._dropped = self._write_errors = 0
        self._flush_seconds, self._is_failing = 0.0, False

    @property
    def stats(self) -> StoreStats:
        """How writing goes. Dropped are also events that can't be stored at all."""
        return StoreStats(
            queued=len(self._waiting),
            # By the clock that events are told by; one that was set back makes none older than now.
            queue_seconds=max(0.0, time() - self._waiting[0][0]) if self._waiting else 0.0,
            stored=self._database.events.stored,
            written=self._written,
            batches=self._batches,
            dropped=self._dropped,
            write_errors=self._write_errors,
            database_bytes=self._database.bytes_on_disk,
            flush_seconds=self._flush_seconds,
            failing=self._is_failing,
        )

    def add(self, row: EventRow) -> None:
        """Take an event. Called for each, in the event loop: an append and a comparison, nothing else."""
        self._waiting.append(row)
        if len(self._waiting) >= self._mark:
            self._reach_mark()

    async def flush(self) -> bool:
        """Write what waits now; return whether all of it is on disk. What fails, or is held, is written later."""
        async with self._lock:
            self._disarm()
            # Once stopped, what comes during the last flush counts as dropped: nobody would write it.
            self._mark = 0 if self._is_stopped else self._limit + 1
            waiting, free = len(self._waiting), self.holds.free
            try:
                return await self._write(free) and free == waiting
            finally:
                self._rearm()

    async def stop(self) -> bool:
        """Write what waits, once, and take no more; return whether all is on disk. Stopping twice does no harm."""
        self._is_stopped = True
        self.holds.lift_all()
        is_written = await self.flush()
        if self._task:
            await asyncio.wait([self._task])
        return is_written

    def discard(self) -> None:
        """Forget what waits: it is kept elsewhere."""
        self.holds.note_taken(len(self._waiting))
        self._waiting.clear()

    def give_up(self) -> list[EventRow]:
        """Take no more, and return what waits; it waits here no longer."""
        self._is_stopped = True
        self._disarm()
        self._mark = 0
        waiting = self._waiting.copy()
        self.discard()
        return waiting

    def _reach_mark(self) -> None:
        waiting = len(self._waiting)
        if waiting > self._limit or self._is_stopped:
            self._waiting.pop()
            self._dropped += 1
        elif waiting >= self._size:
            self._begin()
        else:
            self._arm(self._seconds)
            self._mark = self._size

    def _begin(self) -> None:
        self._disarm()
        self._mark = self._limit + 1
        # It writes for all, not for whoever came last.
        with apart():
            self._task = self._loop.create_task(self.flush())
        self._task.add_done_callback(self._note_end)

    def _note_end(self, task: asyncio.Task[bool]) -> None:
        """Count a flush that ended in another way than those that are foreseen; what waits is tried again."""
        if not task.cancelled() and task.exception():
            self._write_errors += 1
            self._note(is_failing=True)

    def _arm(self, seconds: float) -> None:
        with apart():
            self._timer = self._loop.call_later(seconds, self._begin)

    def _disarm(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _rearm(self) -> None:
        self._disarm()
        waiting = self.holds.free
        if self._is_stopped:
            self._mark = 0
        elif self._is_failing:
            self._arm(self._retry)
            self._retry = min(2 * self._retry, _LAST_RETRY)
        elif waiting >= self._size:
            self._begin()
        elif waiting:
            self._arm(self._seconds)
            self._mark = self._size
        else:
            self._mark = self._limit + 1 if self.holds else 1

    async def _write(self, count: int) -> bool:
        begin = perf_counter()
        try:
            while count > 0:
                rows, batch_begin = self._waiting[: min(count, _TRANSACTION)], perf_counter()
                written, done = await self._database.write(partial(_insert, self._database, self._beside, rows))
                done()
                del self._waiting[: len(rows)]
                self.holds.note_taken(len(rows))
                self._written += len(rows) - written.refused
                self._batches += 1
                self._dropped += written.refused
                count -= len(rows)
                self._heard.batch(len(rows), perf_counter() - batch_begin)
        except Exception as err:  # noqa: BLE001 - whatever a part of the store raises, its events wait and are tried again
            known = err if isinstance(err, DatabaseUnusableError) else None
            self.trouble = known.reason if known else type(err).__name__
            self.failure = known or DatabaseUnusableError("other", self.trouble)
            self._write_errors += 1
            self._note(is_failing=True)
            return False
        self._flush_seconds = perf_counter() - begin
        self._retry = _FIRST_RETRY
        self.failure = None
        self._note(is_failing=False)
        return True

    def _note(self, *, is_failing: bool) -> None:
        if is_failing == self._is_failing:
            return
        self._is_failing = is_failing
        self._heard.change(is_failing)


async def settle(writer: BatchWriter, *, is_held: bool = False) -> None:
    """Write what waits now: what is done next is done to all of it.

    Args:
        writer: where it waits.
        is_held: what is held need not be written.

    Raises:
        DatabaseUnusableError: it can't be written; it is tried again later.
    """
    is_whole = await writer.flush()
    if writer.failure:
        raise writer.failure
    if not is_whole and not is_held:
        raise DatabaseUnusableError("locked", "entities are being renamed")


def _insert(
    database: Database, beside: Beside | None, rows: list[EventRow], connection: sqlite3.Connection
) -> tuple[Written, Callable[[], None]]:
    written = database.events.insert(connection, rows)
    return written, beside(connection, rows) if beside else _nobody
