"""Stage 3: what the past shows, patterns out. Pure numpy, one miner a file, deterministic."""

from ..model.pattern import Pattern
from ..past.acts import Unit
from ..past.actuators import AT_REST
from ..past.timeline import Timeline
from ..settings import Settings
from .co_occurrence import find_follow_ups
from .explained import explained_acts
from .left_on import find_left_on
from .rivals import without_outdone
from .routines import find_routines
from .scene import find_scenes, without_explained

__all__ = ["find_patterns"]


def find_patterns(timeline: Timeline, units: tuple[Unit, ...], settings: Settings) -> tuple[Pattern, ...]:
    """Find every habit, the nearer explanation first: what follows something is no routine, and neither is a scene."""
    follow_ups = without_outdone(find_follow_ups(timeline, units, settings), units, timeline, settings)
    explained = {unit: explained_acts(unit, follow_ups, timeline) for unit in units}
    set_off = (*follow_ups, *find_routines(timeline, units, explained, settings))
    scenes, set_off = without_explained(find_scenes(timeline, units, settings), set_off)
    put_to_rest = {name for one in set_off if one.state in AT_REST for name in one.entities}
    reminders = tuple(one for one in find_left_on(timeline, units, settings) if not put_to_rest & set(one.entities))
    return (*set_off, *scenes, *reminders)
