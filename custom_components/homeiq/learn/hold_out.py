"""Suggestions on days that are held out: learning must not have seen them."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.event import EventColumns
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Holdout, Suggestion
from ..model.home import Home
from ..past.acts import Unit, find_units, unit_of
from ..past.timeline import Timeline
from ..suggest.backtest import backtest
from .one_past import past_of


def hold_out(history: EventColumns, home: Home, suggestions: Sequence[Suggestion], since: float) -> tuple[Holdout, ...]:
    """Replay suggestions on the days from ``since`` (UTC epoch seconds) on, which learning must not have seen."""
    timeline = past_of(history, home)
    units = find_units(timeline)
    return tuple(_hold_out(one.pattern, units, timeline, since) for one in suggestions)


def _hold_out(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline, since: float) -> Holdout:
    later = backtest(pattern, unit_of(pattern, units, timeline), timeline, since)
    return Holdout(days=later.days, runs=later.runs, hits=later.hits, idle=later.idle, late=later.late)
