"""The back-test: what the drafted automation would have done on the home's own past, told causally.

It fires as Home Assistant would fire it, sees nothing of the future, does nothing where nothing is left to do, and is
judged by what people then did by hand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import AtSun, AtTime, LeftOn, OnChange, OnDemand, Pattern
from ..model.suggestion import Backtest
from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.condition import Checks, is_met
from ..past.presence import somebody_home
from ..past.rule import Attempt, Firings, Rule, Trials, run_times
from ..past.sun import sun_times
from ..past.timeline import Timeline
from ..past.together import moved_together
from ..past.uses import overlong

_TOLERANCE = 30 * 60.0  # a routine half an hour off is still the act that people meant, seconds
_NEARBY = 90 * 60.0  # an act this near that the automation would not have done is a miss, seconds
_UNDONE = 600.0  # who does the opposite so soon did not want it, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replay:
    """What an automation would have done.

    Attributes:
        trials: its runs, and which of them a person made unnecessary or wanted.
        times: float64[n], when it would have run, UTC epoch seconds.
    """

    trials: Trials
    times: NDArray[np.float64]

    def where(self, keep: NDArray[np.bool_]) -> Replay:
        """Keep some of the runs."""
        return Replay(trials=self.trials.where(keep), times=self.times[keep])


def backtest(pattern: Pattern, unit: Unit, timeline: Timeline, since: float = -np.inf) -> Backtest:
    """Replay a pattern from ``since`` (UTC epoch seconds) to the end of the timeline."""
    played = replay(pattern, unit, timeline)
    played = played.where(played.times >= since)
    hits = int(played.trials.hit.sum())
    return Backtest(
        days=len(np.unique(timeline.calendar.day(played.times))),
        runs=len(played.times),
        hits=hits,
        false_alarms=len(played.times) - hits,
        misses=_misses(pattern, unit, timeline, played.trials, since),
        reversals=_reversals(pattern, unit, timeline, played),
    )


def replay(pattern: Pattern, unit: Unit, timeline: Timeline) -> Replay:
    """Return when the automation would have acted, and whether people did."""
    trials = _trials(pattern, unit, timeline)
    hold, name = 0, None
    if isinstance(pattern.trigger, OnChange):
        hold, name = pattern.trigger.for_seconds, pattern.trigger.entity_id
    checks = Checks(times=run_times(trials, hold, unit), fired=trials.time, trigger=name)
    return Replay(trials=trials, times=checks.times).where(applies(pattern, timeline, checks))


def _trials(pattern: Pattern, unit: Unit, timeline: Timeline) -> Trials:
    match pattern.trigger:
        case OnChange():
            return _followed(pattern, pattern.trigger, unit, timeline)
        case AtTime() | AtSun():
            return _timed(pattern, unit, timeline)
        case LeftOn(entity_id=name, to=to, for_seconds=bound):
            return overlong(timeline, name, to, bound)
        case OnDemand():
            return moved_together(pattern.entities, pattern.state, timeline)


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
    firings = Firings(timeline=timeline, entity_id=trigger.entity_id, time=series.reached(trigger.to))
    return Attempt(firings=firings, unit=unit).trials(rule)


def _moments(pattern: Pattern, timeline: Timeline) -> NDArray[np.float64]:
    """Return the moments at which the clock or the sun sets a pattern off, on days that the home was lived in."""
    days = timeline.days[timeline.is_lived(timeline.days)]
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


def applies(pattern: Pattern, timeline: Timeline, checks: Checks) -> NDArray[np.bool_]:
    """Tell at which runs it is one of a pattern's days and all of its conditions hold, bool[n]."""
    holds = falls_on(timeline.calendar.day(checks.times), pattern.weekdays)
    for condition in pattern.conditions:
        holds &= is_met(condition, timeline, checks)
    return holds


def _misses(pattern: Pattern, unit: Unit, timeline: Timeline, trials: Trials, since: float) -> int:
    """Count the acts left to people: all of a follow-up's, those nearby of a routine's."""
    if isinstance(pattern.trigger, LeftOn | OnDemand):
        return 0
    acts = np.setdiff1d(np.arange(len(unit.acts)), trials.act)
    times = unit.acts[acts]
    times = times[(times >= since) & applies(pattern, timeline, Checks.at(times))]
    if isinstance(pattern.trigger, OnChange):
        return len(times)
    moments = np.append(np.append(-np.inf, _moments(pattern, timeline)), np.inf)
    place = np.searchsorted(moments, times)
    near = np.minimum(times - moments[place - 1], moments[place] - times)
    return int(np.count_nonzero((near > _TOLERANCE) & (near <= _NEARBY)))


def _reversals(pattern: Pattern, unit: Unit, timeline: Timeline, played: Replay) -> int:
    """Count the runs of which a person did the opposite within ten minutes.

    What they did themselves at the run, they undid after it. Before a run it counts as well, where they had undone
    their own act or not acted at all: the automation would have done again what they had just undone.
    """
    if isinstance(pattern.trigger, LeftOn | OnDemand) or not len(played.times):
        return 0
    times = played.times
    acted = np.where(played.trials.hit, np.append(unit.acts, 0.0)[played.trials.act], -np.inf)
    start = np.where(acted >= times, acted, np.maximum(acted, times - _UNDONE))
    end = np.where(acted >= times, acted + _UNDONE, np.where(played.trials.hit, times, times + _UNDONE))
    undone = np.zeros(len(times), dtype=np.bool_)
    for name in unit.entities:
        series = timeline.series[name]
        opposite = series.time[series.by_people & ~series.comes_to(unit.state)]
        undone |= np.append(opposite, np.inf)[np.searchsorted(opposite, start, "right")] <= end
    return int(undone.sum())
