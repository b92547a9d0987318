"""Uses: how long something stayed in a state, who ended it, and what would have ended as soon anyway."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.things import AT_REST, thing_of
from .acts import Unit
from .chance import binomial_tail
from .days.other_days import OtherDays
from .presence import is_attended
from .rule import Outcomes, Rule
from .timeline import Timeline

_NAMED = 0.2  # share of ends that somebody is known to have brought about; a machine names nobody
_AS_MANY = 0.2  # likelihood of so many ends, were it only how long uses last, from which on it is that
_SOON = 300.0  # a use that ends within so many seconds of a reminder needed none


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Uses:
    """The times that something was in a state, those that are over.

    Attributes:
        began: float64[n], UTC epoch seconds, ascending.
        lasted: float64[n], seconds.
        by_hand: bool[n], a person ended it.
    """

    began: NDArray[np.float64]
    lasted: NDArray[np.float64]
    by_hand: NDArray[np.bool_]

    @classmethod
    def of(cls, timeline: Timeline, name: str, state: str) -> Uses:
        """Find an entity's uses; what it came back with from an absence began nobody knows when.

        Examples:
            >>> Uses.of(past("0:00 light.a off, 1:00 light.a on, 1:05 light.a off"), "light.a", "on").lasted.tolist()
            [300.0]
        """
        series = timeline.series[name]
        rows = np.flatnonzero(np.isin(series.time[:-1], series.reached(state)) & series.comes_to(state)[:-1])
        began, ended = series.time[rows], series.time[rows + 1]
        return cls(
            began=began,
            lasted=ended - began,
            by_hand=series.by_people[rows + 1],
        )


def overlong(timeline: Timeline, name: str, state: str, bound: float) -> Outcomes:
    """Find when a reminder after ``bound`` seconds would have come, and whether there was reason for it.

    There was, where it went on for five more minutes at least, people were about all that time, and one ended it; what
    they slept or were away for later doesn't matter, as it would not have come to that.

    Examples:
        >>> lamp = past("0:00 light.a off, 1:00 light.a on, 1:05 light.a off, 2:00 light.a on, 3:00 light.a off")
        >>> late = overlong(lamp, "light.a", "on", 1800)
        >>> (late.time / 3600).tolist(), late.hit.tolist()
        ([2.5], [True])
    """
    if name not in timeline.series:
        return Outcomes(time=np.empty(0), hit=np.empty(0, dtype=np.bool_), act=np.empty(0, dtype=np.int64))
    uses = Uses.of(timeline, name, state)
    fires, needed = timeline.series[name].until(uses.began) > uses.began + bound, bound + _SOON
    outcomes = Outcomes(
        time=uses.began + bound,
        hit=uses.by_hand & (uses.lasted >= needed) & is_attended(timeline, uses.began, uses.began + needed),
        act=np.full(len(uses.began), -1, dtype=np.int64),
    )
    return outcomes.where(fires)


def are_by_hand(ends: NDArray[np.float64], name: str, timeline: Timeline) -> bool:
    """Tell whether people end an entity's uses: a kettle, a heater or a machine behind a plug may do so by itself.

    Args:
        ends: float64[n], UTC epoch seconds; of what came to rest together, those of the first.
        name: the entity.
        timeline: the past.

    Examples:
        >>> kitchen = past("0 light.a on, 0 switch.kettle on, 90 switch.kettle off, 90 light.a off")
        >>> are_by_hand(np.array([90.0]), "light.a", kitchen), are_by_hand(np.array([90.0]), "switch.kettle", kitchen)
        (True, False)
    """
    if thing_of(name).is_ended_by_hand:
        return True
    series = timeline.series[name]
    named = np.append(series.by_person, np.False_)[series.time.searchsorted(ends)]
    return int(np.count_nonzero(named)) >= _NAMED * len(ends)


def ends_anyway(rule: Rule, outcomes: Outcomes, other_days: OtherDays) -> bool:
    """Tell whether what follows a trigger is only the end that uses come to by then, as a kettle that has boiled does.

    What happens in the middle of a short use is always followed by its end. Whoever opens the fridge meanwhile does not
    put the kettle to rest, and an automation that did would leave them with cold water. So each firing is held against
    all other uses that lasted as long as its own had until then.

    Args:
        rule: what has to last is never one, as it is held against the rest of each use; nor is what only a hand ends.
        outcomes: its firings that count.
        other_days: of the unit that is acted on.

    Examples:
        >>> kitchen = past("0 switch.kettle off, 60 switch.kettle on, 90 switch.kettle off, "
        ...     "960 switch.kettle on, 990 switch.kettle off, 1860 switch.kettle on, 1890 switch.kettle off")
        >>> rule = Rule(entity_id="binary_sensor.fridge", to="on", low=0.0, high=60.0, for_seconds=0)
        >>> opened = Outcomes(time=np.array([970.0]), hit=np.array([True]), act=np.array([1]))
        >>> ends_anyway(rule, opened, OtherDays(unit=unit("switch.kettle", "off", kitchen), timeline=kitchen))
        True
    """
    unit = other_days.unit
    if rule.for_seconds or not _may_end_by_itself(unit, other_days.timeline):
        return False
    age = outcomes.time - other_days.in_use_since(outcomes.time)
    known = np.isfinite(age)
    age, hit = age[known], outcomes.hit[known]
    lasted = unit.acts - other_days.began
    lasted = np.sort(lasted[np.isfinite(lasted)])
    over, over_soon = (lasted.searchsorted(until, "right") for until in (age, age + rule.high))
    # The use that a firing meets is no witness of what it would have been without.
    soon, left = int((over_soon - over - hit).sum()), int(np.maximum(len(lasted) - over - 1, 0).sum())
    if not left:
        return False
    return binomial_tail(int(hit.sum()), len(hit), min(soon / left, 1.0)) >= _AS_MANY


def _may_end_by_itself(unit: Unit, timeline: Timeline) -> bool:
    """Tell whether something is put to rest, of which nobody knows that people do it."""
    some = [name for name in unit.entities if unit.state in AT_REST and thing_of(name).is_left_on]
    return any(not are_by_hand(unit.acts, name, timeline) for name in some)
