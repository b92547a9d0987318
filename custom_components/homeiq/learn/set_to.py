"""What people set things to, added to the habit of turning them on, one or several together."""

from __future__ import annotations

from dataclasses import replace

from ..mine.values import find_values
from ..model.habits.pattern import Pattern
from ..model.habits.trigger import reminds
from ..past.acts import Unit, known_part, unit_of
from ..past.replay import kept_acts
from ..past.timeline import Timeline


def with_values(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Pattern:
    """Add what people set things to when they did what the automation would have done."""
    if timeline.values.keys().isdisjoint(pattern.entities) or reminds(pattern.trigger):
        return pattern
    acts = kept_acts(pattern, known_part(unit_of(pattern, units, timeline), timeline), timeline)
    return replace(pattern, values=find_values(pattern, acts, timeline))
