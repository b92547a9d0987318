import asyncio
from collections.abc import AsyncIterator, Callable
import sqlite3
import struct
import time
from typing import override
import zlib

import pytest

from custom_components.homeiq.correlation import correlated, current
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.store import batch as module
from custom_components.homeiq.store.batch import BatchWriter, WritingHeard, settle
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from tests.store.failing import beside

MARCH = 1_772_000_000.0


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[BatchWriter]:
    writer = BatchWriter(database, size=10, seconds=0.05, limit=1000)
    yield writer
    await writer.stop()


@pytest.fixture
def quick_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_RETRY", 0.02)


def event(number: int) -> EventRow:
    return (MARCH + number, "light.hall", f"state {number % 7}", 1)


def add(writer: BatchWriter, numbers: range) -> None:
    [*map(writer.add, map(event, numbers))]


async def hold(database: Database) -> sqlite3.Connection:
    connection = sqlite3.connect(database.path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


async def limit_pages(database: Database, extra: int) -> None:
    def work(connection: sqlite3.Connection) -> None:
        ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages + extra}").fetchall()

    await database.write(work)


async def stored(database: Database) -> list[float]:
    columns = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"))
    times: list[float] = columns.time.tolist()
    return times


async def until(writer: BatchWriter, count: int) -> None:
    async with asyncio.timeout(30):
        while writer.stats.stored < count or writer.stats.failing:  # noqa: ASYNC110 - the writer tells nobody
            await asyncio.sleep(0.005)


async def test_enough_events_make_a_flush(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)

    add(writer, range(10))
    await until(writer, 10)

    assert await stored(database) == [MARCH + n for n in range(10)]
    await writer.stop()


@pytest.mark.parametrize("count", [1, 10])
async def test_a_flush_is_nobody_s_whoever_set_off_its_events(database: Database, count: int) -> None:
    ids: list[str] = []
    heard = WritingHeard(batch=lambda *_: ids.append(current()))
    writer = BatchWriter(database, size=10, seconds=0.05, heard=heard)

    with correlated("panel:7"):
        add(writer, range(count))
    await until(writer, count)

    assert ids == [""]
    await writer.stop()


async def test_an_old_event_makes_a_flush(database: Database) -> None:
    writer = BatchWriter(database, size=1000, seconds=0.05)

    add(writer, range(3))
    assert writer.stats.queued == 3
    await until(writer, 3)
    # What is stored is known in the thread that writes a little earlier than that nothing waits any more.
    await writer.flush()

    assert writer.stats.queued == 0
    await writer.stop()


async def test_an_event_that_comes_during_a_flush_is_flushed_in_its_turn(database: Database) -> None:
    writer = BatchWriter(database, size=1000, seconds=0.05)
    add(writer, range(3))

    flushing = asyncio.create_task(writer.flush())
    await asyncio.sleep(0)
    add(writer, range(3, 5))
    assert await flushing
    await until(writer, 5)

    assert await stored(database) == [MARCH + n for n in range(5)]
    await writer.stop()


async def test_a_full_batch_that_comes_during_a_flush_follows_at_once(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)

    add(writer, range(10))
    await asyncio.sleep(0)
    add(writer, range(10, 35))
    await until(writer, 35)

    assert writer.stats.queued == 0
    await writer.stop()


async def test_batches_of_one_are_written_at_once(database: Database) -> None:
    writer = BatchWriter(database, size=1, seconds=1000)

    add(writer, range(1))
    await until(writer, 1)
    await writer.stop()

    assert writer.stats.stored == 1


async def test_flushing_twice_at_once_is_fine(database: Database, writer: BatchWriter) -> None:
    add(writer, range(5))

    both = await asyncio.gather(*(writer.flush() for _ in range(2)))

    assert both == [True, True]
    assert await stored(database) == [MARCH + n for n in range(5)]


async def test_flushing_nothing_is_fine(writer: BatchWriter) -> None:
    assert await writer.flush()


async def test_stopping_writes_what_waits_and_takes_no_more(database: Database) -> None:
    writer = BatchWriter(database, size=1000, seconds=1000)
    add(writer, range(5))

    assert await writer.stop()
    add(writer, range(5, 7))
    assert await writer.stop()

    assert await stored(database) == [MARCH + n for n in range(5)]
    assert (writer.stats.queued, writer.stats.dropped) == (0, 2)


