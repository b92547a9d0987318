"""Conditions learned from the misses: what was true when the act followed, and was not when it did not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Between, Condition, Dark, Idle, SomebodyHome, StateIs
from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.chance import log_likelihood, wilson_lower
from ..past.condition import Checks, is_met, lasted
from ..past.presence import ZONE
from ..past.rule import Trials, run_times
from ..past.timeline import Timeline
from .bands import TRIED, clearest_band, usual_band
from .witnesses import said_beyond_clock, states_kept

_KEPT = 0.75  # share of the hits that a condition has to keep
_GAIN = 0.06  # what the lower bound has to win for a condition to be worth its words
_SURE = 3.0  # logarithm of the likelihood ratio that convinces where one condition was tried
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
    split = _Split(so_far.trials)
    times = run_times(so_far.trials, asking.hold, asking.unit)
    checks = Checks(times=times, fired=so_far.trials.time, trigger=asking.trigger)
    for tried, tests in _tests(so_far.trials, timeline, asking, checks):
        for condition, holds in tests:
            kind = type(condition)
            bound = None if kind in map(type, so_far.conditions) else split.bound(holds, tried, _PRICE[kind])
            if bound is None or (kind is StateIs and not _is_sure(so_far.trials, holds, timeline, (times, tried))):
                continue
            trials = so_far.trials.where(holds)
            yield bound - _DOUBT[kind], replace(so_far, trials=trials, conditions=(*so_far.conditions, condition))
    if so_far.weekdays == EVERY_DAY:
        days = timeline.calendar.day(times)
        for some in (WORKDAYS, WEEKEND):
            holds = falls_on(days, some)
            if (bound := split.bound(holds, 2, 0.0)) is not None:
                yield bound, replace(so_far, trials=so_far.trials.where(holds), weekdays=some)


def _is_sure(
    trials: Trials, holds: NDArray[np.bool_], timeline: Timeline, asked: tuple[NDArray[np.float64], int]
) -> bool:
    times, tried = asked
    return said_beyond_clock(trials, holds, timeline, times) >= _SURE + log(tried)


class _Split:
    """Firings, to be split by a condition."""

    def __init__(self, trials: Trials) -> None:
        self._hit = trials.hit
        self._n, self._h = len(trials.hit), int(np.count_nonzero(trials.hit))
        self._least = wilson_lower(self._h, self._n) + _GAIN

    def bound(self, holds: NDArray[np.bool_], tried: int, price: float) -> float | None:
        """Return the lower bound where a condition holds; None where the condition isn't worth it.

        Args:
            tried: among how many conditions it was found.
            price: what it has to win beside the gain that all have to.
        """
        n_in, h_in = int(np.count_nonzero(holds)), int(np.count_nonzero(holds & self._hit))
        if h_in < _KEPT * self._h or n_in == self._n:
            return None
        bound = wilson_lower(h_in, n_in)
        return bound if bound - price >= self._least and self._tells(n_in, h_in, tried) else None

    def _tells(self, n_in: int, h_in: int, tried: int) -> bool:
        """Tell whether hits are split from misses more clearly than the best of ``tried`` would by accident."""
        n_out, h_out = self._n - n_in, self._h - h_in
        gain = log_likelihood(h_in, n_in) + log_likelihood(h_out, n_out) - log_likelihood(self._h, self._n)
        return gain >= _SURE + log(tried)


def _tests(trials: Trials, timeline: Timeline, asking: Asking, checks: Checks) -> Iterator[_Tests]:
    """Yield the conditions worth trying and where they hold, those of one kind together, with how many these are."""
    dark = is_met(Dark(), timeline, checks)
    yield 2, ((Dark(), dark), (Dark(dark=False), ~dark))
    idle = [*_idle(timeline, asking, checks)]
    yield len(idle), idle
    minutes = timeline.calendar.minute(checks.times)
    few: list[Sequence[Condition]] = [(band,) if (band := usual_band(minutes[trials.hit])) else ()]
    if ZONE in timeline.series and not asking.trigger.startswith(("person.", "zone.")):
        few.append((SomebodyHome(), SomebodyHome(home=False)))
    for conditions in few:
        yield len(conditions), [(condition, is_met(condition, timeline, checks)) for condition in conditions]
    if (clearest := clearest_band(minutes, trials.hit)) is not None:
        yield TRIED, [(clearest, is_met(clearest, timeline, checks))]
    yield states_kept(trials, timeline, asking.taken, (checks.times, _KEPT))


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
