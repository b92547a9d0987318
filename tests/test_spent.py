"""The processor time that is ours."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
import time

import pytest

from custom_components.homeiq.spent import DATABASE, LISTENING, LOOP, WORKERS, Spent


class Clock:
    """A thread's clock that goes a second for each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def test_what_is_done_within_counts_once() -> None:
    spent = Spent(Clock())

    with spent.on(LOOP), spent.on(WORKERS):
        pass

    assert spent.seconds == {LISTENING: 0, LOOP: 1, DATABASE: 0, WORKERS: 0}


def test_work_that_fails_counts_too() -> None:
    spent = Spent(Clock())

    with pytest.raises(ValueError, match="no"), spent.on(DATABASE):
        raise ValueError("no")

    assert spent.total == 1


async def test_of_a_task_only_its_own_steps_count() -> None:
    spent = Spent(Clock())

    async def work() -> str:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return "done"

    assert await spent.in_steps(work()) == "done"
    assert spent.seconds[LOOP] == 3


async def test_tasks_hear_that_they_are_cancelled_and_what_went_wrong() -> None:
    spent = Spent()
    heard = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            heard.append("cancelled")
            raise

    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    task = asyncio.create_task(spent.in_steps(work()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ValueError, match="no"):
        await spent.in_steps(fail())

    assert heard == ["cancelled"]


async def test_a_timeout_within_reaches_what_waits() -> None:
    async def work() -> str:
        try:
            async with asyncio.timeout(0):
                await asyncio.sleep(60)
        except TimeoutError:
            return "in time"
        return "never"

    assert await Spent().in_steps(work()) == "in time"


def test_threads_add_to_the_same_figures() -> None:
    spent = Spent()

    def work() -> None:
        until = time.thread_time() + 0.02
        while time.thread_time() < until:
            pass

    with ThreadPoolExecutor(2) as pool:
        [*pool.map(lambda _: spent.counted(WORKERS, work)(), range(2))]

    assert 0.04 <= spent.total < 1
