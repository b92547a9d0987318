"""Answers that are kept for a while, so that what is asked again and again is worked out once.

A cache holds so many at most, the one that was used longest ago goes first, and each for so long: cachetools does that.
Who asks for what is just being worked out waits for that instead of beginning anew. For one thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from math import inf
from sys import getsizeof
from time import monotonic
from typing import override

from cachetools import TLRUCache

ENTRY = 500
"""Bytes that an answer takes beside itself: its key, its place among those that were used, and when it is too old."""

type Make[V] = Callable[[], Awaitable[V]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """How long answers of a kind are kept.

    Attributes:
        most: so many at once.
        seconds: each for so long.
        stale: for so many seconds more, the old one is told while a new one is worked out.
    """

    most: int
    seconds: float
    stale: float = 0.0


@dataclass(slots=True)
class CacheCounts:
    """What came of asking a cache.

    Attributes:
        hits: it had the answer, if an old one, or it was being worked out.
        misses: it had none.
        evicted: answers that went for want of room.
    """

    hits: int = 0
    misses: int = 0
    evicted: int = 0


@dataclass(slots=True, eq=False)
class _Flight[V]:
    """An answer that is being worked out, and how many wait for it."""

    task: asyncio.Task[V]
    waiting: int = 0


class Cache[K: Hashable, V]:
    """Answers of one kind.

    Attributes:
        counts: what came of asking it.
    """

    def __init__(
        self,
        lifetime: Lifetime,
        clock: Callable[[], float] = monotonic,
        weigh: Callable[[V], int] = getsizeof,
    ) -> None:
        """Begin empty.

        Args:
            lifetime: how long answers are kept.
            clock: seconds that never run backwards.
            weigh: tells about how many bytes an answer takes; asked once, when it is kept.
        """
        self.counts = CacheCounts()
        self._lifetime = lifetime
        self._clock = clock
        self._kept = _Kept[K, V](lifetime, clock, self.counts, weigh)
        self._flights: dict[K, _Flight[V]] = {}

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)

    @property
    def kept_bytes(self) -> int:
        """About how many bytes the answers take that are kept: added up as they come and go."""
        return int(self._kept.currsize)

    def __contains__(self, key: K) -> bool:
        """Tell whether the answer is there and good; that is no question."""
        found = self._kept.get(key)
        return found is not None and self._clock() < found[0]

    def clear(self) -> None:
        """Forget all of them, and what is being worked out: it may rest on what is no longer so."""
        self._kept.clear()
        self._flights.clear()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the answer, made now where there is none that is good."""
        if found := self._good(key):
            return found[1]
        self.counts.misses += 1
        value = make()
        self._keep(key, value)
        return value

    def peek(self, key: K) -> V | None:
        """Return the answer, if it is there and good."""
        found = self._good(key)
        return found[1] if found else None

    def put(self, key: K, value: V) -> None:
        """Keep an answer that came with another one."""
        self._keep(key, value)

    async def async_get(self, key: K, make: Make[V]) -> V:
        """Return the answer; where it has to be made, everybody who asks meanwhile waits for the same one.

        Making it ends when nobody waits for it any more. One that fails is not kept.
        """
        if found := self._good(key):
            return found[1]
        if (flight := self._flights.get(key)) is None:
            self.counts.misses += 1
            flight = self._begin(key, make)
            if found := self._stale(key):
                # It is worked out for those who come later; nobody waits for it now.
                flight.waiting = 1
                return found[1]
        else:
            self.counts.hits += 1
            if found := self._stale(key):
                return found[1]
        return await self._wait(key, flight)

    def _begin(self, key: K, make: Make[V]) -> _Flight[V]:
        # Begun at once: a turn of the loop may be milliseconds away.
        loop = asyncio.get_running_loop()
        flight = self._flights[key] = _Flight(task=asyncio.Task(_made(make), loop=loop, eager_start=True))
        if flight.task.done():
            self._land(key, flight)
        else:
            flight.task.add_done_callback(lambda _: self._land(key, flight))
        return flight

    async def _wait(self, key: K, flight: _Flight[V]) -> V:
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                flight.task.cancel()
                if self._flights.get(key) is flight:
                    del self._flights[key]

    def _land(self, key: K, flight: _Flight[V]) -> None:
        is_wanted = self._flights.get(key) is flight
        if is_wanted:
            del self._flights[key]
        # An error is told to those who wait for it; nobody may.
        if not flight.task.cancelled() and flight.task.exception() is None and is_wanted:
            self._keep(key, flight.task.result())

    def _good(self, key: K) -> tuple[float, V] | None:
        found = self._kept.get(key)
        if found is None or self._clock() >= found[0]:
            return None
        self.counts.hits += 1
        return found

    def _stale(self, key: K) -> tuple[float, V] | None:
        return self._kept.get(key)

    def _keep(self, key: K, value: V) -> None:
        self._kept[key] = (self._clock() + self._lifetime.seconds, value)
        while len(self._kept) > self._lifetime.most:
            self._kept.popitem()


class _Kept[K: Hashable, V](TLRUCache[K, tuple[float, V]]):
    """Answers until they are too old to be told, each with the time until which it is good.

    Its size is in bytes, and has no limit: so many answers are the limit, whatever they weigh.
    """

    def __init__(
        self, lifetime: Lifetime, clock: Callable[[], float], counts: CacheCounts, weigh: Callable[[V], int]
    ) -> None:
        super().__init__(
            inf,
            ttu=lambda _key, kept, _now: kept[0] + lifetime.stale,
            timer=clock,
            getsizeof=lambda kept: ENTRY + weigh(kept[1]),
        )
        self._counts = counts

    @override
    def popitem(self) -> tuple[K, tuple[float, V]]:
        """Let go for want of room."""
        self._counts.evicted += 1
        return super().popitem()


async def _made[V](make: Make[V]) -> V:
    return await make()
