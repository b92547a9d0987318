"""The days of a follow-up: workdays, the weekend, a set of weekdays, or what an entity of workdays tells better."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, StateIs
from ...past.condition import Checks, is_met
from ...past.days.calendar import weekday
from ...past.days.weekday_sets import likeliest, price
from ...past.timeline import Timeline
from .split import Split, is_sure

_CLEARER = 3.0  # logarithm of the likelihood ratio by which it has to tell the days better than weekdays do
_DIFFERENT = 2  # days that it tells otherwise: one holiday decides nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DaysTold:
    """A class of days, and the firings on them.

    Attributes:
        hits: how many of the hits are on them.
        count: how many of all firings.
        holds: tells which: bool[n].
        weekdays: which days these are.
        conditions: what the entity has to say.
    """

    hits: int
    count: int
    holds: Callable[[], NDArray[np.bool_]]
    weekdays: frozenset[int] = EVERY_DAY
    conditions: tuple[StateIs, ...] = ()


class _Weekdays:
    """The firings by weekday: all sets of these are counted in one go."""

    def __init__(self, split: Split) -> None:
        self._day_of = weekday(split.days)
        several = self._day_of[split.outcomes.hit], self._day_of
        self.hits, self.counts = (np.bincount(some, minlength=len(EVERY_DAY)) for some in several)

    def on(self, weekdays: frozenset[int]) -> DaysTold:
        """Return a class of days."""
        days = sorted(weekdays)
        hits, count = int(self.hits[days].sum()), int(self.counts[days].sum())
        return DaysTold(hits=hits, count=count, holds=partial(self._holds, days), weekdays=weekdays)

    def _holds(self, days: Sequence[int]) -> NDArray[np.bool_]:
        among = np.zeros(len(EVERY_DAY), dtype=np.bool_)
        among[days] = True
        return among[self._day_of]


def days_told(split: Split, timeline: Timeline, *, may_ask: bool) -> Iterator[DaysTold]:
    """Yield the classes of days that are tried.

    Args:
        split: the firings.
        timeline: the past.
        may_ask: an entity may be asked; one condition on a state is enough.
    """
    by_weekday = _Weekdays(split)
    weekdays = [by_weekday.on(some) for some in (WORKDAYS, WEEKEND)]
    asked = _asked(split, timeline) if may_ask else []
    if asked:
        best, usual = (max(some, key=lambda told: split.gain_of(told.hits, told.count)) for some in (asked, weekdays))
        others = np.unique(split.days[best.holds() != usual.holds()])
        gain = split.gain_of(best.hits, best.count) - split.gain_of(usual.hits, usual.count)
        if tells_better(gain, others):
            yield best
            return
    yield from weekdays
    yield from _sets(split, by_weekday, weekdays)


def _sets(split: Split, by_weekday: _Weekdays, weekdays: Sequence[DaysTold]) -> Iterator[DaysTold]:
    """Yield sets of weekdays, single ones among them, that tell the days more clearly than workdays or the weekend do.

    What happens often on a Saturday is one witness for it, so each day counts once.
    """
    sets, hits, counts = likeliest(by_weekday.hits, by_weekday.counts)
    if not (worth := split.may_be_worth(hits, counts)):
        return
    usual = max(split.gain_of(told.hits, told.count) for told in weekdays)
    share = len(np.unique(split.days)) / len(split.days)
    for told in (by_weekday.on(sets[place]) for place in worth):
        gain = (split.gain_of(told.hits, told.count) - usual) * share
        if gain >= price(told.weekdays) or (len(told.weekdays) == 1 and is_sure(gain, len(EVERY_DAY))):
            yield told


def _asked(split: Split, timeline: Timeline) -> list[DaysTold]:
    name = timeline.home.around.workday
    if name is None or name not in timeline.series:
        return []
    checks = Checks.at(split.times)
    conditions = (StateIs(entity_id=name, state=state) for state in ("on", "off"))
    return [_by_entity(one, is_met(one, timeline, checks), split) for one in conditions]


def _by_entity(condition: StateIs, holds: NDArray[np.bool_], split: Split) -> DaysTold:
    hits, count = int(np.count_nonzero(holds & split.outcomes.hit)), int(np.count_nonzero(holds))
    return DaysTold(hits=hits, count=count, holds=lambda: holds, conditions=(condition,))


def tells_better(gain: float, others: NDArray[np.int64]) -> bool:
    """Tell whether a class of days separates hits from misses better than weekdays do.

    Args:
        gain: by how much: a logarithm of a likelihood ratio.
        others: the days that are told otherwise.

    Examples:
        >>> tells_better(20.0, np.arange(10)), tells_better(20.0, np.array([], dtype=np.int64))
        (True, False)
    """
    return gain >= _CLEARER and len(others) >= _DIFFERENT
