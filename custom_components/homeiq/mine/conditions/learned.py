"""Conditions learned from the misses: what was true when the act followed, and was not when it did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from functools import cached_property, partial
from math import log
from types import MappingProxyType
from typing import NamedTuple

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
from ...past.condition import Checks, in_band
from ...past.rule import Outcomes
from ...past.timeline import Timeline
from .bands import TRIED, Bands, usual_band
from .days_told import days_told
from .facts import Facts, Kind, asked, facts_of, may_be_condition
from .narrowed import Narrowed, Narrowing, Test
from .numeric import PRICE, numbers_kept
from .rested import RESTS, Rested
from .split import Split, is_sure
from .witnesses import said_beyond_clock

_GOOD = 0.9  # confidence that needs no condition
# Many entities are tried as witnesses, so one has to win more than the sun or the clock. They are tried in this order.
_PRICE: Mapping[Kind, float] = MappingProxyType(
    {Dark: 0.0, Idle: 0.04, Between: 0.02, SomebodyHome: 0.03, NumberIs: PRICE, StateIs: 0.08}
)
# Of conditions that are worth their price, darkness stays right when the seasons change and the clock does not; what
# another entity is in explains least. What a sensor measures comes before the clock, which it goes by at best.
_DOUBT: Mapping[Kind, float] = {Dark: 0.0, SomebodyHome: 0.03, NumberIs: 0.05, Between: 0.08, Idle: 0.08, StateIs: 0.12}
_SEVERAL: AbstractSet[Kind] = frozenset({Idle, NumberIs, StateIs})  # of which there may be two, of two entities
_AS_CLEAR, _NEARLY = 0.9, 6.0  # share of the clearest one's gain, and by how much less, which are as good as clear


type _Tests = tuple[Kind, int, Iterable[Test]]
"""How many conditions of one kind were tried, and those of them that may be worth it."""


def narrow(outcomes: Outcomes, timeline: Timeline, asking: Narrowing, needed: float = 0.0, most: int = 2) -> Narrowed:
    """Add the conditions, one at a time, that tell the hits from the misses.

    A condition has to keep three quarters of the hits (half, where they are four times rarer without it), raise the
    lower bound by 0.06 and its price, and split hits from misses so clearly that the number of conditions tried does
    not explain it: the logarithm of the likelihood ratio ``L(in) + L(out) - L(all)``, each with its own share, has to
    reach 3 plus the logarithm of that number.

    Args:
        needed: the lower bound below which firings are of no use: where conditions don't lead there, some may be
            missing.
        most: how many conditions at most.
    """
    if outcomes.share >= _GOOD:
        return Narrowed(outcomes=outcomes, which=np.arange(len(outcomes.hit)))
    checks = Checks(times=asking.times(outcomes), fired=outcomes.time, trigger=asking.trigger.entity_id)
    facts, which = facts_of(asking.trigger, checks, timeline)
    best = Narrowed(outcomes=outcomes, which=which)
    for left in reversed(range(most)):
        if best.outcomes.share >= _GOOD:
            break
        told = _Told(best, facts, timeline, asking)
        # Of what is not enough yet, the last condition has to be, and mostly none is; all of them take longer to try.
        if not left and told.split.share < needed and _better(told, needed) is None:
            break
        if (better := _better(told)) is None:
            break
        best = better
    return best


def _better(told: _Told, needed: float = 0.0) -> Narrowed | None:
    """Return what the condition leaves that is worth most, its lower bound less the doubt about it; None without one.

    A part of what is meant is as sure, and leaves out the rest of the hits: so only those count that tell hits from
    misses about as clearly as the clearest one does.

    Args:
        needed: the lower bound that it has to reach; others are not asked.
    """
    options = sorted(_options(told, needed), key=lambda one: one.gain, reverse=True)
    clearest = next((one.gain for one in options if told.says_more(one.test)), 0.0)
    as_clear = (one for one in options if one.gain >= min(_AS_CLEAR * clearest, clearest - _NEARLY))
    best = next((one for one in sorted(as_clear, key=lambda one: -one.worth) if told.says_more(one.test)), None)
    return told.so_far.under(best.test) if best else None


class _Option(NamedTuple):
    """A condition that is worth it.

    Attributes:
        worth: the lower bound that it leaves, less the doubt about it.
        gain: how clearly it tells hits from misses, less what the best of as many would by accident.
    """

    worth: float
    gain: float
    test: Test


def _options(told: _Told, needed: float) -> Iterator[_Option]:
    """Yield every single condition that is worth it, whether or not it says more than what time it is."""
    so_far = told.so_far
    used = {type(condition) for condition in so_far.conditions}
    for kind, tried, tests in _tests(told, used, needed):
        for test in tests:
            bound = told.split.bound_of(test.hits, test.count, tried, _PRICE[kind])
            if bound is not None and bound >= needed:
                yield _Option(bound - _DOUBT[kind], _clearness(told.split, test, tried), test)
    if so_far.weekdays != EVERY_DAY:
        return
    for days in days_told(told.split, told.timeline, may_ask=StateIs not in used):
        bound = told.split.bound_of(days.hits, days.count, 2, 0.0)
        if bound is not None and bound >= needed:
            test = Test(
                conditions=days.conditions,
                hits=days.hits,
                count=days.count,
                holds=days.holds,
                weekdays=days.weekdays,
            )
            yield _Option(bound, _clearness(told.split, test, 2), test)


def _clearness(split: Split, test: Test, tried: int) -> float:
    return split.gain_of(test.hits, test.count) - log(tried)


class _Told:
    """What is known of a rule's firings without learning: the conditions that may be worth it.

    Attributes:
        so_far: the firings.
        split: the same, to be split.
    """

    def __init__(self, so_far: Narrowed, facts: Facts, timeline: Timeline, asking: Narrowing) -> None:
        """Count where each held."""
        self.so_far, self.timeline, self.asking = so_far, timeline, asking
        self.split = Split(so_far.outcomes, facts.moments.where(so_far.which))
        self._facts = facts
        self._hits, self._counts = facts.counts(so_far.which[so_far.outcomes.hit], so_far.which)
        self._beyond_clock: dict[tuple[Condition, ...], bool] = {}
        # Nothing is asked twice.
        self._asked = frozenset(name for one in so_far.conditions if (name := asked(one)) is not None)

    def says_more(self, test: Test) -> bool:
        """Tell whether a condition says more than what time it is, where it may say just that; it takes long to ask."""
        if not test.rivals:
            return True
        known = self._beyond_clock.get(test.conditions)
        if known is None:
            known = is_sure(said_beyond_clock(self.split, test.holds()), test.rivals)
            self._beyond_clock[test.conditions] = known
        return known

    def by_kind(self, needed: float) -> Mapping[Kind, tuple[int, Sequence[Test]]]:
        """Return how many conditions of each kind there are, and those that may reach a lower bound; no other kinds."""
        found: dict[Kind, tuple[int, list[Test]]] = {}
        for place in self.split.may_be_worth(self._hits, self._counts, needed):
            condition = self._facts.conditions[place]
            kind = type(condition)
            # A trigger's own state is no witness; how long it had been quiet may be.
            taken = self._asked | (self.asking.taken if kind is StateIs else self.asking.acted_on)
            if may_be_condition(condition, taken):
                tried, tests = found.setdefault(kind, (self._facts.tried(kind, taken), []))
                tests.append(self._test(place, tried if kind is StateIs else 0))
        return found

    def rested(self, needed: float) -> _Tests:
        """Return for how long what is acted on has to have been left alone, where that may be worth it."""
        split = self.split
        if (found := self._rested) is None:
            return Idle, len(RESTS), ()
        hits, counts = found.counts(split.outcomes.hit)
        tests = (
            Test(
                conditions=(found.condition(place),),
                hits=int(hits[place]),
                count=int(counts[place]),
                holds=partial(found.holds, place),
                rivals=len(RESTS),
            )
            for place in split.may_be_worth(hits, counts, needed)
        )
        return Idle, len(RESTS), tests

    def bands(self, needed: float) -> Iterator[_Tests]:
        """Yield the two bands of the day that may be worth it."""
        split, hit, bands = self.split, self.split.outcomes.hit, self._bands
        # Both are bands with nine of ten hits.
        if not bands.may_reach(split.least(_PRICE[Between], needed)):
            return
        for tried, band in ((1, usual_band(split.minutes[hit])), (TRIED, bands.clearest())):
            if band is not None:
                hits, count = bands.inside(band)
                holds = partial(in_band, split.minutes, band)
                yield Between, tried, [Test(conditions=(band,), hits=hits, count=count, holds=holds)]

    @cached_property
    def _rested(self) -> Rested | None:
        is_asked = bool(self.asking.acted_on & self._asked)
        return None if is_asked else Rested.of(self.asking.unit, self.split.times, self.timeline)

    @cached_property
    def _bands(self) -> Bands:
        return Bands(self._facts.slots[self.so_far.which], self.split.outcomes.hit)

    def _test(self, place: int, rivals: int) -> Test:
        return Test(
            conditions=(self._facts.conditions[place],),
            hits=int(self._hits[place]),
            count=int(self._counts[place]),
            holds=partial(self._facts.holds, place, self.so_far.which),
            rivals=rivals,
        )


def _tests(told: _Told, used: AbstractSet[Kind], needed: float) -> Iterator[_Tests]:
    """Yield the conditions worth trying, of the kinds that are not used yet, or may be once more."""
    split, timeline, known = told.split, told.timeline, told.by_kind(needed)
    for kind in (one for one in _PRICE if one in _SEVERAL or one not in used):
        if kind is Between:
            yield from told.bands(needed)
        elif kind is NumberIs:
            if timeline.readings:
                tried, numbers = numbers_kept(split, timeline, told.asking.taken)
                measured = {one.measured for one in told.so_far.conditions if isinstance(one, NumberIs)}
                fresh = ((one, holds) for one, holds in numbers if one.measured not in measured)
                yield kind, tried, (_tested(split, (one,), holds) for one, holds in fresh)
        elif kind in known:
            yield (kind, *known[kind])
        if kind is Idle:
            yield told.rested(needed)


def _tested(split: Split, conditions: tuple[Condition, ...], holds: NDArray[np.bool_]) -> Test:
    hits, count = int(np.count_nonzero(holds & split.outcomes.hit)), int(np.count_nonzero(holds))
    return Test(conditions=conditions, hits=hits, count=count, holds=lambda: holds)
