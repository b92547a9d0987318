"""One rule, asked of the past exactly as its automation would run: when would it have fired, and was that wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import override

import numpy as np
from numpy.typing import NDArray

from ..model.things import ACT_STATES
from .acts import TOGETHER, Unit
from .hearing import heard
from .places import places
from .timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A trigger and the delay at which people act on it.

    Attributes:
        entity_id: whose change it is.
        to: the state it comes to.
        low: shortest delay of an act that answers it, seconds; 0 where it acts at once.
        high: longest.
        for_seconds: how long the trigger's state has to last, seconds; 0 is at once.
    """

    entity_id: str
    to: str
    low: float
    high: float
    for_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcomes:
    """The firings of a rule while there was something left to do.

    Attributes:
        time: float64[n], UTC epoch seconds of the trigger.
        hit: bool[n], a person did it within the rule's delay, or so near to its moment.
        act: int64[n], which of the unit's acts answered; -1 where none did.
        idle: bool[n], that act came before the automation's, which found nothing left to do; None where none did.
        late: bool[n], that act came before as well, and was undone, so that the automation does it again; the same.
    """

    time: NDArray[np.float64]
    hit: NDArray[np.bool_]
    act: NDArray[np.int64]
    idle: NDArray[np.bool_] | None = None
    late: NDArray[np.bool_] | None = None

    @property
    def share(self) -> float:
        """The share of hits among the firings, of which there is one at least."""
        return int(np.count_nonzero(self.hit)) / len(self.hit)

    @property
    def spared(self) -> NDArray[np.bool_]:
        """Tell which of them would have spared an act, bool[n]: it came only after the automation's."""
        spared = self.hit
        for came_before in (self.idle, self.late):
            spared = spared if came_before is None else spared & ~came_before
        return spared

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Tell which of them nobody wanted, bool[n]."""
        return ~self.hit if self.late is None else ~self.hit | self.late

    def where(self, keep: NDArray[np.bool_]) -> Outcomes:
        """Keep some of the firings."""
        idle, late = (None if some is None else some[keep] for some in (self.idle, self.late))
        return Outcomes(time=self.time[keep], hit=self.hit[keep], act=self.act[keep], idle=idle, late=late)


@dataclass(frozen=True, kw_only=True, eq=False)
class Firings:
    """When a trigger fired.

    Attributes:
        entity_id: whose change it is.
        time: float64[m], UTC epoch seconds, ascending.
    """

    timeline: Timeline
    entity_id: str
    time: NDArray[np.float64]

    @cached_property
    def end(self) -> NDArray[np.float64]:
        """Until when the trigger's state lasted each time, UTC epoch seconds."""
        return self.timeline.series[self.entity_id].until(self.time)

    @cached_property
    def by_hand(self) -> NDArray[np.bool_]:
        """Which of them people made by hand, bool[m]: what sensors tell is no act."""
        if self.entity_id.partition(".")[0] not in ACT_STATES:
            return np.zeros(len(self.time), dtype=np.bool_)
        series = self.timeline.series[self.entity_id]
        return np.asarray(series.by_people[series.time.searchsorted(self.time, "right") - 1])


class Heard(Firings):
    """The same as Home Assistant hears it: each word for a state begins the wait for it anew."""

    @cached_property
    @override
    def end(self) -> NDArray[np.float64]:
        """Until when it told that word, UTC epoch seconds."""
        return heard.until(self.timeline.series[self.entity_id], self.time)


