"""Things that people move one after another, as one wish: how often all of them, how often only some."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .chance import wilson_lower
from .rule import Outcomes
from .timeline import Timeline

ONE_WISH = 20.0  # longest pause between two acts of one wish, seconds
_NEAR = 120.0  # the same between two acts of which one may have led to the other
_MOSTLY = 0.5  # share of the acts so near each other from which on they are one wish
_AT_ONCE = 0.75  # the same from which on they are one whichever mostly comes first
_SURELY_FIRST = 0.6  # lower bound of the share of the occasions so near with one first from which on it leads
LED = 0.75
"""Share of the occasions with the same thing first from which on that thing leads, and the others follow."""


def occasions(
    entities: Sequence[str], state: str, timeline: Timeline
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Find the occasions on which people brought some of the entities to a state.

    Returns:
        float64[n], when each began, UTC epoch seconds; bool[n, m], which of the m entities were moved; bool[n, m],
        which of them were there already.

    Examples:
        >>> lamps = past("0 light.a off, 0 light.b off, 60 light.a on, 70 light.b on, 500 light.a off, 900 light.a on")
        >>> begun, moved, there = occasions(["light.a", "light.b"], "on", lamps)
        >>> begun.tolist(), moved.tolist(), there.tolist()
        ([60.0, 900.0], [[True, True], [True, False]], [[False, False], [False, True]])
    """
    acts = [_arrivals(timeline, name, state) for name in entities]
    times = np.concatenate([np.empty(0), *acts])
    whose = np.repeat(np.arange(len(acts)), [len(one) for one in acts])
    order = np.argsort(times, kind="stable")
    times, whose = times[order], whose[order]
    first = np.diff(times, prepend=-np.inf) > ONE_WISH
    occasion = np.cumsum(first) - 1
    begun = times[first]
    moved = np.zeros((len(begun), len(acts)), dtype=np.bool_)
    moved[occasion, whose] = True
    there = [timeline.series[name].was(state, begun, inclusive=False) for name in entities]
    return begun, moved, np.array(there).T.reshape(moved.shape)


def _arrivals(timeline: Timeline, name: str, state: str) -> NDArray[np.float64]:
    series = timeline.series[name]
    mine = series.comes_to(state) & series.by_people
    mine[:1] = False
    return np.asarray(series.time[mine])


def moved_together(entities: Sequence[str], state: str, timeline: Timeline) -> Outcomes:
    """Count the occasions on which two or more had to be moved, and those on which all that had to be were.

    Examples:
        >>> lamps = past("0 light.a off, 0 light.b off, 60 light.a on, 70 light.b on, 500 light.a off, 900 light.a on")
        >>> both = moved_together(["light.a", "light.b"], "on", lamps)
        >>> both.time.tolist(), both.hit.tolist()
        ([60.0], [True])
    """
    if any(name not in timeline.series for name in entities):
        return Outcomes(time=np.empty(0), hit=np.empty(0, dtype=np.bool_), act=np.empty(0, dtype=np.int64))
    begun, moved, there = occasions(entities, state, timeline)
    counts = np.count_nonzero(~there, axis=1) > 1
    outcomes = Outcomes(time=begun, hit=np.all(moved | there, axis=1), act=np.full(len(begun), -1, dtype=np.int64))
    return outcomes.where(counts)


def in_either_order(one: NDArray[np.float64], other: NDArray[np.float64], *, are_alike: bool = True) -> bool:
    """Tell whether two things are moved as one wish, now this one first and now that one: neither causes the other.

    A few times in an order prove none: the lower bound of the share counts. Nor do a few times within seconds prove a
    wish, where the one mostly comes a minute after the other: it answers it. So does what surely comes after the other
    one more often than not, and takes longer a quarter of the time: who lit the lamp first had another reason. But who
    lights one lamp and puts out another changes them for each other.

    Args:
        one: float64[n], when the one is moved, UTC epoch seconds, ascending; likewise ``other``.
        are_alike: both come to use, or both to rest.

    Examples:
        >>> one, other = np.array([0.0, 100.0, 200.0, 300.0]), np.array([5.0, 95.0, 205.0, 295.0])
        >>> in_either_order(one, other)
        True
        >>> in_either_order(100.0 * np.arange(8), 100.0 * np.arange(8) + 5)
        False
    """
    first, last = _leads(one, other, ONE_WISH), _leads(other, one, ONE_WISH)
    both = first + last
    if not both or wilson_lower(max(first, last), both) >= LED:
        return False
    sooner, later = _leads(one, other, _NEAR), _leads(other, one, _NEAR)
    every, most = sooner + later, max(sooner, later)
    if are_alike and both <= _AT_ONCE * every and wilson_lower(most, every) >= _SURELY_FIRST:
        return False
    return both >= _MOSTLY * every or most < LED * every


def _leads(one: NDArray[np.float64], other: NDArray[np.float64], within: float) -> int:
    """Count the moves of ``other`` so many seconds before which, at most, ``one`` was moved."""
    return int(np.count_nonzero(other - np.append(-np.inf, one)[one.searchsorted(other)] <= within))
