"""The same clock times on other days: how often people would have acted there anyway.

Shifting firings by whole days keeps the home's daily rhythm and breaks the link between cause and act. Shifted firings
outnumber a unit's acts by far, so they are not asked one by one: each act has a stretch of time before it in which a
firing would have hit, and the firings in stretches are counted.

Times are whole numbers here, of the smallest step that doubles can tell apart in these years, so that stretches begin
and end exactly where comparing a delay would change its answer.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .acts import Unit
from .rule import Rule
from .timeline import Timeline

type _Spans = NDArray[np.int64]
"""int64[2, n]: the moment before each span begins, and its last one, ascending; none overlaps another one."""
type _Shifted = NDArray[np.int64]
"""int64[2, shifts, n]: spans on other days."""

_TICKS = 2.0**22  # a second
_EVER = 2**62
_SHIFTS = round(86400 * _TICKS) * np.array([[-4], [-3], [-2], [-1], [1], [2], [3], [4]])


@dataclass(frozen=True, kw_only=True, eq=False)
class Elsewhere:
    """What a unit's other days show, asked for several rules."""

    unit: Unit
    timeline: Timeline

    def chance(self, rule: Rule, times: NDArray[np.float64]) -> float:
        """Return the share of the same clock times on other days at which a person would have acted anyway.

        Each of them counts as a firing would: while there is something left to do once the state has lasted, or when
        an act came first.

        Args:
            times: float64[n], the firings that count, ascending, UTC epoch seconds.
        """
        firings = _ticks(times)
        hits, known = (
            int(firings.searchsorted(ends, "right").sum() - firings.searchsorted(begins, "right").sum())
            for begins, ends in (self._lasting(rule) if rule.hold else self._at_once(rule.low, rule.high))
        )
        return (hits + 0.5) / (known + 1)

    def _at_once(self, low: float, high: float) -> tuple[_Shifted, _Shifted]:
        """Return when a firing would be a hit, and when it would count."""
        if (low, high) not in self._asked:
            stretches = _common(self._stretches(low, high), self._open)
            self._asked[low, high] = self._shifted(stretches), self._shifted(self._open)
        return self._asked[low, high]

    def _lasting(self, rule: Rule) -> tuple[_Shifted, _Shifted]:
        """Return the same for a rule whose state has to last: an act may come before it has."""
        hold = round(rule.hold * _TICKS)
        begin, end = self._stretches(rule.low, rule.high)
        early = np.minimum(np.maximum(self._acts - hold - 1, begin), end)
        still_open = self._open - hold
        sooner = np.array([early, end])
        hits = np.concatenate([_common(np.array([begin, early]), still_open), sooner], axis=1)
        # What counts twice is taken off: a span from its end to its begin.
        known = np.concatenate([still_open, sooner, _common(sooner, still_open)[::-1]], axis=1)
        return self._shifted(hits), self._shifted(known)

    def _stretches(self, low: float, high: float) -> _Spans:
        """Return, for each act, when it is the next one and comes after no less and no more than so many seconds."""
        latest, soonest = int(high * _TICKS), int(low * _TICKS)
        begin = self._acts - latest - 1
        begin[1:] = np.maximum(begin[1:], self._acts[:-1] - soonest - 1)
        return np.array([begin, np.maximum(self._acts - soonest - 1, begin)])

    def _shifted(self, spans: _Spans) -> _Shifted:
        """Return the spans in which a firing lies whose shifted time lies in a span of the history."""
        since, until = _ticks(np.array([self.timeline.since, self.timeline.until])).tolist()
        return np.asarray(np.minimum(np.maximum(spans, since - 1), until)[:, None, :] - _SHIFTS)

    @cached_property
    def _asked(self) -> dict[tuple[float, float], tuple[_Shifted, _Shifted]]:
        return {}

    @cached_property
    def _acts(self) -> NDArray[np.int64]:
        return _ticks(self.unit.acts)

    @cached_property
    def _open(self) -> _Spans:
        """When there was something left to do."""
        changes = np.unique(np.concatenate([self.timeline.series[name].time for name in self.unit.entities]))
        is_open = np.pad(~self.unit.is_done(self.timeline, np.append(changes, np.inf)), 1)
        first, last = np.flatnonzero(is_open[1:-1] & ~is_open[:-2]), np.flatnonzero(is_open[1:-1] & ~is_open[2:])
        moments = np.concatenate([[-_EVER], _ticks(changes), [_EVER]])
        return np.array([moments[first], moments[last + 1]])


def _ticks(times: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(times * _TICKS).astype(np.int64)


def _common(one: _Spans, other: _Spans) -> _Spans:
    """Return what two rows of spans have in common."""
    first, end = other[1].searchsorted(one[0], "right"), other[0].searchsorted(one[1])
    counts = np.maximum(end - first, 0)
    mine = np.repeat(np.arange(len(counts)), counts)
    theirs = np.arange(len(mine)) + np.repeat(first - np.cumsum(counts) + counts, counts)
    return np.array([np.maximum(one[0][mine], other[0][theirs]), np.minimum(one[1][mine], other[1][theirs])])
