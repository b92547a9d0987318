"""Runs of the analysis, for other programs."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run. Times are UTC epoch seconds.

    Attributes:
        trigger: what started it.
        events: how many it read.
        error: why it failed.
    """

    run_id: int
    trigger: str
    status: str
    started_at: float
    finished_at: float | None
    events: int
    patterns: int
    suggestions: int
    error: str | None


def ran_of(run: Run) -> Ran:
    """Return a run as it is told."""
    return Ran(
        run_id=run.run_id,
        trigger=run.trigger.value,
        status=run.status.value,
        started_at=run.started_at,
        finished_at=run.finished_at,
        events=run.events,
        patterns=run.patterns,
        suggestions=run.suggestions,
        error=run.error,
    )