@dataclass(frozen=True, kw_only=True, eq=False)
class Attempt:
    """A trigger tried on a unit: what several rules of the two ask for is found out once."""

    firings: Firings
    unit: Unit

    def outcomes(self, rule: Rule) -> Outcomes:
        """Run a rule at all firings of its trigger.

        A firing counts while the unit is not done. With ``for_seconds`` it counts once the state has lasted and there
        still is something to do, or when an act within the delay came first. Of several firings that one act answers,
        the automation would have acted at the first.
        """
        if rule not in self._asked:
            self._asked[rule] = self._lasting(rule) if rule.for_seconds else self._at_once(rule)
        return self._asked[rule]

    @cached_property
    def _asked(self) -> dict[Rule, Outcomes]:
        return {}

    @cached_property
    def _open(self) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
        """The firings while there was something left to do, the next act after each, and the seconds until then."""
        left = ~self.unit.is_done(self.firings.timeline, self.firings.time)
        times = self.firings.time[left]
        act, delay = next_act(self.unit.acts, times)
        at_once = delay <= TOGETHER
        if not at_once.any():
            return times, act, delay
        # What one hand moved at once is one act: neither of the two things waits for the other.
        apart = ~(at_once & self.firings.by_hand[left])
        return times[apart], act[apart], delay[apart]

    @cached_property
    def _repeats(self) -> NDArray[np.bool_]:
        """Which of those firings has the same act after it as the one before, bool[n - 1]."""
        act = self._open[1]
        return np.asarray(act[1:] == act[:-1])

    def _at_once(self, rule: Rule) -> Outcomes:
        times, act, delay = self._open
        hit = delay <= rule.high
        keep = np.ones(len(times), dtype=np.bool_)
        np.logical_not(hit[1:] & hit[:-1] & self._repeats, out=keep[1:])
        hit = hit[keep]
        return Outcomes(time=times[keep], hit=hit, act=np.where(hit, act[keep], -1))

    def _lasting(self, rule: Rule) -> Outcomes:
        triggers, ends = self.firings.time, self.firings.end
        would_run = ends > triggers + rule.for_seconds
        act, delay = next_act(self.unit.acts, triggers + rule.low)
        delay += rule.low
        # Most neither lasted nor led to anything soon.
        some = np.flatnonzero(would_run | (delay <= rule.for_seconds))
        triggers, ends, would_run, act, delay = triggers[some], ends[some], would_run[some], act[some], delay[some]
        hit = (delay <= rule.high) & self._is_in_time(rule, act, ends)
        would_run[would_run] = ~self.unit.is_done(self.firings.timeline, triggers[would_run] + rule.for_seconds)
        before = hit & (delay <= rule.for_seconds)
        late = before & would_run
        if late.any():
            # What was done while it waited, and undone again, it does once more; who then does it too wants that.
            mine = np.flatnonzero(late)
            again, wait = next_act(self.unit.acts, triggers[mine] + rule.for_seconds)
            wanted = (wait <= rule.high - rule.for_seconds) & self._is_in_time(rule, again, ends[mine])
            act[mine[wanted]] = again[wanted]
            before[mine[wanted]] = late[mine[wanted]] = False
        counts = would_run | before
        hit, idle, late = hit[counts], (before & ~late)[counts], late[counts]
        act = np.where(hit, act[counts], -1)
        repeated = np.zeros(len(act), dtype=np.bool_)
        repeated[1:] = hit[1:] & (act[1:] == act[:-1])
        return Outcomes(time=triggers[counts], hit=hit, act=act, idle=idle, late=late).where(~repeated)

    def _is_in_time(self, rule: Rule, act: NDArray[np.int64], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which acts came while the trigger's state still lasted, bool[n]."""
        answered = np.append(self.unit.acts, np.inf)[act]
        # What ends the use that it waited for has lasted until then.
        return np.asarray(answered <= ends if rule.entity_id in self.unit.entities else answered < ends)


def run_times(outcomes: Outcomes, for_seconds: int, unit: Unit) -> NDArray[np.float64]:
    """Return when the automation would have checked its conditions, UTC epoch seconds.

    That is once the state has lasted; where a person was earlier and left it nothing to do, it has to be judged by the
    moment before the act.

    Examples:
        >>> lamps = past("0 light.a off, 60 light.a on")
        >>> outcomes = Outcomes(time=np.array([0.0, 600.0]), hit=np.array([True, False]), act=np.array([0, -1]))
        >>> run_times(outcomes, 300, unit("light.a", "on", lamps)).tolist()
        [60.0, 900.0]
    """
    due = outcomes.time + for_seconds
    if not for_seconds or not len(unit.acts):
        return due
    found_done = outcomes.hit if outcomes.late is None else outcomes.hit & ~outcomes.late
    return np.where(found_done, np.minimum(due, unit.acts[outcomes.act]), due)


def next_act(acts: NDArray[np.float64], moments: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return, for each moment, the index of the next act after it and the seconds until then (infinity: none).

    Examples:
        >>> index, delay = next_act(np.array([10.0, 40.0]), np.array([5.0, 10.0, 50.0]))
        >>> index.tolist(), delay.tolist()
        ([0, 1, 2], [5.0, 30.0, inf])
    """
    index = places(acts, moments, "right")
    ends = np.append(acts, np.inf)
    return index, ends[index] - moments
