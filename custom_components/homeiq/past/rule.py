"""One rule, asked of the past exactly as its automation would run: when would it have fired, and was that wanted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .acts import Unit
from .timeline import Timeline

_SHIFTS = 86400.0 * np.array([[-4], [-3], [-2], [-1], [1], [2], [3], [4]])  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A trigger and the delay at which people act on it.

    Attributes:
        entity_id: whose change it is.
        to: the state it comes to.
        low: shortest delay of an act that answers it, seconds.
        high: longest.
        hold: seconds the trigger's state has to last; 0 acts at once.
    """

    entity_id: str
    to: str
    low: float
    high: float
    hold: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trials:
    """The firings of a rule while there was something left to do.

    Attributes:
        time: float64[n], UTC epoch seconds of the trigger.
        hit: bool[n], a person did it within the rule's delay.
        act: int64[n], which of the unit's acts answered; -1 where none did.
    """

    time: NDArray[np.float64]
    hit: NDArray[np.bool_]
    act: NDArray[np.int64]

    def where(self, keep: NDArray[np.bool_]) -> Trials:
        """Keep some of the firings."""
        return Trials(time=self.time[keep], hit=self.hit[keep], act=self.act[keep])


def try_rule(rule: Rule, unit: Unit, timeline: Timeline, triggers: NDArray[np.float64]) -> Trials:
    """Run a rule at all firings of its trigger.

    A firing counts while the unit is not done. With ``hold`` it counts once the state has lasted and there still is
    something to do, or when an act within the delay came first. Of several firings that one act answers, the automation
    would have acted at the first.
    """
    trials = _lasting(rule, unit, timeline, triggers) if rule.hold else _at_once(rule, unit, timeline, triggers)
    repeated = np.zeros(len(trials.act), dtype=np.bool_)
    repeated[1:] = trials.hit[1:] & (trials.act[1:] == trials.act[:-1])
    return trials.where(~repeated)


def _at_once(rule: Rule, unit: Unit, timeline: Timeline, triggers: NDArray[np.float64]) -> Trials:
    open_at = triggers[~unit.is_done(timeline, triggers)]
    act, delay = next_act(unit.acts, open_at)
    hit = (delay >= rule.low) & (delay <= rule.high)
    return Trials(time=open_at, hit=hit, act=np.where(hit, act, -1)).where(hit | (delay >= rule.low))


def _lasting(rule: Rule, unit: Unit, timeline: Timeline, triggers: NDArray[np.float64]) -> Trials:
    due = triggers + rule.hold
    ends = timeline.series[rule.entity_id].until(triggers)
    act, delay = next_act(unit.acts, triggers + rule.low)
    delay = delay + rule.low
    hit = (delay <= rule.high) & (triggers + delay < ends)
    would_run = (ends > due) & ~unit.is_done(timeline, due)
    counts = would_run | (hit & (delay <= rule.hold))
    return Trials(time=triggers, hit=hit, act=np.where(hit, act, -1)).where(counts)


def run_times(trials: Trials, hold: int, unit: Unit) -> NDArray[np.float64]:
    """Return when the automation would have checked its conditions, UTC epoch seconds.

    That is once the state has lasted; where a person was earlier, it has to be judged by the moment before the act.
    """
    due = trials.time + hold
    if not hold or not len(unit.acts):
        return due
    return np.where(trials.hit, np.minimum(due, unit.acts[trials.act]), due)


def next_act(acts: NDArray[np.float64], moments: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return, for each moment, the index of the next act after it and the seconds until then (infinity: none)."""
    index = np.searchsorted(acts, moments, "right")
    ends = np.append(acts, np.inf)
    return index, ends[index] - moments


def chance_of(rule: Rule, unit: Unit, timeline: Timeline, times: NDArray[np.float64]) -> float:
    """Return the share of the same clock times on other days at which a person would have acted anyway.

    Shifting by whole days keeps the home's daily rhythm and breaks the link between cause and act.

    Args:
        times: float64[n], the firings that count.
    """
    moved = (times + _SHIFTS).ravel()
    moved = moved[(moved >= timeline.since) & (moved <= timeline.until)]
    moved = moved[~unit.is_done(timeline, moved)]
    _, delay = next_act(unit.acts, moved)
    hits = int(np.count_nonzero((delay >= rule.low) & (delay <= rule.high)))
    return (hits + 0.5) / (len(moved) + 1)
