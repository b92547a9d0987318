import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
import sys
import threading
import time
from types import ModuleType
from typing import Any

from freezegun.api import FrozenDateTimeFactory, freeze_time
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


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module that is there when time stands still for the second time."""
    module: Any = ModuleType("late")
    monkeypatch.setitem(sys.modules, "late", module)
    with freeze_time("2026-05-31"):
        pass
    return module


def test_what_tells_the_time_in_a_module_since_it_stood_still_last_stands_still_too(late: Any) -> None:
    late.now, real = time.time, time.time

    with freeze_time("2026-06-01"):
        frozen = late.now()

    assert frozen == datetime(2026, 6, 1, tzinfo=UTC).timestamp()
    assert late.now is real


def test_what_a_module_took_while_time_stood_still_goes_on_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: Any = ModuleType("taken")

    with freeze_time("2026-06-01"):
        monkeypatch.setitem(sys.modules, "taken", taken)
        taken.now = time.time

    assert taken.now is time.time
