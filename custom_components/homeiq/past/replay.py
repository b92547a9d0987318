"""Replay: what an automation would have done on the home's own past, told causally.

It fires as Home Assistant would fire it, sees nothing of the future, does nothing where nothing is left to do, and each
of its runs is held against what people then did by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Pattern
from ..model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, answers, has_moment, is_called
from ..model.habits.waiting import soonest_answer
from .acts import Unit
from .condition import Checks, is_met
from .days.calendar import falls_on
from .days.dials import moments_of
from .numbers.crossings import change_of, set_off_in
from .presence import somebody_home
from .rule import Attempt, Heard, Outcomes, Rule, run_times
from .timeline import Timeline
from .together import moved_together, moved_with_rarest
from .uses import overlong

TOLERANCE = 30 * 60.0
"""Seconds; a routine so far off is still the act that people meant."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replay:
    """What an automation would have done.

    Attributes:
        outcomes: its runs, and which of them a person made unnecessary or wanted.
        times: float64[n], when it would have run, UTC epoch seconds.
    """

    outcomes: Outcomes
    times: NDArray[np.float64]

    def where(self, keep: NDArray[np.bool_]) -> Replay:
        """Keep some of the runs."""
        return Replay(outcomes=self.outcomes.where(keep), times=self.times[keep])


def replay(pattern: Pattern, unit: Unit, timeline: Timeline) -> Replay:
    """Return when the automation would have acted, and whether people did.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:02 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> played = replay(habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp), lamp)
        >>> (played.times / 3600).tolist(), played.outcomes.hit.tolist()
        ([18.0, 42.0], [True, False])
    """
    outcomes = _outcomes(pattern, unit, timeline)
    for_seconds, name = 0, None
    if answers(pattern.trigger):
        for_seconds, name = pattern.trigger.for_seconds, pattern.trigger.entity_id
    checks = Checks(times=run_times(outcomes, for_seconds, unit), fired=outcomes.time, trigger=name)
    return Replay(outcomes=outcomes, times=checks.times).where(applies(pattern, timeline, checks))


def kept_acts(pattern: Pattern, unit: Unit, timeline: Timeline) -> NDArray[np.float64]:
    """Return the acts of people that the automation would have spared, or found done: UTC epoch seconds, ascending.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:30 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> (kept_acts(habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp), lamp) / 3600).tolist()
        [18.5]
    """
    return kept_in(replay(pattern, unit, timeline), pattern, unit)


def kept_in(played: Replay, pattern: Pattern, unit: Unit) -> NDArray[np.float64]:
    """Return the acts of people that were spared or found done; of a scene, the occasions on which they did all of it.

    Args:
        played: what the automation would have done.
        pattern: of which habit.
        unit: what it acts on.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:30 light.a on, 23:00 light.a off, 42:50 light.a on, 47:00 light.a off")
        >>> evening, lights = habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp)
        >>> (kept_in(replay(evening, lights, lamp), evening, lights) / 3600).tolist()
        [18.5]
    """
    outcomes = played.outcomes
    if is_called(pattern.trigger):
        return outcomes.time[outcomes.hit]
    return unit.acts[np.unique(outcomes.act[outcomes.hit])]


def _outcomes(pattern: Pattern, unit: Unit, timeline: Timeline) -> Outcomes:
    match pattern.trigger:
        case OnChange() | Crosses():
            return _followed(pattern, pattern.trigger, unit, timeline)
        case AtTime() | AtSun():
            return _timed(pattern, unit, timeline)
        case LeftOn(entity_id=name, to=to, for_seconds=bound):
            return overlong(timeline, name, to, bound)
        case OnDemand():
            if pattern.otherwise:
                return moved_with_rarest(pattern.brings, timeline)
            return moved_together(pattern.entities, pattern.state, timeline)
        case _:
            assert_never(pattern.trigger)


