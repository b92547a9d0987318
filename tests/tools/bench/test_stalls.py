import asyncio
from collections.abc import Callable
import gc
from time import thread_time

from tools.bench.custom_components.homeiq_bench_life.stalls import Stalls

LONG = 0.06  # seconds of the processor, whatever else the machine does


def hog() -> None:
    begin = thread_time()
    while thread_time() - begin < LONG:
        pass


async def seen(*work: Callable[[], None]) -> list[str]:
    """Return what is told of work in the loop that was looked at."""
    stalls = Stalls()
    stalls.begin()
    await asyncio.sleep(0.02)
    for one in work:
        asyncio.get_running_loop().call_soon(one)
    await asyncio.sleep(0.05)
    return (await stalls.end()).splitlines()


def first(lines: list[str], named: str) -> float:
    return next(float(line.split()[0]) for line in lines if named in line)


async def test_work_that_holds_the_loop_is_named_with_its_time() -> None:
    lines = await seen(hog)

    assert 0 < first(lines, "loop: hog") <= 2 * LONG


async def test_garbage_is_told_beside_what_it_happened_in() -> None:
    def collect() -> None:
        hog()
        gc.collect()

    lines = await seen(collect)

    assert any("garbage of generation 2" in line for line in lines)
    assert first(lines, "collect") > 0


async def test_what_was_changed_to_look_is_as_it_was() -> None:
    before = vars(asyncio.Handle)["_run"], [*gc.callbacks]

    await seen(hog)

    assert (vars(asyncio.Handle)["_run"], gc.callbacks) == before
