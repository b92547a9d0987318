"""Steps: by how many days at a time a history loses its oldest, so that on most nights it begins as the night before.

What was found out about a stretch of days is worth keeping only if these days are the same tomorrow.
"""

from __future__ import annotations

_STEPS = (1, 2, 4, 7, 14, 28, 56, 112, 224)  # days
_FEWEST = 12  # in a history: one more or less makes little difference
_DAY = 86400.0  # seconds


def step_of(days: int) -> int:
    """Return the step of a history of so many days, in days.

    Examples:
        >>> step_of(10), step_of(56), step_of(90), step_of(365)
        (1, 4, 7, 28)
    """
    return max((step for step in _STEPS if _FEWEST * step <= days), default=_STEPS[0])


def begin_of(now: float, days: int) -> float:
    """Return where a history of so many days at least begins, UTC epoch seconds, at most a step before.

    Args:
        now: its end, UTC epoch seconds.
        days: of the history.

    Examples:
        >>> [begin_of(day * 86400.0, 90) / 86400 for day in (1000, 1001, 1002, 1003)]
        [910.0, 910.0, 910.0, 910.0]
        >>> begin_of(86400.0 * 20.5, 7) / 86400
        13.5
    """
    step, latest = step_of(days), now - days * _DAY
    # Where each night moves on, nothing is won by a whole day.
    return latest if step == 1 else latest // (step * _DAY) * (step * _DAY)
