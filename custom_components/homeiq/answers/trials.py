"""Suggestions on trial, as the JSON that the action returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model.day import date_of
from ..model.decisions.acceptance import Trial
from ..model.decisions.trial import TrialDay
from .iso_time import moment_to_json


def trial_to_json(trial: Trial, days: Sequence[TrialDay]) -> dict[str, Any]:
    """Write a trial, with what it would have done so far."""
    return {
        "signature": trial.suggestion.signature,
        "title": trial.suggestion.title,
        "began_at": moment_to_json(trial.began_at),
        "until": moment_to_json(trial.until),
        "days": [_day(day) for day in days],
    }


def _day(day: TrialDay) -> dict[str, Any]:
    return {
        "day": date_of(day.day).isoformat(),
        "runs": [{"at": moment_to_json(run.at), "you_at": moment_to_json(run.acted_at)} for run in day.runs],
        "you_alone_at": [moment_to_json(at) for at in day.alone],
    }
