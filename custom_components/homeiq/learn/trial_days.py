"""The days of what is on trial: what it would have done, and what people did."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.decisions.acceptance import Trial
from ..model.decisions.trial import TrialDay
from ..model.event import EventColumns
from ..model.habits.pattern import Pattern
from ..model.home import Home
from ..past.acts import find_units, known_part, unit_of
from ..suggest.days.diary import trial_letters
from ..suggest.days.trial_log import trial_log
from .one_past import past_of


def follow_trial(
    pattern: Pattern, history: EventColumns, home: Home, *, since: float, until: float
) -> tuple[TrialDay, ...]:
    """Return what a pattern on trial would have done, and what people did; nothing where its entities have no history.

    Args:
        history: also what came before the trial, as things are in some state when it begins.
        since: begin of the trial, UTC epoch seconds.
        until: its end.
    """
    timeline = past_of(history, home)
    unit = known_part(unit_of(pattern, find_units(timeline), timeline), timeline)
    return trial_log(pattern, unit, timeline, since, until) if unit.entities else ()


def mark_trials(trials: Iterable[Trial], history: EventColumns, home: Home) -> dict[str, str]:
    """Return a letter for each day of trials, by what is tried; of what has no history there is none."""
    timeline = past_of(history, home)
    units = find_units(timeline)
    letters: dict[str, str] = {}
    for trial in trials:
        pattern = trial.suggestion.pattern
        unit = known_part(unit_of(pattern, units, timeline), timeline)
        if unit.entities:
            letters[pattern.signature] = trial_letters(pattern, unit, timeline, trial.began_at, trial.until)
    return letters
