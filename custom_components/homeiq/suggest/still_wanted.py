"""What is still wanted: what people have left open to be suggested, with the evidence of what it would have done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ..model.habits.known import Known
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Backtest
from ..past.acts import Unit, known_part, unit_of
from ..past.chance import wilson_lower
from ..past.days.calendar import by_weekday
from ..past.replay import replay
from ..past.timeline import Timeline
from .backtest import backtest
from .objections import Objections, Wishes
from .select import Tested


class StillWanted:
    """Tells what may still be suggested.

    Attributes:
        timeline: the past.
    """

    def __init__(self, known: Known, units: tuple[Unit, ...], timeline: Timeline) -> None:
        """Take what was found and decided before, and what people act on."""
        self._dismissed = known.dismissed
        self._units = units
        self.timeline = timeline
        self._objections = Objections(known.decisions, timeline.home)
        self._wishes = Wishes(
            known.decisions, timeline, lambda pattern: known_part(unit_of(pattern, units, timeline), timeline)
        )

    def limited(self, patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
        """Return what may be suggested of patterns, with the evidence of the days that remain."""
        pairs = ((one, self._objections.limit(one)) for one in patterns)
        return tuple(
            limited if limited.weekdays == one.weekdays else self._with_evidence(limited)
            for one, limited in pairs
            if limited
        )

    def is_unchanged(self, pattern: Pattern) -> bool:
        """Tell whether a pattern may be suggested on all of its days."""
        limited = self._objections.limit(pattern)
        return limited is not None and limited.weekdays == pattern.weekdays

    def is_new(self, one: Tested) -> bool:
        """Tell whether nobody has decided on a habit yet, in no other coat either."""
        return one.pattern.signature not in self._dismissed and not self._wishes.know(one)

    def _with_evidence(self, pattern: Pattern) -> Pattern:
        unit = unit_of(pattern, self._units, self.timeline)
        return evident(pattern, backtest(pattern, unit, self.timeline), unit, self.timeline)


def evident(pattern: Pattern, test: Backtest, unit: Unit, timeline: Timeline) -> Pattern:
    """Return a pattern with the evidence of what it would have done."""
    played = replay(pattern, unit, timeline) if unit.entities else None
    days = timeline.calendar.day(played.times[played.outcomes.hit]) if played else np.empty(0, dtype=np.int64)
    kept = np.unique(days)
    evidence = replace(
        pattern.evidence,
        opportunities=test.runs,
        hits=test.hits,
        support_days=len(kept),
        eligible_days=test.days,
        lower_bound=wilson_lower(test.saved, test.told),
        by_weekday=by_weekday(kept),
    )
    return replace(pattern, evidence=evidence)
