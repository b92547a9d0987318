"""Times of day: what people do by the clock.

Counted in distinct days among the days on which it could have happened, in the narrowest window of 10 to 30 minutes on
either side that beats chance most; several a unit, each on the class of days on which it stands out.
"""

import numpy as np
from numpy.typing import NDArray

from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.chance import binomial_tail
from ..past.timeline import Timeline
from ..settings import Settings
from .evidence import confidence_needed, days_needed
from .modes import Dial, Mode, classes, marks_on

_LEAST_LIFT = 1.8
_SHARE_OF_DAYS = 0.5  # of the days lived in, those with something left to do
_BOUND_BELOW = 0.1  # how far the lower bound may stay below the confidence asked for
_CHANCE = 1e-4  # of so many windows tried, what chance alone may give


def find_time(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Mode | None:
    """Find the clearest time of day of a unit's acts.

    Args:
        unit: what is acted on.
        left: bool[n], the acts that nothing else explains.
        timeline: the past.
        settings: the thresholds.
    """
    return best_on("clock", unit, left, timeline, settings)


def best_on(dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline, settings: Settings) -> Mode | None:
    """Find the clearest mode on a dial among those that pass every gate; None where none does."""
    marks = marks_on(dial, unit, left, timeline)
    needed = days_needed(settings, unit.entities, timeline.home, None)
    passing = classes(dial, unit, marks, timeline, needed, lambda mode: _passes(mode, unit, timeline, settings))
    return max(passing, key=lambda mode: mode.worth * len(mode.hits), default=None)


def _passes(mode: Mode, unit: Unit, timeline: Timeline, settings: Settings) -> bool:
    hits, days = len(mode.hits), len(mode.eligible)
    confidence = confidence_needed(settings, unit.entities, timeline.home, None)
    return (
        days >= _SHARE_OF_DAYS * _lived(mode, timeline)
        and mode.support >= days_needed(settings, unit.entities, timeline.home, None)
        and hits / days >= confidence
        and mode.lower_bound >= confidence - _BOUND_BELOW
        and hits / days >= _LEAST_LIFT * mode.chance
        and binomial_tail(hits, days, mode.chance) < _CHANCE
    )


def _lived(mode: Mode, timeline: Timeline) -> int:
    """Count the days of a mode's class on which the home was lived in."""
    lived = np.array(sorted(timeline.lived_days), dtype=np.int64)
    return int(np.count_nonzero(falls_on(lived, mode.weekdays)))
