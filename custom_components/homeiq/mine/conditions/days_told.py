"""The days of a follow-up: workdays, the weekend, one weekday, or what the owner's entity of workdays tells better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, StateIs
from ...past.condition import Checks, is_met
from ...past.days.calendar import falls_on, weekday
from ...past.timeline import Timeline
from .split import Split, is_sure

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
    yield from _single(split, weekdays)


def _single(split: Split, weekdays: Sequence[Told]) -> Iterator[Told]:
    """Yield single weekdays that tell the days more clearly than workdays or the weekend do.

    What happens often on a Saturday is one witness for it, so each day counts once.
    """
    day_of = weekday(split.days)
    hits, counts = (np.bincount(some, minlength=len(EVERY_DAY)) for some in (day_of[split.outcomes.hit], day_of))
    if not (worth := np.flatnonzero(split.may_be_worth(hits, counts))).size:
        return
    usual, share = max(split.gain(told[0]) for told in weekdays), len(np.unique(split.days)) / len(split.days)
    for day in worth.tolist():
        if is_sure((split.gain_of(int(hits[day]), int(counts[day])) - usual) * share, len(EVERY_DAY)):
            yield day_of == day, frozenset({day}), ()


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
