"""One rule, asked of the past exactly as its automation would run: when would it have fired, and was that wanted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .acts import Unit
from .timeline import Timeline


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

    A firing counts while the unit is not done. With ``hold`` it counts once the state has lasted, or an act within the
    delay came first. Of several firings that one act answers, the automation would have acted at the first.
    """
    open_at = triggers[~unit.is_done(timeline, triggers)]
    ends = timeline.series[rule.entity_id].until(open_at) if rule.hold else np.full(len(open_at), np.inf)
    act, delay = next_act(unit.acts, open_at)
    hit = (delay >= rule.low) & (delay <= rule.high) & (open_at + delay < ends)
    counts = hit | ((ends > open_at + rule.hold) & ~((delay < rule.low) & (open_at + delay < ends)))
    act = np.where(hit, act, -1)
    repeated = np.zeros(len(act), dtype=np.bool_)
    repeated[1:] = hit[1:] & (act[1:] == act[:-1])
    return Trials(time=open_at, hit=hit, act=act).where(counts & ~repeated)


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
    hits = trials = 0
    for shift in (-4, -3, -2, -1, 1, 2, 3, 4):
        moved = times + shift * 86400.0
        moved = moved[(moved >= timeline.since) & (moved <= timeline.until)]
        moved = moved[~unit.is_done(timeline, moved)]
        _, delay = next_act(unit.acts, moved)
        hits += int(np.count_nonzero((delay >= rule.low) & (delay <= rule.high)))
        trials += len(moved)
    return (hits + 0.5) / (trials + 1)
