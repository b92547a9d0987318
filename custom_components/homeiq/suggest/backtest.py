"""The back-test: how the drafted automation would have fared on the home's own past, judged by what people did."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Backtest
from ..model.habits.trigger import answers, spares_acts
from ..past.acts import Unit
from ..past.condition import Checks
from ..past.replay import TOLERANCE, Replay, applies, due, replay
from ..past.rule import Outcomes
from ..past.timeline import Timeline, telling

_NEARBY = 90 * 60.0  # an act this near that the automation would not have done is a miss, seconds
_UNDONE = 600.0  # who does the opposite so soon did not want it, seconds


def backtest(
    pattern: Pattern, unit: Unit, timeline: Timeline, since: float = -np.inf, until: float = np.inf
) -> Backtest:
    """Replay a pattern from ``since`` to before ``until``, UTC epoch seconds.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:02 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> test = backtest(habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp), lamp)
        >>> test.runs, test.hits, test.false_alarms, test.misses
        (2, 1, 1, 1)
    """
    played = replay(pattern, unit, timeline)
    played = played.where((played.times >= since) & (played.times < until))
    missed = missed_acts(pattern, unit, timeline, played.outcomes)
    idle, late = (0 if some is None else int(some.sum()) for some in (played.outcomes.idle, played.outcomes.late))
    hits = int(played.outcomes.hit.sum()) - late
    return Backtest(
        days=len(np.unique(timeline.calendar.day(played.times))),
        runs=len(played.times),
        hits=hits,
        false_alarms=len(played.times) - hits,
        misses=int(np.count_nonzero((missed >= since) & (missed < until))),
        reversals=_reversals(pattern, unit, timeline, played),
        idle=idle,
        late=late,
    )


def missed_acts(pattern: Pattern, unit: Unit, timeline: Timeline, outcomes: Outcomes) -> NDArray[np.float64]:
    """Find the acts that were left to people: all of a follow-up's, and of a routine's those not far from its time.

    Args:
        outcomes: the runs that count; what these do is not left.

    Returns:
        float64[n], UTC epoch seconds, ascending.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:02 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> evening, lights = habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp)
        >>> (missed_acts(evening, lights, lamp, replay(evening, lights, lamp).outcomes) / 3600).round(2).tolist()
        [42.83]
    """
    if not spares_acts(pattern.trigger):
        return np.empty(0)
    times = unit.acts[np.setdiff1d(np.arange(len(unit.acts)), outcomes.act)]
    times = times[applies(pattern, timeline, Checks.at(times))]
    if answers(pattern.trigger):
        return times
    moments = np.append(np.append(-np.inf, due(pattern, unit, timeline)), np.inf)
    place = np.searchsorted(moments, times)
    near = np.minimum(times - moments[place - 1], moments[place] - times)
    return np.asarray(times[(near > TOLERANCE) & (near <= _NEARBY)])


def _reversals(pattern: Pattern, unit: Unit, timeline: Timeline, played: Replay) -> int:
    """Count the runs of which a person did the opposite within ten minutes.

    What they did themselves at the run, they undid after it. Before a run it counts as well, where they had undone
    their own act or not acted at all: the automation would have done again what they had just undone.
    """
    if not spares_acts(pattern.trigger) or not len(played.times):
        return 0
    times = played.times
    acted = np.where(played.outcomes.hit, np.append(unit.acts, 0.0)[played.outcomes.act], -np.inf)
    start = np.where(acted >= times, acted, np.maximum(acted, times - _UNDONE))
    end = np.where(acted >= times, acted + _UNDONE, np.where(played.outcomes.hit, times, times + _UNDONE))
    undone = np.zeros(len(times), dtype=np.bool_)
    for name in unit.entities:
        series = telling(timeline, name, unit.state)
        opposite = series.time[series.by_people & ~series.comes_to(unit.state_of(name))]
        undone |= np.append(opposite, np.inf)[np.searchsorted(opposite, start, "right")] <= end
    return int(undone.sum())
