"""What a suggestion may be trusted with."""

from __future__ import annotations

from ...model.habits.rung import Rung
from ...model.habits.suggestion import Suggestion
from ...model.habits.trigger import reminds


def rung_of(suggestion: Suggestion) -> Rung:
    """Return on which rung a suggestion stands; one from a run that knew of none acts, or reminds."""
    return suggestion.rung or (Rung.REMINDS if reminds(suggestion.pattern.trigger) else Rung.ACTS)
