"""Whether a run may begin now. Pure: everything it needs to know is passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

REST = 60.0  # between two accepted requests, seconds
HOUR = 3600.0

type Refusal = Literal["running", "cooldown", "ai_cooldown", "not_ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a request meets. Times are UTC epoch seconds; None where there was none yet.

    Attributes:
        is_ready: the database is open and Home Assistant is not stopping.
        is_running: a run is under way.
        last_accepted_at: when a request was accepted last.
        last_ai_success_at: when the newest run with AI that succeeded began.
        ai_cooldown_hours: rest between two runs with AI.
    """

    is_ready: bool = True
    is_running: bool = False
    last_accepted_at: float | None = None
    last_ai_success_at: float | None = None
    ai_cooldown_hours: int = 24

    @property
    def next_refresh_at(self) -> float:
        """The earliest moment for a request without AI; 0 where any moment is right."""
        return 0.0 if self.last_accepted_at is None else self.last_accepted_at + REST

    @property
    def next_ai_refresh_at(self) -> float:
        """The earliest moment for a request with AI."""
        if self.last_ai_success_at is None:
            return self.next_refresh_at
        return max(self.next_refresh_at, self.last_ai_success_at + self.ai_cooldown_hours * HOUR)

    def allowed_at(self, *, uses_ai: bool) -> float:
        """Return the earliest moment for a request."""
        return self.next_ai_refresh_at if uses_ai else self.next_refresh_at


def find_refusal(circumstances: Circumstances, *, now: float, uses_ai: bool) -> Refusal | None:
    """Return why a request of this moment is refused; None where it is accepted.

    Args:
        circumstances: what the request meets.
        now: UTC epoch seconds. The moment at which a rest ends is allowed.
        uses_ai: the request wants AI.
    """
    if not circumstances.is_ready:
        return "not_ready"
    if circumstances.is_running:
        return "running"
    if now < circumstances.next_refresh_at:
        return "cooldown"
    return "ai_cooldown" if now < circumstances.allowed_at(uses_ai=uses_ai) else None
