import asyncio
from collections.abc import Callable
import threading
import time
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest


@pytest.mark.parametrize(
    "plan", [lambda loop: loop.call_soon(print), lambda loop: loop.call_later(1, print)], ids=["at once", "for later"]
)
async def test_what_another_thread_plans_without_saying_so_is_refused(plan: Callable[[Any], object]) -> None:
    with pytest.raises(RuntimeError, match="Non-thread-safe"):
        await asyncio.to_thread(plan, asyncio.get_running_loop())


async def test_what_is_planned_for_this_moment_is_done_while_time_stands_still(freezer: FrozenDateTimeFactory) -> None:
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    loop.call_at(loop.time(), done.set)
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert done.is_set()


async def test_a_loop_whose_workers_never_began_takes_no_work_after_its_end() -> None:
    loop = asyncio.get_running_loop()

    await loop.shutdown_default_executor()

    with pytest.raises(RuntimeError, match="shutdown"):
        await loop.run_in_executor(None, print)


async def test_a_worker_that_is_under_way_is_waited_for_at_the_end() -> None:
    done: list[str] = []
    loop = asyncio.get_running_loop()
    begun = threading.Event()

    def work() -> None:
        begun.set()
        time.sleep(0.05)
        done.append("work")

    working = loop.run_in_executor(None, work)
    await asyncio.to_thread(begun.wait)
    await loop.shutdown_default_executor()
    await working

    assert done == ["work"]
