"""What a history is: events in, columns out, whoever keeps them.

Three keep it: ``sqlite`` (the home's own), ``influx/archive`` (a server's) and ``memory`` (for tests and tools). One
more is one more file, and a line in the test that all of them pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from ..model.decisions.forgotten import Forgotten
from ..model.event import EventColumns, EventRow


class History(Protocol):
    """The past of a home. All times are UTC epoch seconds, and come back to a hundredth of a second.

    Each method raises an error of its keeper where that can't be asked: ``DatabaseUnusableError``, ``InfluxError``.
    """

    async def append(self, rows: Iterable[EventRow], /) -> int:
        """Keep events for good; return how many of them were taken. The same ones once more change nothing.

        Once it returns they outlive the process. A keeper far away has them to read when they have arrived there.

        Args:
            rows: in any order.
        """

    async def span(self, since: float, until: float, entities: Collection[str] | None = None, /) -> EventColumns:
        """Return the events of a span in the order of time, those with numbers for states included.

        Args:
            since: included.
            until: excluded.
            entities: those that are wanted, by the names that they have now; None is all.
        """

    async def first_time(self) -> float | None:
        """Return the time of the oldest event, None where there is none."""

    async def last_time(self) -> float | None:
        """Return the time of the newest event, None where there is none."""

    async def forget(self, part: Forgotten, now: float, /) -> int:
        """Read a part of the past never again, from now on and for good; return how many events were deleted for it.

        A keeper that can't delete leaves out what is forgotten whenever it is read. Whoever appends events from
        elsewhere leaves it out as well.
        """