def _followed(pattern: Pattern, trigger: OnChange | Crosses, unit: Unit, timeline: Timeline) -> Outcomes:
    past, times = set_off_in(timeline, trigger)
    if not len(times):
        return Outcomes(time=np.array([]), hit=np.array([], dtype=np.bool_), act=np.array([], dtype=np.int64))
    change = change_of(trigger)
    rule = Rule(
        entity_id=change.entity_id,
        to=change.to,
        low=soonest_answer(change.for_seconds),
        high=pattern.evidence.window_seconds,
        for_seconds=change.for_seconds,
    )
    firings = Heard(timeline=past, entity_id=change.entity_id, time=times)
    return Attempt(firings=firings, unit=unit).outcomes(rule)


def due(pattern: Pattern, unit: Unit, timeline: Timeline) -> NDArray[np.float64]:
    """Return the moments at which the clock or the sun sets a pattern off, on days that the home was lived in.

    Those at which nobody was home are left out, unless people mostly did it from afar.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:30 light.a on, 23:00 light.a off, 47:00 light.a off, 67:00 light.a on")
        >>> (due(habit(AtTime(minute=18 * 60)), unit("light.a", "on", lamp), lamp) / 3600).tolist()
        [18.0, 66.0]
    """
    times = moments(pattern, timeline.days[timeline.is_lived(timeline.days)], timeline)
    return times[somebody_home(timeline, times)] if unit.is_for_who_is_home(times, TOLERANCE) else times


def moments(pattern: Pattern, days: NDArray[np.int64], timeline: Timeline) -> NDArray[np.float64]:
    """Return the moments of some days at which the clock or the sun sets a pattern off, as far as the past goes.

    Args:
        pattern: one that nothing else sets off has no such moments.
        days: int64[n], local days since 1970-01-01, ascending.
        timeline: the past.

    Returns:
        float64[n], UTC epoch seconds, ascending.

    Examples:
        >>> lamp = past("12:00 light.a off, 18:30 light.a on, 23:00 light.a off, 47:00 light.a off, 67:00 light.a on")
        >>> (moments(habit(AtTime(minute=18 * 60)), lamp.days, lamp) / 3600).tolist()
        [18.0, 42.0, 66.0]
    """
    if not has_moment(pattern.trigger):
        return np.array([])
    trigger = pattern.trigger
    by_clock = timeline.calendar.shown(days, trigger.minute) if isinstance(trigger, AtTime) else None
    times = moments_of(trigger, days, timeline) if by_clock is None else by_clock
    with np.errstate(invalid="ignore"):
        recorded = (times >= timeline.since + TOLERANCE) & (times <= timeline.until - TOLERANCE)
    return times[recorded]


def _timed(pattern: Pattern, unit: Unit, timeline: Timeline) -> Outcomes:
    times = due(pattern, unit, timeline)
    acts = np.append(unit.acts, np.inf)
    done = unit.is_done(timeline, times)
    first, after = (np.searchsorted(unit.acts, since, "left") for since in (times - TOLERANCE, times))
    # Where it was done and undone before, the automation would do it again; who then does it too wants that.
    again = ~done & (acts[after] <= times + TOLERANCE)
    act = np.where(again, after, first)
    hit = acts[act] <= times + TOLERANCE
    outcomes = Outcomes(
        time=times, hit=hit, act=np.where(hit, act, -1), idle=hit & done, late=hit & ~done & (acts[act] < times)
    )
    return outcomes.where(hit | ~done)


def applies(pattern: Pattern, timeline: Timeline, checks: Checks) -> NDArray[np.bool_]:
    """Tell at which runs it is one of a pattern's days and all of its conditions hold, bool[n].

    Examples:
        >>> evening = habit(AtTime(minute=18 * 60), conditions=(Dark(),), weekdays=WORKDAYS)
        >>> moments = np.array([18.5, 36.0, 42.5, 66.5]) * 3600
        >>> applies(evening, past("0 light.a off"), Checks.at(moments)).tolist()
        [True, False, True, False]
    """
    holds = falls_on(timeline.calendar.day(checks.times), pattern.weekdays)
    for condition in pattern.conditions:
        holds &= is_met(condition, timeline, checks)
    return holds
