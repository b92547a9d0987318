"""The days of a follow-up: workdays, the weekend, or what the owner's entity of workdays tells where that is better."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, StateIs
from ...past.condition import Checks, is_met
from ...past.days.calendar import falls_on
from ...past.timeline import Timeline
from .split import Split

_CLEARER = 3.0  # logarithm of the likelihood ratio by which it has to tell the days better than weekdays do
_DIFFERENT = 2  # days that it tells otherwise: one holiday decides nothing

type Told = tuple[NDArray[np.bool_], frozenset[int], tuple[StateIs, ...]]
"""At which firings it is one of the days, their weekdays, and what the entity has to say."""


def days_told(split: Split, timeline: Timeline, *, may_ask: bool) -> Iterator[Told]:
    """Yield the classes of days that are tried.

    Args:
        split: the firings.
        timeline: the past.
        may_ask: an entity may be asked; one condition on a state is enough.
    """
    weekdays: list[Told] = [(falls_on(split.days, some), some, ()) for some in (WORKDAYS, WEEKEND)]
    asked = _asked(split, timeline) if may_ask else []
    if asked:
        best, usual = (max(some, key=lambda told: split.gain(told[0])) for some in (asked, weekdays))
        others = np.unique(split.days[best[0] != usual[0]])
        if tells_better(split.gain(best[0]) - split.gain(usual[0]), others):
            yield best
            return
    yield from weekdays


def _asked(split: Split, timeline: Timeline) -> list[Told]:
    name = timeline.home.around.workday
    if name is None or name not in timeline.series:
        return []
    checks = Checks.at(split.times)
    conditions = (StateIs(entity_id=name, state=state) for state in ("on", "off"))
    return [(is_met(one, timeline, checks), EVERY_DAY, (one,)) for one in conditions]


def tells_better(gain: float, others: NDArray[np.int64]) -> bool:
    """Tell whether days are told better than by weekdays.

    Args:
        gain: by how much: a logarithm of a likelihood ratio.
        others: the days that are told otherwise.

    Examples:
        >>> tells_better(20.0, np.arange(10)), tells_better(20.0, np.array([], dtype=np.int64))
        (True, False)
    """
    return gain >= _CLEARER and len(others) >= _DIFFERENT
