"""Conditions learned from the misses: what was true when the act followed, and was not when it did not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Between, Condition, Dark, Idle, SomebodyHome, StateIs
from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.condition import Checks, is_met, lasted
from ..past.presence import ZONE
from ..past.rule import Trials, run_times
from ..past.timeline import Timeline
from .bands import TRIED, clearest_band, usual_band
from .split import Split, is_sure
from .witnesses import said_beyond_clock, states_kept

_GOOD = 0.9  # confidence that needs no condition
_IDLE = (300, 600, 1200, 1800, 3600)  # seconds of quiet that are tried
# Many entities are tried as witnesses, so one has to win more than the sun or the clock.
_PRICE = {Dark: 0.0, Between: 0.02, SomebodyHome: 0.03, Idle: 0.04, StateIs: 0.08}
# Of conditions that are worth their price, darkness stays right when the seasons change and the clock does not; what
# another entity is in explains least.
_DOUBT = {Dark: 0.0, SomebodyHome: 0.03, Between: 0.08, Idle: 0.08, StateIs: 0.12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A rule's firings under conditions."""

    trials: Trials
    conditions: tuple[Condition, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The rule whose misses are looked into.

    Attributes:
        trigger: the entity whose change sets it off.
        hold: seconds that its state has to last.
        unit: what is acted on.
    """

    trigger: str
    hold: int
    unit: Unit

    @property
    def taken(self) -> frozenset[str]:
        """The rule's own entities, which are no witnesses."""
        return frozenset({self.trigger, *self.unit.entities})


type _Option = tuple[float, Narrowed]
"""What a condition is worth beside others, and what it leaves."""
type _Test = tuple[Condition, NDArray[np.bool_]]
"""A condition, and at which firings it holds."""
type _Tests = tuple[int, Iterable[_Test]]
"""How many conditions of one kind were tried, and those of them that may be worth it."""


def narrow(trials: Trials, timeline: Timeline, asking: Asking, most: int = 2) -> Narrowed:
    """Add the conditions, one at a time, that tell the hits from the misses.

    A condition has to keep three quarters of the hits, raise the lower bound by 0.06 and its price, and split hits from
    misses so clearly that the number of conditions tried does not explain it: the logarithm of the likelihood ratio
    ``L(in) + L(out) - L(all)``, each with its own share, has to reach 3 plus the logarithm of that number.

    Args:
        most: how many conditions at most.
    """
    best = Narrowed(trials=trials)
    for _ in range(most):
        if best.trials.hit.mean() >= _GOOD:
            break
        worth = max(_options(best, timeline, asking), key=lambda option: option[0], default=None)
        if worth is None:
            break
        _, best = worth
    return best


def _options(so_far: Narrowed, timeline: Timeline, asking: Asking) -> Iterator[_Option]:
    """Yield every single condition that is worth it, with its lower bound less the doubt about it."""
    trials = so_far.trials
    split = Split(trials, timeline, run_times(trials, asking.hold, asking.unit))
    for tried, tests in _tests(split, timeline, asking):
        for condition, holds in tests:
            kind = type(condition)
            bound = None if kind in map(type, so_far.conditions) else split.bound(holds, tried, _PRICE[kind])
            if bound is None or (kind is StateIs and not is_sure(said_beyond_clock(split, holds), tried)):
                continue
            conditions = (*so_far.conditions, condition)
            yield bound - _DOUBT[kind], replace(so_far, trials=trials.where(holds), conditions=conditions)
    if so_far.weekdays == EVERY_DAY:
        for some in (WORKDAYS, WEEKEND):
            holds = falls_on(split.days, some)
            if (bound := split.bound(holds, 2, 0.0)) is not None:
                yield bound, replace(so_far, trials=trials.where(holds), weekdays=some)


def _tests(split: Split, timeline: Timeline, asking: Asking) -> Iterator[_Tests]:
    """Yield the conditions worth trying and where they hold, those of one kind together, with how many these are."""
    checks = Checks(times=split.times, fired=split.trials.time, trigger=asking.trigger)
    dark = is_met(Dark(), timeline, checks)
    yield 2, ((Dark(), dark), (Dark(dark=False), ~dark))
    idle = [*_idle(timeline, asking, checks)]
    yield len(idle), idle
    few: list[Sequence[Condition]] = [(band,) if (band := usual_band(split.minutes[split.trials.hit])) else ()]
    if ZONE in timeline.series and not asking.trigger.startswith(("person.", "zone.")):
        few.append((SomebodyHome(), SomebodyHome(home=False)))
    for conditions in few:
        yield len(conditions), [(condition, is_met(condition, timeline, checks)) for condition in conditions]
    if (clearest := clearest_band(split.minutes, split.trials.hit)) is not None:
        yield TRIED, [(clearest, is_met(clearest, timeline, checks))]
    yield states_kept(split, timeline, asking.taken, _PRICE[StateIs])


def _idle(timeline: Timeline, asking: Asking, checks: Checks) -> Iterator[_Test]:
    """Yield how long the trigger's entity, or a sensor of the same room, may have been quiet before."""
    entities = timeline.home.entities
    area = entities[asking.trigger].area_id if asking.trigger in entities else None
    same_room = {name for name, one in entities.items() if area and one.area_id == area}
    quiet = {name for name in same_room if name in timeline.series and name not in asking.taken}
    if not asking.hold:
        quiet |= {asking.trigger}
    for name in sorted(quiet):
        if name.startswith("binary_sensor."):
            seconds = lasted(name, "off", timeline, checks)
            yield from ((Idle(entity_id=name, state="off", seconds=least), seconds > least) for least in _IDLE)
