"""Who held the turn while the event loop was late.

Python lets one thread run at a time. What a late awakening waited for is either the loop's own work, handle by handle,
or another thread: the kernel counts the processor time of each, so what each has taken between two awakenings is known
exactly, and where it stands when the loop has its turn again tells what it does. The kernel also knows how long the
loop wanted to run and had no core. What remains, nobody is known to have taken: a disk, or a thread without a core.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
import gc
from pathlib import Path
import sys
import threading
from time import clock_gettime, perf_counter, pthread_getcpuclockid, thread_time
from types import FrameType
from typing import Any

LATE = 0.01  # seconds that a late awakening is late at least
_TICK = 0.01  # seconds between two awakenings
_LEAST = 0.0005  # seconds of processor time below which nobody is named
_LINES = 30  # of a list
_KNOWN = ("custom_components/homeiq/", "components/recorder/")
_DEEP = 2  # places in files that are known, innermost first, that are named
# Where a thread stands that does nothing.
_WAITING = frozenset({"threading.py", "queue.py", "selectors.py", "thread.py"})
NO_CORE = "nobody: other processes had the cores"
NOBODY = "nobody that is known"


@dataclass(slots=True)
class _Held:
    """How long somebody held the turn, in seconds, and in how many late awakenings."""

    seconds: float = 0.0
    times: int = 0
    most: float = 0.0

    def add(self, seconds: float) -> None:
        self.seconds += seconds
        self.times += 1
        self.most = max(self.most, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What the kernel knows at one moment; times are seconds.

    Attributes:
        threads: processor time of each other thread so far, by its identity.
        without_core: how long this thread wanted to run and had no core.
    """

    threads: Mapping[int, float]
    without_core: float

    @classmethod
    def now(cls) -> _Look:
        """Look."""
        found: dict[int, float] = {}
        for thread in threading.enumerate():
            if thread.ident and thread.ident != threading.get_ident():
                with suppress(OSError):
                    found[thread.ident] = clock_gettime(pthread_getcpuclockid(thread.ident))
        return cls(threads=found, without_core=_without_core())


@dataclass(slots=True)
class _Since:
    """What has happened in Python since the last awakening; times are seconds of the processor.

    Attributes:
        handles: the loop's own work, by what it is.
        collections: garbage collections, by generation; they are part of whatever they happen in.
    """

    handles: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    collections: dict[int, float] = field(default_factory=lambda: defaultdict(float))


