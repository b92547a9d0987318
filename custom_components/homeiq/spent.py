"""The processor time that HomeIQ itself takes, apart from the rest of Home Assistant.

The kernel counts it for each thread, so a thread that works for us looks at its own clock before and after. Of tasks in
the event loop only their own steps count, not what happens while they wait. One for the process, like these clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
import threading
from time import thread_time
from types import MappingProxyType
from typing import Any, override

LISTENING = "listening"
LOOP = "loop"
DATABASE = "database"
WORKERS = "workers"


class Spent:
    """Seconds of the processor, by part."""

    def __init__(self, clock: Callable[[], float] = thread_time) -> None:
        """Begin at nothing; ``clock`` tells the time of the thread that asks."""
        self._clock = clock
        self._seconds: dict[str, float] = dict.fromkeys((LISTENING, LOOP, DATABASE, WORKERS), 0.0)
        self._adding = threading.Lock()
        self._thread = threading.local()

    @property
    def seconds(self) -> Mapping[str, float]:
        """What was spent so far, by part."""
        return MappingProxyType(dict(self._seconds))

    @property
    def total(self) -> float:
        """What was spent so far."""
        return sum(self._seconds.values())

    def add(self, part: str, seconds: float) -> None:
        """Add to a part, from any thread."""
        with self._adding:
            self._seconds[part] += seconds

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Count what this thread does within; what is counted within that already is not counted twice."""
        if getattr(self._thread, "is_counted", False):
            yield
            return
        self._thread.is_counted = True
        begin = self._clock()
        try:
            yield
        finally:
            self._thread.is_counted = False
            self.add(part, self._clock() - begin)

    def counted[**P, T](self, part: str, work: Callable[P, T]) -> Callable[P, T]:
        """Return work that is counted wherever it is done."""

        def do(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.on(part):
                return work(*args, **kwargs)

        return do

    async def in_steps[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Await a coroutine and count its own steps as the event loop's."""
        return await _Steps(work, partial(self.on, LOOP))


class _Steps[T](Generator[Any, Any, T]):
    """A coroutine that is awaited as ever, and looked at while it takes a step."""

    def __init__(self, work: Coroutine[Any, Any, T], looked_at: Callable[[], AbstractContextManager[None]]) -> None:
        self._work = work
        self._looked_at = looked_at

    def __await__(self) -> Generator[Any, Any, T]:
        return self

    @override
    def send(self, value: Any, /) -> Any:
        with self._looked_at():
            return self._work.send(value)

    @override
    def throw(self, *trouble: Any) -> Any:
        with self._looked_at():
            return self._work.throw(*trouble)


SPENT = Spent()
"""The one that all parts add to."""
