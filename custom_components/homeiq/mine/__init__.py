"""Stage 3: what the past shows, patterns out. Pure numpy, one miner a file, deterministic."""

from ..model.pattern import Pattern
from ..past.acts import Unit
from ..past.timeline import Timeline
from ..settings import Settings
from .co_occurrence import explained_acts, find_follow_ups
from .time_of_day import find_routines

__all__ = ["find_patterns"]


def find_patterns(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find every habit, the nearer explanation first: what follows something is no routine."""
    follow_ups = find_follow_ups(timeline, units, settings)
    explained = {unit: explained_acts(unit, follow_ups, timeline) for unit in units}
    return (*follow_ups, *find_routines(timeline, units, explained, settings))
