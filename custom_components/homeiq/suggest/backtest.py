"""The back-test: what the drafted automation would have done on the home's own past, told causally.

It fires as Home Assistant would fire it, sees nothing of the future, does nothing where nothing is left to do, and is
judged by what people then did by hand.
"""

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import AtSun, AtTime, Between, Condition, Dark, OnChange, Pattern, StateIs
from ..model.suggestion import Backtest
from ..past.acts import Unit
from ..past.calendar import DAY, weekday
from ..past.presence import somebody_home
from ..past.rule import Rule, Trials, try_rule
from ..past.sun import sun_times
from ..past.timeline import Timeline

_TOLERANCE = 30 * 60.0  # a routine half an hour off is still the act that people meant, seconds
_NEARBY = 90 * 60.0  # an act this near that the automation would not have done is a miss, seconds


def backtest(pattern: Pattern, unit: Unit, timeline: Timeline, since: float = -np.inf) -> Backtest:
    """Replay a pattern from ``since`` (UTC epoch seconds) to the end of the timeline."""
    trials = firings(pattern, unit, timeline)
    trials = trials.where(trials.time >= since)
    hits = int(trials.hit.sum())
    return Backtest(
        days=len(np.unique(timeline.calendar.day(trials.time))),
        runs=len(trials.time),
        hits=hits,
        false_alarms=len(trials.time) - hits,
        misses=_misses(pattern, unit, timeline, trials, since),
    )


def firings(pattern: Pattern, unit: Unit, timeline: Timeline) -> Trials:
    """Return when the automation would have acted, and whether people did."""
    if isinstance(pattern.trigger, OnChange):
        trials = _followed(pattern, pattern.trigger, unit, timeline)
    else:
        trials = _timed(pattern, unit, timeline)
    return trials.where(_holds(pattern, timeline, trials.time))


def _followed(pattern: Pattern, trigger: OnChange, unit: Unit, timeline: Timeline) -> Trials:
    if (series := timeline.series.get(trigger.entity_id)) is None:
        return Trials(time=np.array([]), hit=np.array([], dtype=np.bool_), act=np.array([], dtype=np.int64))
    rule = Rule(
        entity_id=trigger.entity_id,
        to=trigger.to,
        low=0.5 * trigger.for_seconds,
        high=pattern.evidence.window_seconds,
        hold=trigger.for_seconds,
    )
    return try_rule(rule, unit, timeline, series.reached(trigger.to))


def _moments(pattern: Pattern, timeline: Timeline) -> NDArray[np.float64]:
    """Return the moments at which the clock or the sun sets a pattern off, on days that the home was lived in."""
    days = timeline.days[np.isin(timeline.days, tuple(timeline.lived_days))]
    match pattern.trigger:
        case AtTime(minute=minute):
            times = timeline.calendar.moment(days, minute)
        case AtSun(event=event, offset_minutes=offset):
            times = sun_times(days, timeline.home.latitude, timeline.home.longitude)[event == "sunset"] + offset * 60
        case _:
            return np.array([])
    with np.errstate(invalid="ignore"):
        recorded = (times >= timeline.since + _TOLERANCE) & (times <= timeline.until - _TOLERANCE)
    times = times[recorded]
    return times[somebody_home(timeline, times)]


def _timed(pattern: Pattern, unit: Unit, timeline: Timeline) -> Trials:
    times = _moments(pattern, timeline)
    acts = np.append(unit.acts, np.inf)
    first = np.searchsorted(unit.acts, times - _TOLERANCE, "left")
    hit = acts[first] <= times + _TOLERANCE
    counts = hit | ~unit.is_done(timeline, times)
    return Trials(time=times, hit=hit, act=np.where(hit, first, -1)).where(counts)


def _holds(pattern: Pattern, timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    holds = np.isin(weekday(timeline.calendar.day(times)), tuple(pattern.weekdays))
    for condition in pattern.conditions:
        holds &= is_met(condition, timeline, times)
    return holds


def is_met(condition: Condition, timeline: Timeline, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell at which moments a condition holds."""
    match condition:
        case Dark(dark=dark):
            return np.asarray(timeline.dark(times) == dark)
        case Between(after=after, before=before):
            return np.asarray(np.mod(timeline.calendar.minute(times) - after, DAY) < np.mod(before - after, DAY))
        case StateIs(entity_id=name, state=state):
            series = timeline.series.get(name)
            if series is None:
                return np.zeros(len(times), dtype=np.bool_)
            return series.was(state, times, inclusive=False)


def _misses(pattern: Pattern, unit: Unit, timeline: Timeline, trials: Trials, since: float) -> int:
    """Count the acts left to people: all of a follow-up's, those nearby of a routine's."""
    acts = np.setdiff1d(np.arange(len(unit.acts)), trials.act)
    times = unit.acts[acts]
    times = times[(times >= since) & _holds(pattern, timeline, times)]
    if isinstance(pattern.trigger, OnChange):
        return len(times)
    moments = np.append(np.append(-np.inf, _moments(pattern, timeline)), np.inf)
    place = np.searchsorted(moments, times)
    near = np.minimum(times - moments[place - 1], moments[place] - times)
    return int(np.count_nonzero((near > _TOLERANCE) & (near <= _NEARBY)))
