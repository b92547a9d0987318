"""Conditions learned from the misses: what was true when the act followed, and was not when it did not."""

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import (
    EVERY_DAY,
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    SomebodyHome,
    StateIs,
)
from ...model.habits.trigger import OnChange
from ...past.acts import Unit
from ...past.condition import Checks, in_band
from ...past.rule import Outcomes, run_times
from ...past.timeline import Timeline
from .bands import TRIED, clearest_band, usual_band
from .days_told import days_told
from .facts import Facts, Kind, facts_of, may_be_condition
from .numeric import numbers_kept
from .split import Split, is_sure
from .witnesses import said_beyond_clock

_GOOD = 0.9  # confidence that needs no condition
# Many entities are tried as witnesses, so one has to win more than the sun or the clock. They are tried in this order.
_PRICE: Mapping[Kind, float] = MappingProxyType(
    {Dark: 0.0, Idle: 0.04, Between: 0.02, SomebodyHome: 0.03, NumberIs: 0.04, StateIs: 0.08}
)
# Of conditions that are worth their price, darkness stays right when the seasons change and the clock does not; what
# another entity is in explains least. What a sensor measures comes before the clock, which it goes by at best.
_DOUBT: Mapping[Kind, float] = {Dark: 0.0, SomebodyHome: 0.03, NumberIs: 0.05, Between: 0.08, Idle: 0.08, StateIs: 0.12}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Narrowed:
    """A rule's firings under conditions.

    Attributes:
        which: int64[n], where they are among all that is known of the trigger.
    """

    outcomes: Outcomes
    which: NDArray[np.int64]
    conditions: tuple[Condition, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY

    def where(self, holds: NDArray[np.bool_]) -> Narrowed:
        """Keep some of the firings."""
        return replace(self, outcomes=self.outcomes.where(holds), which=self.which[holds])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The rule whose misses are looked into.

    Attributes:
        trigger: what sets it off.
        unit: what is acted on.
    """

    trigger: OnChange
    unit: Unit

    def times(self, outcomes: Outcomes) -> NDArray[np.float64]:
        """Return when its conditions are checked, float64[n], UTC epoch seconds."""
        return run_times(outcomes, self.trigger.for_seconds, self.unit)

    @property
    def taken(self) -> frozenset[str]:
        """The rule's own entities, which are no witnesses."""
        return frozenset({self.trigger.entity_id, *self.unit.entities})


type _Option = tuple[float, Narrowed]
"""What a condition is worth beside others, and what it leaves."""
type _Test = tuple[Condition, NDArray[np.bool_]]
"""A condition, and at which firings it holds."""
type _Tests = tuple[Kind, int, Iterable[_Test]]
"""How many conditions of one kind were tried, and those of them that may be worth it."""


def narrow(outcomes: Outcomes, timeline: Timeline, asking: Asking, most: int = 2) -> Narrowed:
    """Add the conditions, one at a time, that tell the hits from the misses.

    A condition has to keep three quarters of the hits, raise the lower bound by 0.06 and its price, and split hits from
    misses so clearly that the number of conditions tried does not explain it: the logarithm of the likelihood ratio
    ``L(in) + L(out) - L(all)``, each with its own share, has to reach 3 plus the logarithm of that number.

    Args:
        most: how many conditions at most.
    """
    if outcomes.hit.mean() >= _GOOD:
        return Narrowed(outcomes=outcomes, which=np.arange(len(outcomes.hit)))
    checks = Checks(times=asking.times(outcomes), fired=outcomes.time, trigger=asking.trigger.entity_id)
    facts, which = facts_of(asking.trigger, checks, timeline)
    best = Narrowed(outcomes=outcomes, which=which)
    for _ in range(most):
        if best.outcomes.hit.mean() >= _GOOD:
            break
        worth = max(_options(best, facts, timeline, asking), key=lambda option: option[0], default=None)
        if worth is None:
            break
        _, best = worth
    return best


def _options(so_far: Narrowed, facts: Facts, timeline: Timeline, asking: Asking) -> Iterator[_Option]:
    """Yield every single condition that is worth it, with its lower bound less the doubt about it."""
    split = Split(so_far.outcomes, timeline, asking.times(so_far.outcomes))
    used = {type(condition) for condition in so_far.conditions}
    for kind, tried, tests in _tests(_Told(so_far, facts, split, timeline, asking), used):
        for condition, holds in tests:
            bound = split.bound(holds, tried, _PRICE[kind])
            if bound is None or (kind is StateIs and not is_sure(said_beyond_clock(split, holds), tried)):
                continue
            yield bound - _DOUBT[kind], replace(so_far.where(holds), conditions=(*so_far.conditions, condition))
    if so_far.weekdays != EVERY_DAY:
        return
    may_ask = StateIs not in used
    for holds, weekdays, day_off in days_told(split, timeline, may_ask=may_ask):
        if (bound := split.bound(holds, 2, 0.0)) is not None:
            conditions = (*so_far.conditions, *day_off)
            yield bound, replace(so_far.where(holds), conditions=conditions, weekdays=weekdays)


class _Told:
    """What is known of a rule's firings without learning: the conditions that may be worth it."""

    def __init__(self, so_far: Narrowed, facts: Facts, split: Split, timeline: Timeline, asking: Asking) -> None:
        """Count where each held."""
        self.split, self.timeline, self.asking = split, timeline, asking
        self._facts, self._which = facts, so_far.which
        hits = facts.counts(so_far.which[so_far.outcomes.hit])
        self._may_be = split.may_be_worth(hits, facts.counts(so_far.which))

    def of(self, kind: Kind) -> Iterator[_Tests]:
        """Yield the conditions of a kind, where there are any."""
        # A trigger's own state is no witness; how long it had been quiet may be.
        taken = self.asking.taken if kind is StateIs else frozenset(self.asking.unit.entities)
        if tried := self._facts.tried(kind, taken):
            yield kind, tried, self._tests(kind, taken)

    def _tests(self, kind: Kind, taken: frozenset[str]) -> Iterator[_Test]:
        places = self._facts.places[kind]
        for place in (np.flatnonzero(self._may_be[places.start : places.stop]) + places.start).tolist():
            condition = self._facts.conditions[place]
            if may_be_condition(condition, taken):
                yield condition, self._facts.holds(place, self._which)


def _tests(told: _Told, used: AbstractSet[Kind]) -> Iterator[_Tests]:
    """Yield the conditions worth trying, of the kinds that are not used yet."""
    split, timeline = told.split, told.timeline
    for kind in (one for one in _PRICE if one not in used):
        if kind is Between:
            yield from _bands(split)
        elif kind is NumberIs:
            if timeline.readings:
                yield (kind, *numbers_kept(split, timeline, told.asking.taken, _PRICE[NumberIs]))
        else:
            yield from told.of(kind)


def _bands(split: Split) -> Iterator[_Tests]:
    """Yield the two bands of the day that may be worth it."""
    hit, least = split.outcomes.hit, split.least + _PRICE[Between]
    bands = ((1, usual_band(split.minutes[hit])), (TRIED, clearest_band(split.minutes, hit, least)))
    for tried, band in bands:
        if band is not None:
            yield Between, tried, [(band, in_band(split.minutes, band))]
