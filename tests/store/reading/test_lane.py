import asyncio
from functools import partial
import sqlite3
import threading
import time

import pytest

from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError, TooSlowError
from custom_components.homeiq.store.reading.lane import AT_ONCE, Check, Lane

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


class Crowd:
    """Slow questions that know how many of them are worked on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.has_begun = threading.Event()
        self.working = 0
        self.most = 0

    def work(self, _connection: sqlite3.Connection, check: Check) -> None:
        with self._lock:
            self.working += 1
            self.most = max(self.most, self.working)
            if self.working == AT_ONCE:
                self.has_begun.set()
        try:
            for _ in range(20):
                check()
                time.sleep(0.005)
        finally:
            with self._lock:
                self.working -= 1


def in_sql(connection: sqlite3.Connection, _check: Check) -> int:
    ((count,),) = connection.execute(ENDLESS)
    return int(count)


async def test_few_slow_questions_are_worked_on_at_once(database: Database) -> None:
    lane, crowd = Lane(database), Crowd()

    await asyncio.gather(*(lane.ask(crowd.work) for _ in range(10)))

    assert (crowd.most, crowd.working) == (AT_ONCE, 0)


async def test_a_quick_question_is_not_behind_slow_ones(database: Database) -> None:
    lane = Lane(database)
    slow = [asyncio.create_task(lane.ask(in_sql)) for _ in range(20)]
    await asyncio.sleep(0.05)

    answer = await database.read(lambda connection: connection.execute("SELECT 1").fetchone())

    assert not any(task.done() for task in slow)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    assert answer == (1,)


async def test_a_question_ends_when_whoever_asked_leaves(database: Database) -> None:
    lane, crowd = Lane(database), Crowd()
    tasks = [asyncio.create_task(lane.ask(crowd.work)) for _ in range(AT_ONCE)]
    await asyncio.to_thread(crowd.has_begun.wait, 5)

    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=30)

    assert all(task.cancelled() for task in tasks)
    assert crowd.working == 0


async def test_a_statement_without_end_is_given_up_at_the_deadline(database: Database) -> None:
    lane = Lane(database, deadline=0.2)

    with pytest.raises(TooSlowError):
        await asyncio.wait_for(lane.ask(in_sql), 30)

    # Its turn is free again.
    assert await Lane(database).ask(lambda _connection, _check: 7) == 7
    assert await lane.ask(lambda _connection, _check: 8) == 8


async def test_waiting_for_a_turn_counts(database: Database) -> None:
    lane = Lane(database, deadline=0.3)
    slow = [asyncio.create_task(lane.ask(in_sql)) for _ in range(AT_ONCE)]
    await asyncio.sleep(0)

    with pytest.raises(TooSlowError):
        await lane.ask(partial(Crowd().work))

    await asyncio.gather(*slow, return_exceptions=True)


async def test_a_closed_database_answers_nothing(database: Database) -> None:
    lane = Lane(database)
    await database.close()

    with pytest.raises(DatabaseUnusableError):
        await lane.ask(in_sql)


def counted_turns(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Count the turns of the event loop: for each of them it may wait until other threads let it run."""
    loop, name, turns = asyncio.get_running_loop(), "_run_once", list[None]()
    run_once = getattr(loop, name)

    def counted() -> None:
        turns.append(None)
        run_once()

    monkeypatch.setattr(loop, name, counted)
    return turns


async def test_a_question_takes_hardly_more_turns_of_the_loop_than_a_thread_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane, turns = Lane(database), counted_turns(monkeypatch)

    assert await lane.ask(lambda _connection, _check: 7) == 7

    # One in which the thread's answer arrives, one in which it is looked at, one in which whoever asked has it.
    assert len(turns) <= 3
