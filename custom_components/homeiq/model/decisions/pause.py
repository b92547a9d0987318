"""Pauses: time that people don't want HomeIQ to learn from, as when guests are there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A span of time. Times are UTC epoch seconds.

    Attributes:
        until: its end; None where nobody has said when.
    """

    begin: float
    until: float | None = None

    def covers(self, moment: float) -> bool:
        """Tell whether a moment lies in it; its end does not."""
        return self.begin <= moment < self.end

    @property
    def end(self) -> float:
        """Its end, infinity where nobody has said when."""
        return float("inf") if self.until is None else self.until
