"""Times of day: what people do by the clock.

Counted in distinct days among the days on which it could have happened, in the narrowest window of 10 to 30 minutes on
either side that beats chance most; several a unit, each on the class of days on which it stands out.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.timeline import Timeline
from ..settings import Settings
from .day_classes import is_own_class, widened
from .evidence import confidence_needed, days_needed
from .gates import Gates
from .modes import Dial, Marks, Mode, find_mode, marks_on
from .prospects import prospects


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
    gates = Gates(
        needed=days_needed(settings, unit.entities, timeline.home, None),
        confidence=confidence_needed(settings, unit.entities, timeline.home, None),
        things=timeline.things,
    )
    marks = marks_on(dial, unit, left, timeline)
    passing = _passing(dial, unit, marks, timeline, gates)
    return max(passing, key=lambda mode: mode.worth * len(mode.hits), default=None)


def _passing(dial: Dial, unit: Unit, marks: Marks, timeline: Timeline, gates: Gates) -> Iterator[Mode]:
    """Yield the clearest crowd of each class of days on which it passes and stands out from the other days."""
    for weekdays in prospects(dial, marks, timeline, gates):
        mode = find_mode(dial, unit, marks, timeline, weekdays)
        # People are loose: the narrowest window that is kept often enough, around the same moment.
        for wider in widened(mode, unit, marks, timeline) if mode else ():
            if gates.passes(wider, _lived(wider, timeline)) and is_own_class(wider, unit, marks, timeline):
                yield wider
                break


def _lived(mode: Mode, timeline: Timeline) -> int:
    """Count the days of a mode's class on which the home was lived in."""
    lived = timeline.days[timeline.is_lived(timeline.days)]
    return int(np.count_nonzero(falls_on(lived, mode.weekdays)))
