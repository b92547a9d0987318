"""Jumps of the clock: what was on before it was set has not been on for longer because of that."""

from __future__ import annotations

from collections import deque

LEAST = 60.0  # seconds; a clock that is only slow or fast is set by less
_REMEMBERED = 16  # jumps


class Jumps:
    """Knows how the clock was set since somebody began to look at it."""

    def __init__(self) -> None:
        """Know of no jump."""
        self._seen: tuple[float, float] | None = None
        self._jumps: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)

    def look(self, now: float, running: float) -> None:
        """Look at the clock.

        Args:
            now: what it says, UTC epoch seconds.
            running: seconds on a clock that nobody can set.
        """
        if self._seen:
            before, ran = self._seen
            jump = (now - before) - (running - ran)
            if abs(jump) >= LEAST:
                self._jumps.append((now - (running - ran), jump))
        self._seen = now, running

    def by_now(self, moment: float) -> float:
        """Return a moment as the clock would have told it, had it been right then as it is now; UTC epoch seconds.

        Examples:
            >>> clock = Jumps()
            >>> for now, running in ((1000.0, 0.0), (1015.0, 15.0), (9000.0, 30.0)):
            ...     clock.look(now, running)
            >>> clock.by_now(1000.0), clock.by_now(8990.0)
            (8970.0, 8990.0)
        """
        for at, jump in self._jumps:
            # What seems yet to come is of the time in which the clock was ahead.
            if moment < at or (jump < 0 and moment > self._now):
                moment += jump
        return moment

    @property
    def _now(self) -> float:
        return self._seen[0] if self._seen else float("inf")
