"""What is kept, for how long, and that it is worked out once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from hypothesis import given, strategies as st
import pytest

from custom_components.homeiq.cache import ENTRY, Cache, CacheCounts, Lifetime


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Work:
    """Something that takes until it is let go, and counts how often it is done."""

    def __init__(self, *, fails: bool = False) -> None:
        self.begun = 0
        self.ended = 0
        self.cancelled = 0
        self._fails = fails
        self.let_go = asyncio.Event()

    async def __call__(self) -> int:
        self.begun += 1
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        self.ended += 1
        if self._fails:
            raise ValueError("it could not be done")
        return self.ended


def at_once(value: int) -> Callable[[], Awaitable[int]]:
    async def make() -> int:
        return value

    return make


def a_cache(most: int = 10, seconds: float = 5, stale: float = 0) -> tuple[Cache[str, int], Clock]:
    clock = Clock()
    return Cache(Lifetime(most=most, seconds=seconds, stale=stale), clock), clock


def test_to_look_whether_there_is_an_answer_is_no_question() -> None:
    cache, clock = a_cache()
    cache.put("a", 1)

    found = ["a" in cache, "b" in cache]
    clock.now = 5

    assert (found, "a" in cache, cache.counts) == ([True, False], False, CacheCounts())


def test_an_answer_is_kept_for_its_time() -> None:
    cache, clock = a_cache()

    found = []
    for clock.now, value in ((0, 1), (4.9, 2), (5, 3)):
        found.append(cache.get("a", lambda: value))  # noqa: B023 - called at once

    assert found == [1, 1, 3]
    assert cache.counts == CacheCounts(hits=1, misses=2)


def test_what_was_used_longest_ago_goes_first() -> None:
    cache, _ = a_cache(most=2)
    for key in "abac":
        cache.get(key, lambda: 0)

    assert cache.get("a", lambda: 1) == 0
    assert cache.get("b", lambda: 1) == 1
    assert (cache.counts.evicted, len(cache)) == (2, 2)


async def test_those_who_ask_at_once_wait_for_one_answer() -> None:
    cache, _ = a_cache()
    work = Work()
    asking = [asyncio.create_task(cache.async_get("a", work)) for _ in range(5)]
    await asyncio.sleep(0)
    work.let_go.set()

    assert await asyncio.gather(*asking) == [1] * 5
    assert await cache.async_get("a", work) == 1
    assert (work.begun, cache.counts) == (1, CacheCounts(hits=5, misses=1))


async def test_who_leaves_takes_no_answer_from_the_others() -> None:
    cache, _ = a_cache()
    work = Work()
    first, second = (asyncio.create_task(cache.async_get("a", work)) for _ in range(2))
    await asyncio.sleep(0)

    first.cancel()
    await asyncio.sleep(0)
    work.let_go.set()

    assert await second == 1
    assert work.cancelled == 0


async def test_work_ends_when_nobody_waits_for_it() -> None:
    cache, _ = a_cache()
    work = Work()
    asking = asyncio.create_task(cache.async_get("a", work))
    await asyncio.sleep(0)

    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await asyncio.sleep(0)

    assert work.cancelled == 1
    assert await cache.async_get("a", at_once(2)) == 2


async def test_what_fails_is_told_to_all_and_tried_again() -> None:
    cache, _ = a_cache()
    work = Work(fails=True)
    asking = [asyncio.create_task(cache.async_get("a", work)) for _ in range(2)]
    await asyncio.sleep(0)
    work.let_go.set()

    assert [str(one) for one in await asyncio.gather(*asking, return_exceptions=True)] == ["it could not be done"] * 2
    assert await cache.async_get("a", at_once(2)) == 2


async def test_an_old_answer_is_told_while_it_is_renewed() -> None:
    cache, clock = a_cache(seconds=5, stale=10)
    work = Work()
    await cache.async_get("a", at_once(0))
    clock.now = 6

    assert [await cache.async_get("a", work) for _ in range(2)] == [0, 0]
    await asyncio.sleep(0)
    work.let_go.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert await cache.async_get("a", work) == 1
    assert work.begun == 1


async def test_an_answer_that_is_too_old_is_not_told() -> None:
    cache, clock = a_cache(seconds=5, stale=10)
    await cache.async_get("a", at_once(0))
    clock.now = 15

    assert await cache.async_get("a", at_once(1)) == 1


async def test_what_was_begun_before_all_was_forgotten_is_not_kept() -> None:
    cache, _ = a_cache()
    work = Work()
    asking = asyncio.create_task(cache.async_get("a", work))
    await asyncio.sleep(0)
    cache.clear()
    work.let_go.set()

    assert await asking == 1
    assert await cache.async_get("a", at_once(2)) == 2


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from((0.0, 1.0, 3.0)))), st.integers(1, 4))
def test_it_keeps_what_a_plain_list_would(asked: list[tuple[str, float]], most: int) -> None:
    cache, clock = a_cache(most=most, seconds=5)
    plain: OrderedDict[str, tuple[float, float]] = OrderedDict()
    for key, passed in asked:
        clock.now += passed
        until, value = plain.get(key, (0.0, 0.0))
        if clock.now >= until:
            until, value = clock.now + 5, clock.now
            for old in [name for name, (end, _) in plain.items() if clock.now >= end]:
                del plain[old]
        plain[key] = (until, value)
        plain.move_to_end(key)
        while len(plain) > most:
            plain.popitem(last=False)

        assert cache.get(key, lambda: int(clock.now)) == int(value)


async def test_what_can_be_said_at_once_takes_no_turn_of_the_loop() -> None:
    cache = Cache[str, int](Lifetime(most=1, seconds=10))
    turns: list[int] = []
    asyncio.get_running_loop().call_soon(turns.append, 1)

    async def seven() -> int:
        return 7

    assert await cache.async_get("a", seven) == 7
    assert turns == []


def test_what_came_with_another_answer_is_there_until_it_is_too_old() -> None:
    cache, clock = a_cache()

    cache.put("a", 1)
    found = []
    for clock.now in (0.0, 4.9, 5.0):
        found.append(cache.peek("a"))

    assert found == [1, 1, None]
    assert cache.peek("b") is None
    assert cache.counts == CacheCounts(hits=2, misses=0, evicted=0)


def test_it_knows_how_much_it_keeps_as_answers_come_and_go() -> None:
    clock = Clock()
    cache: Cache[str, bytes] = Cache(Lifetime(most=2, seconds=5), clock, weigh=len)
    sizes = [cache.kept_bytes]

    def note() -> None:
        sizes.append(cache.kept_bytes)

    cache.put("a", b"x" * 100)
    note()
    cache.put("a", b"x" * 30)
    note()
    cache.put("b", b"x" * 7)
    note()
    cache.put("c", b"x" * 1000)
    note()
    clock.now = 6.0
    note()
    cache.put("d", b"x")
    note()
    cache.clear()
    note()

    assert sizes == [0, ENTRY + 100, ENTRY + 30, 2 * ENTRY + 37, 2 * ENTRY + 1007, 0, ENTRY + 1, 0]


def test_an_answer_is_weighed_once_however_often_it_is_asked_for() -> None:
    weighed: list[bytes] = []

    def weigh(one: bytes) -> int:
        weighed.append(one)
        return len(one)

    cache: Cache[str, bytes] = Cache(Lifetime(most=2, seconds=5), Clock(), weigh)

    told = [(cache.get("a", lambda: b"xyz"), cache.kept_bytes) for _ in range(3)]

    assert told == [(b"xyz", ENTRY + 3)] * 3
    assert weighed == [b"xyz"]