class Stalls:
    """Looks at the event loop from within; that takes some microseconds for each handle."""

    def __init__(self) -> None:
        """Look at nothing until ``begin``."""
        self._late: list[float] = []
        self._held: dict[str, _Held] = defaultdict(_Held)
        self._took: dict[str, float] = defaultdict(float)
        self._collected: dict[int, _Held] = defaultdict(_Held)
        self._since = _Since()
        self._begin = self._collecting_since = 0.0
        self._undo: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to look."""
        self._begin = perf_counter()
        gc.callbacks.append(self._note_collection)
        self._undo = [_timed_handles(self._note_handle), lambda: gc.callbacks.remove(self._note_collection)]
        self._task = asyncio.create_task(self._look_on())

    async def end(self) -> str:
        """Look no longer, and tell what was seen."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        while self._undo:
            self._undo.pop()()
        return "\n".join(self._told(perf_counter() - self._begin))

    def _note_handle(self, what: str, seconds: float) -> None:
        self._since.handles[what] += seconds

    def _note_collection(self, phase: str, about: Mapping[str, Any]) -> None:
        if phase == "start":
            self._collecting_since = thread_time()
            return
        seconds = thread_time() - self._collecting_since
        self._since.collections[about["generation"]] += seconds
        self._collected[about["generation"]].add(seconds)

    async def _look_on(self) -> None:
        before = _Look.now()
        while True:
            asleep = perf_counter()
            await asyncio.sleep(_TICK)
            late = perf_counter() - asleep - _TICK
            now, took = _Look.now(), self._since.handles
            for thread, seconds in now.threads.items():
                if (took_now := seconds - before.threads.get(thread, 0.0)) > 0:
                    took[_doing(thread)] += took_now
            for what, seconds in took.items():
                self._took[what] += seconds
            if late > LATE:
                self._late.append(late)
                self._share(late, now.without_core - before.without_core)
            before, self._since = _Look.now(), _Since()

    def _share(self, late: float, without_core: float) -> None:
        """Say who held the turn in a late awakening: what each has taken, but no more together than it was late."""
        shares = {what: seconds for what, seconds in self._since.handles.items() if seconds >= _LEAST}
        shares[NO_CORE] = without_core
        known = sum(shares.values())
        shares[NOBODY] = max(0.0, late - known)
        for what, seconds in shares.items():
            if seconds:
                self._held[what].add(seconds * min(1.0, late / known) if what != NOBODY else seconds)
        for generation, seconds in self._since.collections.items():
            self._held[f"(garbage of generation {generation}, within the others)"].add(seconds)

    def _told(self, seconds: float) -> Iterator[str]:
        every, most = sum(self._late), max(self._late, default=0.0)
        yield f"in {seconds:.1f} s later than {1000 * LATE:.0f} ms: {len(self._late)} times, {every:.2f} s together"
        yield f"the latest {1000 * most:.0f} ms; who held the turn meanwhile (s, share, times, most ms):"
        for what, held in sorted(self._held.items(), key=lambda item: -item[1].seconds)[:_LINES]:
            share = held.seconds / every if every else 0.0
            yield f"  {held.seconds:7.3f} {share:6.1%} {held.times:5} {1000 * held.most:7.1f}  {what}"
        yield "who took the processor all the while (s, share of a core):"
        for what, took in sorted(self._took.items(), key=lambda item: -item[1])[:_LINES]:
            yield f"  {took:7.3f} {took / seconds:6.1%}  {what}"
        yield "garbage collections (generation, times, s, most ms):"
        for generation, held in sorted(self._collected.items()):
            yield f"  {generation} {held.times:6} {held.seconds:7.3f} {1000 * held.most:7.1f}"
        yield f"objects that a full collection looks at: {len(gc.get_objects()):,}"


def _timed_handles(note: Callable[[str, float], None]) -> Callable[[], None]:
    """Have whatever the loop runs timed; return what ends that."""
    run = asyncio.Handle._run  # noqa: SLF001 - the loop calls it, and nothing else tells what it runs

    def timed(handle: asyncio.Handle) -> None:
        begin = thread_time()
        run(handle)
        note(_work_of(handle), thread_time() - begin)

    def undo() -> None:
        asyncio.Handle._run = run  # type: ignore[method-assign]  # noqa: SLF001 - as it was

    asyncio.Handle._run = timed  # type: ignore[method-assign,assignment]  # noqa: SLF001 - as above
    return undo


def _work_of(handle: asyncio.Handle) -> str:
    called = handle._callback  # type: ignore[attr-defined]  # noqa: SLF001 - nothing else tells
    owner = getattr(called, "__self__", None)
    if not isinstance(owner, asyncio.Task):
        return f"loop: {getattr(called, '__qualname__', called)}"
    name = owner.get_name()
    # Ours have names that say what they do, aiohttp's have numbers.
    return f"loop: {name if name.startswith('homeiq') else getattr(owner.get_coro(), '__qualname__', name)}"


def _without_core() -> float:
    try:
        words = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(words[1]) / 1e9


def _doing(thread: int) -> str:
    """Return what a thread is called, and where it stands now: in files that are known, otherwise in any."""
    name = next((one.name for one in threading.enumerate() if one.ident == thread), "a thread that ended")
    frame: FrameType | None = sys._current_frames().get(thread)  # noqa: SLF001 - there is no other way
    inner, places = Path(frame.f_code.co_filename).name if frame else "", list[str]()
    while frame and len(places) < _DEEP:
        code = frame.f_code
        if any(known in code.co_filename for known in _KNOWN):
            places.append(f"{Path(code.co_filename).stem}.{code.co_name}")
        frame = frame.f_back
    idle = "nothing any more" if inner in _WAITING else inner
    return f"{name.rstrip('0123456789_')}: {' < '.join(places) or idle}"
