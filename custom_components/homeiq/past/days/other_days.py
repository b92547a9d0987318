"""The same clock times on other days: how often people would have acted there anyway.

Shifting firings by whole days keeps the home's daily rhythm and breaks the link between cause and act. Shifted firings
outnumber a unit's acts by far, so they are not asked one by one: each act has a stretch of time before it in which a
firing would have hit, and the firings in stretches are counted.

A state that has to last is asked otherwise, as most of the same times on other days lie in uses that the habit itself
ends: the better it is kept, the likelier it would seem. There the acts are counted that come at any other moment of a
use, against the time that they had.

Times are whole numbers here, of the smallest step that doubles can tell apart in these years, so that stretches begin
and end exactly where comparing a delay would change its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..acts import Unit
from ..rule import Firings, Rule
from ..timeline import Timeline, telling

type _Spans = NDArray[np.int64]
"""int64[2, n]: the moment before each span begins, and its last one, ascending; none overlaps another one."""

_TICKS = 2.0**22  # a second
_EVER = 2**62
_DAY = round(86400 * _TICKS)
_FARTHEST = 4  # days between a moment and the other ones it is compared with
_PLENTY = 2000  # other moments that tell a rate well enough; of many firings only the nearest days are asked


@dataclass(frozen=True, kw_only=True, eq=False)
class OtherDays:
    """What a unit's other days show, asked for several rules."""

    unit: Unit
    timeline: Timeline

    def chance(self, rule: Rule, times: NDArray[np.float64], firings: Firings) -> float:
        """Return the share of the same clock times on other days at which a person would have acted anyway.

        Args:
            rule: a trigger and a delay.
            times: float64[n], the firings that count, ascending, UTC epoch seconds.
            firings: all of them.
        """
        if rule.for_seconds:
            return self._chance_of_lasting(rule, times, firings)
        fired, shifts = _ticks(times), _shifts(len(times))
        hits, known = (_count_within(spans, fired, shifts) for spans in self._at_once(rule))
        return (hits + 0.5) / (known + 1)

    def _chance_of_lasting(self, rule: Rule, times: NDArray[np.float64], firings: Firings) -> float:
        """Return how likely a person acts within as long a span, at the rate of all moments but so long after a firing.

        The rate is that of the spans in question on other days.
        """
        begins, ends = self._used_otherwise(rule, firings)
        acts = self._acts[_within(begins, ends, self._acts)]
        span = _ticks(np.array([rule.low, rule.high]))[:, None, None] + _ticks(times) - _shifts(len(times))
        edges, passed = np.array([begins, ends]).T.ravel(), np.repeat(np.cumsum(ends - begins), 2)
        passed[::2] -= ends - begins
        count = int(np.diff(acts.searchsorted(span, "right"), axis=0).sum())
        seconds = float(np.diff(np.interp(span, edges, passed), axis=0).sum()) / _TICKS if len(edges) else 0.0
        width = rule.high - rule.low
        return float(-np.expm1(-(count + 0.5) / (seconds / width + 1)))

    def _used_otherwise(self, rule: Rule, firings: Firings) -> _Spans:
        """Return when there was something left to do, other than so long after a firing as the rule expects it."""
        begins, ends = firings.time + rule.low, np.minimum(firings.time + rule.high, firings.end)
        some = begins < ends
        around = np.array([np.append(-_EVER, _ticks(ends[some])), np.append(_ticks(begins[some]), _EVER)])
        since, until = _ticks(np.array([self.timeline.since, self.timeline.until])).tolist()
        spans = np.clip(_common(self._open, around), since, until)
        return spans[:, spans[0] < spans[1]]

    def _at_once(self, rule: Rule) -> tuple[_Spans, _Spans]:
        """Return when a firing would be a hit, and when it would count."""
        key = rule.low, rule.high
        if key not in self._asked:
            self._asked[key] = self._known(_common(self._stretches(rule.low, rule.high), self._open))
        return self._asked[key], self._known_open

    def _stretches(self, low: float, high: float) -> _Spans:
        """Return, for each act, when it is the next one and comes after no less and no more than so many seconds."""
        latest, soonest = int(high * _TICKS), int(low * _TICKS)
        begin = self._acts - latest - 1
        begin[1:] = np.maximum(begin[1:], self._acts[:-1] - soonest - 1)
        return np.array([begin, np.maximum(self._acts - soonest - 1, begin)])

    def _known(self, spans: _Spans) -> _Spans:
        """Return what of spans lies in the history; of those before or after it, nothing is left."""
        since, until = _ticks(np.array([self.timeline.since, self.timeline.until])).tolist()
        return np.asarray(np.minimum(np.maximum(spans, since - 1), until))

    @cached_property
    def _asked(self) -> dict[tuple[float, float], _Spans]:
        return {}

    @cached_property
    def began(self) -> NDArray[np.float64]:
        """When the use that each act ended had begun, UTC epoch seconds; minus infinity where nobody knows."""
        return self.in_use_since(self.unit.acts)

    def in_use_since(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return when the unit was last put to use before each of some moments, UTC epoch seconds; likewise."""
        began = np.full(len(moments), -np.inf)
        for name in self.unit.entities:
            series = telling(self.timeline, name, self.unit.state)
            used = np.append(-np.inf, series.time[~series.comes_to(self.unit.state)])
            began = np.maximum(began, used[np.searchsorted(used, moments, "left") - 1])
        return began

    @cached_property
    def _acts(self) -> NDArray[np.int64]:
        return _ticks(self.unit.acts)

    @cached_property
    def _known_open(self) -> _Spans:
        return self._known(self._open)

    @cached_property
    def _open(self) -> _Spans:
        """When there was something left to do."""
        every = [telling(self.timeline, name, self.unit.state).time for name in self.unit.entities]
        changes = np.unique(np.concatenate(every))
        is_open = np.zeros(len(changes) + 3, dtype=np.bool_)
        is_open[1:-1] = ~self.unit.is_done(self.timeline, np.append(changes, np.inf))
        first, last = np.flatnonzero(is_open[1:-1] & ~is_open[:-2]), np.flatnonzero(is_open[1:-1] & ~is_open[2:])
        moments = np.concatenate([[-_EVER], _ticks(changes), [_EVER]])
        return np.array([moments[first], moments[last + 1]])


def _shifts(count: int) -> NDArray[np.int64]:
    """Return by how much to shift so many moments, int64[n, 1]: up to four days each way, less where they are many."""
    days = min(max(_PLENTY // (2 * max(count, 1)), 1), _FARTHEST)
    return _DAY * np.array([[shift] for shift in range(-days, days + 1) if shift])


def _ticks(times: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(times * _TICKS).astype(np.int64)


def _count_within(spans: _Spans, fired: NDArray[np.int64], shifts: NDArray[np.int64]) -> int:
    """Count how often a moment lies in one of the spans, at each of some shifts.

    Args:
        spans: may be empty, one after the other.
        fired: int64[n], the moments, ascending.
        shifts: int64[m, 1], by how much all of them are shifted.

    Examples:
        >>> spans, shifts = np.array([[0, 10], [5, 12]]), np.array([[0], [7]])
        >>> _count_within(spans, np.array([4]), shifts), _count_within(spans, np.array([1, 4, 9]), shifts)
        (2, 3)
    """
    begins, ends = spans
    # Fewer are looked up among the more.
    if len(fired) < len(ends):
        # Within a span, one more has begun than has ended.
        return int(np.count_nonzero(spans.T.ravel().searchsorted(fired + shifts) & 1))
    until, since = fired.searchsorted(ends - shifts, "right"), fired.searchsorted(begins - shifts, "right")
    return int(until.sum() - since.sum())


def _within(begins: NDArray[np.int64], ends: NDArray[np.int64], moments: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which moments lie in one of the spans.

    Examples:
        >>> _within(np.array([10]), np.array([20]), np.array([10, 15, 20, 21])).tolist()
        [False, True, True, False]
    """
    return np.asarray(begins.searchsorted(moments) > ends.searchsorted(moments))


def _common(one: _Spans, other: _Spans) -> _Spans:
    """Return what two rows of spans have in common.

    Examples:
        >>> _common(np.array([[0], [10]]), np.array([[5, 8], [7, 20]])).tolist()
        [[5, 8], [7, 10]]
    """
    first, end = other[1].searchsorted(one[0], "right"), other[0].searchsorted(one[1])
    counts = np.maximum(end - first, 0)
    mine = np.repeat(np.arange(len(counts)), counts)
    theirs = np.arange(len(mine)) + np.repeat(first - np.cumsum(counts) + counts, counts)
    return np.array([np.maximum(one[0][mine], other[0][theirs]), np.minimum(one[1][mine], other[1][theirs])])
