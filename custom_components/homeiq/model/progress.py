"""How far learning is, before there is anything to suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far learning is.

    Attributes:
        day: which day of the history today is; the first one is 1.
        needed: on how many days something has to happen before it may be called a habit.
        first_on: about when the first suggestions come.
    """

    day: int
    needed: int
    first_on: date

    @property
    def is_over(self) -> bool:
        """Tell whether there were days enough: what is not suggested by now was not clear enough."""
        return self.day > self.needed


def progress_of(first: date | None, today: date, needed: int) -> Progress:
    """Say how far learning is.

    Args:
        first: the first local day of the history; None where there is none yet.
        today: the local day.
        needed: days of a habit at least.
    """
    first = min(first or today, today)
    return Progress(day=(today - first).days + 1, needed=needed, first_on=first + timedelta(days=needed))
