"""Whether a condition held, at moments of the past, as Home Assistant would have found it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.day import DAY
from ..model.habits.pattern import Between, Condition, Dark, Idle, NumberIs, SomebodyHome, StateIs
from ..model.home import HOME_ZONE
from ..model.readings import Readings
from .hearing import heard
from .series import Series
from .timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checks:
    """Moments at which an automation checks its conditions.

    Attributes:
        times: float64[n], UTC epoch seconds.
        fired: float64[n], when the trigger's entity changed: earlier, where its state had to last.
        trigger: the trigger's entity; None for a time of day.
    """

    times: NDArray[np.float64]
    fired: NDArray[np.float64]
    trigger: str | None = None

    @classmethod
    def at(cls, times: NDArray[np.float64]) -> Checks:
        """Check at moments that no entity's change has set."""
        return cls(times=times, fired=times)


def is_met(condition: Condition, timeline: Timeline, checks: Checks) -> NDArray[np.bool_]:
    """Tell at which checks a condition held: bool[n]. What happens at the very moment comes too late.

    Examples:
        >>> lamp = past("0 light.hall off, 60 light.hall on, 400 light.hall off")
        >>> checks = Checks.at(np.array([60.0, 100.0, 200.0, 500.0]))
        >>> is_met(StateIs(entity_id="light.hall", state="on"), lamp, checks).tolist()
        [False, True, True, False]
        >>> is_met(Idle(entity_id="light.hall", state="on", seconds=60), lamp, checks).tolist()
        [False, False, True, False]
    """
    times = checks.times
    match condition:
        case Dark(dark=dark):
            return np.asarray(timeline.dark(times) == dark)
        case Between():
            return in_band(timeline.calendar.minute(times), condition)
        case SomebodyHome(home=home):
            return _was_home(timeline, times, somebody=home)
        case StateIs(entity_id=name, state=state):
            return _was(name, state, timeline.series.get(name), times)
        case Idle(entity_id=name, state=state, seconds=seconds):
            return np.asarray(lasted(name, state, timeline, checks) > seconds)
        case NumberIs(measured=name):
            return _measured(condition, timeline.readings.get(name), times)


def in_band(minutes: NDArray[np.float64], band: Between) -> NDArray[np.bool_]:
    """Tell which clock times lie in a band.

    Examples:
        >>> in_band(np.array([1400.0, 10.0, 600.0]), Between(after=1320, before=360)).tolist()
        [True, True, False]
    """
    return np.asarray(np.mod(minutes - band.after, DAY) < np.mod(band.before - band.after, DAY))


def _measured(condition: NumberIs, readings: Readings | None, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell when a sensor measured what is asked for; while it is away it measures nothing, and neither before."""
    if readings is None:
        return np.zeros(len(times), dtype=np.bool_)
    return within(readings.before(times), condition.above, condition.below)


def within(values: NDArray[np.float32], above: float | None, below: float | None) -> NDArray[np.bool_]:
    """Tell which values lie between two limits, of which one may be missing; the limits don't, nor does NaN.

    Examples:
        >>> within(np.array([39.9, 40.0, np.nan], dtype=np.float32), None, 40.0).tolist()
        [True, False, False]
    """
    holds = ~np.isnan(values)
    # As exact as the values are: 21.3 is not below 21.3.
    if above is not None:
        holds &= values > _narrow(above)
    if below is not None:
        holds &= values < _narrow(below)
    return np.asarray(holds)


def _was(name: str, state: str, series: Series | None, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    if series is None:
        return np.zeros(len(times), dtype=np.bool_)
    return heard.was(name, series, state, times)


def _was_home(timeline: Timeline, times: NDArray[np.float64], *, somebody: bool) -> NDArray[np.bool_]:
    """Read how many persons are home: the count of several, or whether the only one is; of none, nothing is known."""
    persons = timeline.persons
    if not persons:
        return np.zeros(len(times), dtype=np.bool_)
    is_alone = len(persons) == 1
    name = persons[0] if is_alone else HOME_ZONE
    series = timeline.series[name]
    is_home = _was(name, "home", series, times) if is_alone else ~_was(name, "0", series, times)
    return np.asarray((is_home == somebody) & (series.codes_at(times, inclusive=False) >= 0))


def lasted(name: str, state: str, timeline: Timeline, checks: Checks) -> NDArray[np.float64]:
    """Return for how many seconds an entity had been in a state at each check, float64[n]; minus infinity: was not.

    Examples:
        >>> lamp = past("0 light.hall off, 60 light.hall on, 400 light.hall off")
        >>> lasted("light.hall", "on", lamp, Checks.at(np.array([100.0, 500.0]))).tolist()
        [40.0, -inf]
    """
    moments = checks.fired if name == checks.trigger else checks.times
    if (series := timeline.series.get(name)) is None:
        return np.full(len(moments), -np.inf)
    if heard.differs(series):
        return np.where(_was(name, state, series, moments), moments - heard.since(series, moments), -np.inf)
    codes, since = series.stood(moments)
    return np.where(codes == series.code_of(state), moments - since, -np.inf)


def _narrow(limit: float) -> np.float32:
    """Return a limit as readings have numbers; one that is too large for that is one that nothing reaches."""
    with np.errstate(over="ignore"):
        return np.float32(limit)
