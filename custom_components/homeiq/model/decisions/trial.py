"""What a suggestion on trial would have done, day by day, beside what people did. Times are UTC epoch seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRun:
    """One run that it would have had.

    Attributes:
        acted_at: when somebody did the same by hand; None where nobody wanted it.
    """

    at: float
    acted_at: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDay:
    """A local day on which something would have happened, or did.

    Attributes:
        day: days since 1970-01-01.
        runs: in order.
        alone: when somebody did by hand what it would not have done.
    """

    day: int
    runs: tuple[TrialRun, ...]
    alone: tuple[float, ...]
