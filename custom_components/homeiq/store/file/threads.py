"""Worker threads: who began one waits for it in any case, and it lets others have their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import perf_counter, sleep, thread_time

from ...spent import SPENT, WORKERS

TURN = 0.001  # seconds that a thread works before others have their turn
REST = 0.0001  # seconds; a shorter one is over before the kernel has woken anybody


class Turn:
    """The turn of a worker thread that works long.

    Python lets one thread run at a time. Who wants to and can't, waits five milliseconds before it has the other one
    stop, and the event loop may do so several times for one answer. So whoever has worked for a while rests a moment,
    and whoever waits begins. Only work counts: who has waited has let others have their turn already, and to rest after
    that is to wait once more.
    """

    def __init__(
        self,
        clock: Callable[[], float] = perf_counter,
        worked: Callable[[], float] = thread_time,
        rest: Callable[[float], None] = sleep,
    ) -> None:
        """Begin it, in the thread.

        Args:
            clock: seconds that pass; quick to ask.
            worked: seconds of the processor that this thread has taken; slow to ask.
            rest: lets some seconds pass.
        """
        self._clock = clock
        self._worked = worked
        self._rest = rest
        self._due, self._began = clock() + TURN, worked()

    def yield_if_due(self) -> None:
        """Let others have their turn, unless this one has only just begun."""
        now = self._clock()
        if now < self._due:
            return
        left = TURN - (self._worked() - self._began)
        if left > 0:
            self._due = now + left
            return
        self._rest(REST)
        self._due, self._began = self._clock() + TURN, self._worked()


def in_turns[T](things: Iterable[T]) -> Iterator[T]:
    """Yield things in a worker thread, one turn after the other."""
    turn = Turn()
    for one in things:
        yield one
        turn.yield_if_due()


async def in_thread[**P, T](work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do work in a worker thread and return what it returns.

    A thread can't be cut off. Who is cut off waits for it: left alone, it would read a database that is closed.
    """
    job = asyncio.get_running_loop().run_in_executor(None, SPENT.counted(WORKERS, partial(work, *args, **kwargs)))
    try:
        await asyncio.wait([job])
    except asyncio.CancelledError:
        await asyncio.wait([job])
        if not job.cancelled():
            job.exception()
        raise
    return job.result()