async def test_what_comes_while_the_last_flush_runs_counts_as_dropped(database: Database) -> None:
    writer = BatchWriter(database, size=1000, seconds=1000)
    add(writer, range(3))

    stopping = asyncio.create_task(writer.stop())
    await asyncio.sleep(0)
    add(writer, range(3, 5))

    assert await stopping
    assert (writer.stats.queued, writer.stats.dropped) == (0, 2)
    assert await stored(database) == [MARCH + n for n in range(3)]


async def test_stopping_waits_for_the_flush_that_runs(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)
    add(writer, range(10))

    await writer.stop()

    assert writer.stats.stored == 10
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_flush_that_is_cut_off_loses_nothing(database: Database, writer: BatchWriter) -> None:
    add(writer, range(9))

    flushing = asyncio.create_task(writer.flush())
    await asyncio.sleep(0)
    flushing.cancel()
    add(writer, range(9, 15))
    await writer.flush()

    assert await stored(database) == [MARCH + n for n in range(15)]
    assert writer.stats.stored == 15


@pytest.mark.usefixtures("quick_retry")
async def test_events_wait_while_the_database_is_locked(database: Database) -> None:
    changes: list[bool] = []
    writer = BatchWriter(database, size=100, seconds=1000, heard=WritingHeard(change=changes.append))
    other = await hold(database)

    add(writer, range(25))
    assert not await writer.flush()
    assert not await writer.flush()
    assert (writer.stats.queued, writer.stats.write_errors, writer.stats.failing) == (25, 2, True)

    other.execute("ROLLBACK")
    other.close()
    await until(writer, 25)
    assert await stored(database) == [MARCH + n for n in range(25)]
    assert changes == [True, False]
    await writer.stop()


@pytest.mark.usefixtures("quick_retry")
async def test_events_wait_while_the_disk_is_full(database: Database) -> None:
    writer = BatchWriter(database, size=5000, seconds=1000)
    await limit_pages(database, extra=0)

    add(writer, range(3000))
    assert not await writer.flush()
    assert (writer.stats.queued, writer.stats.stored) == (3000, 0)

    await limit_pages(database, extra=1000)
    await until(writer, 3000)
    assert await stored(database) == [MARCH + n for n in range(3000)]
    await writer.stop()


async def test_events_wait_while_retries_become_rarer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_RETRY", 0.1)
    monkeypatch.setattr(module, "_LAST_RETRY", 0.2)
    writer = BatchWriter(database, size=1, seconds=1000)
    other = await hold(database)
    begin = time.perf_counter()

    add(writer, range(1))
    async with asyncio.timeout(10):
        while writer.stats.write_errors < 4:  # noqa: ASYNC110 - the writer tells nobody
            await asyncio.sleep(0.01)
    waited = time.perf_counter() - begin

    # Four times 0.2 s for the lock, and 0.1, 0.2 and 0.2 s in between.
    assert waited > 1.2
    other.close()
    await writer.stop()


async def test_a_full_queue_drops_new_events_and_counts_them(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000, limit=50)
    other = await hold(database)

    add(writer, range(60))
    await writer.flush()
    add(writer, range(60, 65))
    assert (writer.stats.queued, writer.stats.dropped) == (50, 15)

    other.close()
    await writer.flush()
    add(writer, range(100, 105))
    await writer.stop()
    assert await stored(database) == [MARCH + n for n in (*range(50), *range(100, 105))]


async def test_what_waits_when_stopping_fails_is_told(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)
    other = await hold(database)
    add(writer, range(5))

    assert not await writer.stop()

    other.close()
    assert writer.stats.queued == 5


async def test_an_event_that_can_not_be_stored_does_not_hold_up_the_others(
    database: Database, writer: BatchWriter
) -> None:
    add(writer, range(2))
    writer.add((float("nan"), "light.hall", "on", 1))
    writer.add((MARCH, "light.hall", "\ud800", 1))
    add(writer, range(2, 4))

    assert await writer.flush()
    assert await stored(database) == [MARCH + n for n in range(4)]
    assert writer.stats.dropped == 2


async def test_a_burst_is_absorbed(database: Database) -> None:
    writer = BatchWriter(database, size=100, seconds=5)

    for second in range(10):
        add(writer, range(second * 4000, (second + 1) * 4000))
        await asyncio.sleep(0)
    await writer.stop()

    assert (writer.stats.stored, writer.stats.dropped) == (40_000, 0)


