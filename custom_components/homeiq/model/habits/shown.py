"""What was suggested by the last run, so that an owner who comes back the next day finds it there."""

from __future__ import annotations

from dataclasses import dataclass

from .pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A suggestion of the last run.

    Attributes:
        pattern: as it was suggested, with its rung.
        stood_at: when its figures let it be suggested last, UTC epoch seconds.
        acted_at: when they let it act last; None where it only asks.
        is_late: the last weeks of a long past show it by themselves, and the whole past does not.
    """

    pattern: Pattern
    stood_at: float
    acted_at: float | None = None
    is_late: bool = False
