"""Narrowed: a rule under conditions, and what is tried as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import EVERY_DAY, Condition
from ...model.habits.trigger import OnChange
from ...past.acts import Unit
from ...past.rule import Outcomes, run_times


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

    def under(self, test: Test) -> Narrowed:
        """Keep some of the firings: those that a condition, or a class of days, leaves."""
        holds = test.holds()
        return Narrowed(
            outcomes=self.outcomes.where(holds),
            which=self.which[holds],
            conditions=(*self.conditions, *test.conditions),
            weekdays=self.weekdays & test.weekdays,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
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
    def acted_on(self) -> frozenset[str]:
        """The entities that are acted on."""
        return frozenset(self.unit.entities)

    @property
    def taken(self) -> frozenset[str]:
        """The rule's own entities, which are no witnesses."""
        return frozenset({self.trigger.entity_id, *self.unit.entities})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test:
    """A condition that is tried, or a class of days.

    Attributes:
        hits: at how many of the hits it holds.
        count: at how many of all firings.
        holds: tells at which: bool[n].
        weekdays: of the class.
        rivals: of a state that may only say what time it is, among how many it was found; 0 for all else.
    """

    conditions: tuple[Condition, ...]
    hits: int
    count: int
    holds: Callable[[], NDArray[np.bool_]]
    weekdays: frozenset[int] = EVERY_DAY
    rivals: int = 0
