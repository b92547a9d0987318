"""A history in memory, for tests and tools: nothing of it outlives the process."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model.decisions.forgotten import Forgotten, rows_without
from ..model.event import EventColumns, EventRow


class MemoryHistory:
    """All events that were appended; it keeps the contract of ``history``."""

    def __init__(self, rows: Iterable[EventRow] = ()) -> None:
        """Begin with some events, in any order."""
        self._rows = set(rows)

    async def append(self, rows: Iterable[EventRow]) -> int:
        """Keep events; return how many are new."""
        before = len(self._rows)
        self._rows |= set(rows)
        return len(self._rows) - before

    async def span(self, since: float, until: float, entities: Collection[str] | None = None) -> EventColumns:
        """Return the events of a span in the order of time."""
        return EventColumns.from_rows(
            row for row in sorted(self._rows) if since <= row[0] < until and (entities is None or row[1] in entities)
        )

    async def first_time(self) -> float | None:
        """Return the time of the oldest event, None where there is none."""
        return min((time for time, *_ in self._rows), default=None)

    async def last_time(self) -> float | None:
        """Return the time of the newest event, None where there is none."""
        return max((time for time, *_ in self._rows), default=None)

    async def forget(self, part: Forgotten, _now: float) -> int:
        """Delete a part of the past; return how many events that were."""
        before = len(self._rows)
        self._rows = set(rows_without(self._rows, [part]))
        return before - len(self._rows)
