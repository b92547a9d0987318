"""What a suggestion on trial would have done, day by day, beside what people did. Times are UTC epoch seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from .acceptance import Trial


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


def trial_to_json(trial: Trial, days: Sequence[TrialDay]) -> dict[str, Any]:
    """Write a trial as JSON, with what it would have done so far."""
    return {
        "signature": trial.suggestion.signature,
        "title": trial.suggestion.title,
        "began_at": _moment(trial.began_at),
        "until": _moment(trial.until),
        "days": [_day_to_json(day) for day in days],
    }


def _day_to_json(day: TrialDay) -> dict[str, Any]:
    return {
        "day": date_of(day).isoformat(),
        "runs": [{"at": _moment(run.at), "you_at": _moment(run.acted_at)} for run in day.runs],
        "you_alone_at": [_moment(at) for at in day.alone],
    }


def date_of(day: TrialDay) -> date:
    """Return the local date."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + day.day)


def _moment(timestamp: float | None) -> str | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="seconds")
