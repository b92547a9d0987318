"""Times of day: what people do by the clock.

Counted in distinct days among the days on which it could have happened, in the narrowest window of 10 to 30 minutes on
either side that beats chance most; several a unit, each on the class of days on which it stands out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY
from ...past.acts import Unit
from ...past.chance import wilson_lower
from ...past.days.calendar import falls_on
from ...past.days.dials import Dial
from ...past.timeline import Timeline
from ...settings import Settings
from ..evidence import confidence_needed, days_needed, fewest_days, time_to_ask
from .by_number import by_number
from .crowds import Crowds
from .day_classes import is_own_class, on_set, widened
from .days_off import by_day_off
from .gates import Gates
from .modes import Mode
from .windows import Marks

_ROUNDING = 1 + 1e-9


def find_time(unit: Unit, left: NDArray[np.bool_], timeline: Timeline, gates: Gates) -> Mode | None:
    """Find the clearest time of day of a unit's acts.

    Args:
        unit: what is acted on.
        left: bool[n], the acts that nothing else explains.
        timeline: the past.
        gates: what it has to reach.
    """
    return best_on("clock", unit, left, timeline, gates)


def gates_of(unit: Unit, timeline: Timeline, settings: Settings, *, to_ask: bool = False) -> Gates:
    """Return what a mode of a unit has to reach.

    Args:
        unit: what is acted on.
        timeline: the past.
        settings: the thresholds.
        to_ask: to ask first, for which less will do.
    """
    known = settings, unit.entities, timeline.home
    enough = days_needed(*known, None)
    asking = Gates(
        needed=fewest_days(*known),
        enough=enough,
        confidence=time_to_ask(*known),
        things=timeline.things,
        asks=True,
    )
    sure = replace(asking, needed=enough, confidence=confidence_needed(*known, None), to_ask=asking, asks=False)
    return asking if to_ask else sure


def best_on(dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline, gates: Gates) -> Mode | None:
    """Find the clearest mode on a dial among those that pass every gate; None where none does."""
    crowds = Crowds.of(dial, unit, left, timeline)
    best: Mode | None = None
    for weekdays in crowds.classes(gates):
        if best is not None and _clarity(best) >= _clearest(weekdays, timeline):
            continue
        mode = crowds.mode(weekdays)
        found = _passing(mode, unit, crowds.marks, timeline, gates) if mode else None
        if found is not None and (best is None or _clarity(found) > _clarity(best)):
            best = found
    return best


def _passing(mode: Mode, unit: Unit, marks: Marks, timeline: Timeline, gates: Gates) -> Mode | None:
    """Return the clearest crowd of a class of days where it passes and stands out from the other days."""
    # People are loose: the narrowest window that is kept often enough, around the same moment.
    windows = []
    for wider in widened(mode, unit, marks, timeline):
        windows.append(wider)
        told = by_day_off(wider, unit, marks, timeline)
        some = None if told.condition else on_set(wider, marks, gates.confidence)
        if some and gates.passes(some, _lived(some, timeline)):
            return some
        if not gates.passes(told, _lived(told, timeline)):
            continue
        if told.condition or is_own_class(wider, unit, marks, timeline):
            return told
    for wider in windows:
        measured = by_number(wider, unit, marks, timeline)
        if measured and gates.passes(measured, _lived(measured, timeline)):
            return measured
    return None


def _clarity(mode: Mode) -> float:
    """Return how clear a mode is: how surely it beats chance, on how many days."""
    return mode.worth * len(mode.hits)


def _clearest(weekdays: frozenset[int], timeline: Timeline) -> float:
    """Return how clear a mode of a class of days is at most: kept on each of them, where chance never does it."""
    # Where an entity tells the days, these may be others.
    some = EVERY_DAY if timeline.home.around.workday else weekdays
    days = int(np.count_nonzero(falls_on(timeline.days, some)))
    return days * wilson_lower(days, days) * _ROUNDING


def _lived(mode: Mode, timeline: Timeline) -> int:
    """Count the days of a mode's class on which the home was lived in."""
    lived = timeline.days[timeline.is_lived(timeline.days)]
    return int(np.count_nonzero(falls_on(lived, mode.weekdays)))