async def test_the_figures_are_there(database: Database, writer: BatchWriter) -> None:
    add(writer, range(5))
    await writer.flush()

    assert writer.stats.flush_seconds > 0
    assert writer.stats.database_bytes >= database.path.stat().st_size > 0


async def test_the_age_of_what_waits_longest_is_known(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)
    now = time.time()

    [*map(writer.add, ((now - 60, "light.hall", "on", 1), (now - 5, "light.hall", "off", 1)))]
    waiting = writer.stats.queue_seconds
    await writer.stop()

    assert 60 <= waiting < 90
    assert writer.stats.queue_seconds == 0


async def test_a_clock_that_was_set_back_makes_no_event_older_than_now(database: Database) -> None:
    writer = BatchWriter(database, size=10, seconds=1000)

    writer.add((time.time() + 3600, "light.hall", "on", 1))
    waiting = writer.stats.queue_seconds
    await writer.stop()

    assert waiting == 0


FAULTS = [
    ValueError("damaged"),
    IndexError(3),
    KeyError("text"),
    OverflowError("too large"),
    MemoryError(),
    zlib.error("incorrect header"),
    struct.error("unpack"),
    TypeError("bytes"),
    AssertionError(),
]


class Raising(Database):
    """A database of which some part raises something of its own, until it is mended."""

    error: Exception | None = None
    tries = 0

    @override
    async def write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        self.tries += 1
        if self.error:
            raise self.error
        return await super().write(work)


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
async def test_whatever_a_part_of_the_store_raises_is_counted_and_waited_for(
    database: Database, quick_retry: None, error: Exception
) -> None:
    async with beside(Raising, database) as raising:
        raising.error = error
        said: list[bool] = []
        writer = BatchWriter(raising, size=10, seconds=0.01, limit=1000, heard=WritingHeard(change=said.append))

        add(writer, range(25))
        await asyncio.sleep(0.15)
        # After 0.02, 0.04, 0.08 seconds, and no more often.
        tries, stats, trouble = raising.tries, writer.stats, writer.trouble
        raising.error = None
        await until(writer, 25)
        is_written = await writer.stop()

    assert (stats.queued, stats.failing, stats.write_errors) == (25, True, tries)
    assert 1 < tries < 6
    assert trouble == type(error).__name__
    assert (said, is_written) == ([True, False], True)


async def test_stopping_does_not_fail_whatever_is_raised(database: Database) -> None:
    async with beside(Raising, database) as raising:
        raising.error = ValueError("damaged")
        writer = BatchWriter(raising, size=10, seconds=100)
        add(writer, range(25))

        is_written = await writer.stop()

    assert (is_written, writer.stats.queued) == (False, 25)


async def test_whoever_needs_all_that_waits_to_be_stored_is_told_where_it_is_not(database: Database) -> None:
    writer = BatchWriter(database, size=10_000, seconds=60)
    add(writer, range(5000))
    await limit_pages(database, 0)

    with pytest.raises(DatabaseUnusableError, match="disk_full"):
        await settle(writer)
    await limit_pages(database, 100_000)
    await settle(writer)

    assert len(await stored(database)) == 5000
    await writer.stop()


async def test_what_is_held_is_written_once_it_is_free_again(database: Database) -> None:
    writer = BatchWriter(database, size=5, seconds=60)
    add(writer, range(3))
    first = writer.holds.place()
    add(writer, range(3, 6))
    second = writer.holds.place()
    add(writer, range(6, 20))

    is_all, before = await writer.flush(), await stored(database)
    with pytest.raises(DatabaseUnusableError, match="renamed"):
        await settle(writer)
    writer.holds.lift(first)
    await settle(writer, is_held=True)
    between = await stored(database)
    writer.holds.lift(second)
    await asyncio.sleep(0)

    assert (is_all, len(before), len(between)) == (False, 3, 6)
    assert await writer.stop()
    assert len(await stored(database)) == 20


async def test_what_is_held_at_the_end_is_written_all_the_same(database: Database) -> None:
    writer = BatchWriter(database, size=5, seconds=60)
    writer.holds.place()
    add(writer, range(20))

    assert await writer.stop()
    assert len(await stored(database)) == 20
