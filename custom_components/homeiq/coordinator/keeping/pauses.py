"""The pauses of all of Home Assistant while Python looks for garbage, made short where the owner wants that.

Python looks through all objects now and then, and nothing else happens meanwhile: for a quarter of a second in a large
home. Most of these objects were there the last time, and are no garbage. They can be left out, and then what is looked
through is what was made since.

- Nothing is collected here. At the end of a full collection that came by itself, when what is left is no garbage, all
  of it is left out: lists are joined, which takes microseconds however long they are.
- What is left out may become garbage later, and where things refer to each other, that is not found then. So once a
  night everything counts again, until the next full collection has seen it. All other things go as soon as nobody
  refers to them, left out or not.
- A home that has just begun goes on to grow. So what has grown old since is left out as well after five minutes, ten
  more, twenty more and so on, eight times a day. What is under way just then may stay as well: little, but where the
  recorder lags behind. So everything counts again, too, once all of Home Assistant has grown by so much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
import gc
from threading import Lock
from time import monotonic, perf_counter, time
from typing import Any

from ...model.overview import GarbagePauses

AGAIN = 300.0  # seconds after which what has grown old since is left out as well; doubles each time
GROWTH = 100.0  # MiB by which the process may grow before everything counts again
_FULL = 2  # the generation of a collection that looks through everything


class ShortPauses:
    """Notes how long full collections take, and leaves old objects out of them where that is wanted."""

    def __init__(
        self, note: Callable[[float], None], *, is_wanted: bool, steady: Callable[[], float] = monotonic
    ) -> None:
        """Do nothing yet.

        Args:
            note: called with the seconds that a full collection took, in whichever thread that was.
            is_wanted: leave old objects out.
            steady: tells seconds that never run backwards.
        """
        self._note = note
        self._is_wanted = is_wanted
        self._steady = steady
        self._is_due = False
        self._since: float | None = None
        self._again_at = self._rest = self._memory_before = 0.0
        self._times = 0
        self._began: float | None = None
        # Collections come in any thread, also in the midst of what the event loop does here.
        self._turn = Lock()

    @property
    def figures(self) -> GarbagePauses:
        """How it stands."""
        return GarbagePauses(are_wanted=self._is_wanted, left_out_since=self._since, times=self._times)

    def begin(self) -> None:
        """Hear of collections."""
        gc.callbacks.append(self._collecting)

    def end(self) -> None:
        """Hear of none any more, and leave nothing out. Ending twice does no harm."""
        if self._collecting in gc.callbacks:
            gc.callbacks.remove(self._collecting)
        self._let_go(is_due=False)

    def look(self, memory_mb: float, *, has_memory: bool, is_calm: bool) -> None:
        """Take into account how the machine and the home are.

        Args:
            memory_mb: resident memory of the process, MiB.
            has_memory: there is enough of it; otherwise everything is looked through, whatever time that takes.
            is_calm: Home Assistant has started and nothing large is under way, whose objects would soon be garbage.
        """
        if self._since is None:
            self._memory_before = memory_mb
        if not has_memory:
            self._let_go(is_due=False)
        elif self._since is not None and memory_mb > self._memory_before + GROWTH:
            # Looked through once, and left out again: where it is no garbage, its size is the one to grow from.
            self._memory_before = memory_mb
            self.renew()
        elif self._is_wanted and (self._since is None or self._steady() >= self._again_at):
            self._is_due = is_calm

    def renew(self) -> None:
        """Have everything looked through at the next full collection, and left out again from there on."""
        self._let_go(is_due=self._is_due or self._since is not None)

    def _let_go(self, *, is_due: bool) -> None:
        with self._turn:
            self._is_due = is_due
            # What others have left out counts again, too: Python does not tell whose it is. Where we left out nothing,
            # theirs stays.
            if self._since is not None:
                gc.unfreeze()
                self._since = None

    def _collecting(self, phase: str, about: Mapping[str, Any]) -> None:
        """Hear from Python that a collection begins or has ended; no other one begins meanwhile."""
        if about["generation"] != _FULL:
            return
        if phase == "start":
            self._began = perf_counter()
            return
        if self._began is not None:
            self._note(perf_counter() - self._began)
        # Never waiting: it may be this very thread that has the turn.
        if self._is_due and self._turn.acquire(blocking=False):
            try:
                self._leave_out()
            finally:
                self._turn.release()

    def _leave_out(self) -> None:
        # Asked again, for it may have ended since.
        if not self._is_due:
            return
        gc.freeze()
        self._is_due = False
        self._times += 1
        if self._since is None:
            self._since, self._rest = time(), AGAIN
        else:
            self._rest *= 2
        self._again_at = self._steady() + self._rest
