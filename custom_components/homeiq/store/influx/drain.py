"""Sends what waits, in order, one batch at a time, and never gives up: only the server's answer empties the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
import time

from ...went_out import WENT_OUT, Way
from ..outbox.outbox import Outbox, Parcel
from ..outbox.set_aside import Rejected
from .client import InfluxClient
from .failure import NEEDS_OWNER, InfluxError, Trouble
from .probe import probe_line

QUICK_TRIES = 3  # before it counts as trouble
LONG = 25.0  # seconds of failing after which it does as well: the owner is to know within a minute
_FIRST_RETRY = 1.0  # seconds; doubles with each failure
_LAST_RETRY = 300.0  # seconds
_BREATH = 0.02  # between two batches of a backlog, seconds: live events and everybody else come first
_REFUSALS = 64  # after so many in one batch, what is still in doubt counts as refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Batching:
    """When a batch is sent.

    Attributes:
        size: points that make one.
        seconds: how long the first of them waits at most.
    """

    size: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSoFar:
    """What was sent so far.

    Attributes:
        points: that the server took.
        seconds: how long the newest batch took.
        errors: batches that failed; each is tried again.
        trouble: why nothing gets through now; None where it does.
    """

    points: int = 0
    batches: int = 0
    errors: int = 0
    seconds: float = 0.0
    trouble: Trouble | None = None


class Drain:
    """Empties an outbox into a server."""

    def __init__(
        self,
        outbox: Outbox,
        client: InfluxClient,
        batching: Batching,
        on_change: Callable[[InfluxError | None], None] | None = None,
    ) -> None:
        """Prepare; ``run`` sends.

        Args:
            outbox: what waits.
            client: to where.
            batching: how much at once.
            on_change: called with the trouble when nothing gets through any more, with None when it does again.
        """
        self._on_change = on_change
        self._outbox = outbox
        self._client = client
        self._batching = batching
        self._size = batching.size
        self._failures = 0
        self._failure: InfluxError | None = None
        self._failing_since: float | None = None
        self._points = 0
        self._batches = 0
        self._errors = 0
        self._seconds = 0.0
        self._trouble: Trouble | None = None

    @property
    def sent(self) -> SentSoFar:
        """How sending goes."""
        return SentSoFar(
            points=self._points,
            batches=self._batches,
            errors=self._errors,
            seconds=self._seconds,
            trouble=self._trouble,
        )

    async def run(self) -> None:
        """Send until it is cancelled."""
        while True:
            rest = await self.step(time.time())
            await asyncio.sleep(rest)

    async def step(self, now: float) -> float:
        """Send a batch, if there is one; return how long to rest, in seconds.

        Raises:
            DatabaseUnusableError: the outbox can't be read or written.
        """
        async with self._outbox.turn:
            return await self._step(now)

    async def _step(self, now: float) -> float:
        await self._outbox.trim(now)
        parcel = await self._outbox.take(self._size)
        if parcel is None:
            return self._batching.seconds
        if not parcel.lines:
            await self._outbox.done(parcel.ids, (), now)
            return _BREATH
        begin = time.perf_counter()
        try:
            rejected = await self._deliver(parcel)
        except InfluxError as err:
            return self._note_failure(err, begin)
        await self._outbox.done(parcel.ids, rejected, now)
        self._seconds = time.perf_counter() - begin
        self._note_success(len(parcel.lines) - len(rejected))
        return _BREATH if len(parcel.lines) >= self._size // 2 else self._batching.seconds

    async def _deliver(self, parcel: Parcel) -> list[Rejected]:
        """Send all lines; return those that the server refuses.

        What a batch has that is right is stored in spite of what is wrong. Sending a point twice stores it once.
        """
        rejected: list[Rejected] = []
        pieces: list[Sequence[str]] = [parcel.lines]
        refusals = 0
        while pieces:
            lines = pieces.pop()
            if (err := await self._refusal(lines)) is None:
                continue
            refusals += err.trouble == "rejected"
            if len(lines) == 1 or refusals > _REFUSALS:
                rejected += [Rejected(line=line, reason=err.detail) for line in lines]
            else:
                pieces += [lines[len(lines) // 2 :], lines[: len(lines) // 2]]
        if len(rejected) == len(parcel.lines):
            await self._ask_whether_any(rejected[0])
        return rejected

    async def _ask_whether_any(self, first: Rejected) -> None:
        """Find out whether it is for the points that a whole batch is refused.

        Raises:
            InfluxError: nothing at all is taken. So nothing is known to be wrong with the points, and they wait.
        """
        if await self._refusal([probe_line(self._client.target)]):
            raise InfluxError("refuses_all", first.reason)

    async def _refusal(self, lines: Sequence[str]) -> InfluxError | None:
        try:
            await self._client.write("\n".join(lines))
        except InfluxError as err:
            if err.trouble == "too_large":
                self._size = max(1, len(lines) // 2)
            elif err.trouble != "rejected":
                raise
            return err
        return None

    def look(self) -> None:
        """Tell of a failure that lasts, also while the server wants to be left alone."""
        if self._failure and self._failing_since is not None and time.perf_counter() - self._failing_since >= LONG:
            self._tell(self._failure)

    def _note_failure(self, err: InfluxError, begin: float) -> float:
        self._errors += 1
        self._failures += 1
        self._failure = err
        self._failing_since = begin if self._failing_since is None else self._failing_since
        needs_owner = err.trouble in NEEDS_OWNER
        if needs_owner or self._failures >= QUICK_TRIES:
            self._tell(err)
        self.look()
        if needs_owner:
            return _LAST_RETRY
        rest = min(_FIRST_RETRY * 2.0 ** (self._failures - 1), _LAST_RETRY)
        return rest if err.retry_after is None else max(rest, min(err.retry_after, _LAST_RETRY))

    def _note_success(self, points: int) -> None:
        self._points += points
        WENT_OUT.note(Way.INFLUXDB, self._client.target.address, points)
        self._batches += 1
        self._failures = 0
        self._failure = self._failing_since = None
        # What was too large once, or refused for no reason, need not be so for ever.
        self._size = min(2 * self._size, self._batching.size)
        self._tell(None)

    def _tell(self, err: InfluxError | None) -> None:
        trouble = err.trouble if err else None
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if self._on_change:
            self._on_change(err)
