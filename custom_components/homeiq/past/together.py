"""Things that people move one after another, as one wish: how often all of them, how often only some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .acts import ONE_SCENE
from .chance import wilson_lower
from .rule import Outcomes
from .timeline import Timeline

ONE_WISH = 20.0  # longest pause between two acts of one wish, seconds
NEARLY_ALL = 0.75  # share of what has to be moved there from which on it is the scene
_NEAR = 120.0  # the same between two acts of which one may have led to the other
_MOSTLY = 0.5  # share of the acts so near each other from which on they are one wish
_AT_ONCE = 0.75  # the same from which on they are one whichever mostly comes first
_SURELY_FIRST = 0.6  # lower bound of the share of the occasions so near with one first from which on it leads
LED = 0.75
"""Share of the occasions with the same thing first from which on that thing leads, and the others follow."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occasions:
    """When people brought some of m entities to their states, one act soon after the other.

    Attributes:
        begun: float64[n], when each began, UTC epoch seconds, ascending.
        first: int64[n], which of the entities was moved first.
        moved: bool[n, m], which of them were moved.
        there: bool[n, m], which of them were there already.
    """

    begun: NDArray[np.float64]
    first: NDArray[np.int64]
    moved: NDArray[np.bool_]
    there: NDArray[np.bool_]

    @property
    def are_several(self) -> NDArray[np.bool_]:
        """Tell on which of them two or more had to be moved, bool[n]."""
        return np.asarray(np.count_nonzero(~self.there, axis=1) > 1)

    def are_whole(self, share: float = 1.0) -> NDArray[np.bool_]:
        """Tell on which of them all that had to be moved were, or such a share of it, 0 to 1: bool[n]."""
        wanted = np.count_nonzero(~self.there, axis=1)
        return np.asarray(np.count_nonzero(self.moved & ~self.there, axis=1) >= share * wanted)


def occasions(brings: Sequence[tuple[str, str]], timeline: Timeline, pause: float = ONE_WISH) -> Occasions:
    """Find the occasions on which people brought some entities to a state.

    Args:
        brings: the entities, each with its state.
        timeline: the past, which knows all of them.
        pause: longest between two acts of one occasion, seconds.

    Examples:
        >>> lamps = past("0 light.a off, 0 light.b off, 60 light.a on, 70 light.b on, 500 light.a off, 900 light.a on")
        >>> found = occasions([("light.a", "on"), ("light.b", "on")], lamps)
        >>> found.begun.tolist(), found.moved.tolist(), found.there.tolist()
        ([60.0, 900.0], [[True, True], [True, False]], [[False, False], [False, True]])
    """
    acts = [_arrivals(timeline, name, state) for name, state in brings]
    times = np.concatenate([np.empty(0), *acts])
    whose = np.repeat(np.arange(len(acts)), [len(one) for one in acts])
    order = np.argsort(times, kind="stable")
    times, whose = times[order], whose[order]
    first = np.diff(times, prepend=-np.inf) > pause
    occasion = np.cumsum(first) - 1
    begun = times[first]
    moved = np.zeros((len(begun), len(acts)), dtype=np.bool_)
    moved[occasion, whose] = True
    there = [timeline.series[name].was(state, begun, inclusive=False) for name, state in brings]
    return Occasions(begun=begun, first=whose[first], moved=moved, there=np.array(there).T.reshape(moved.shape))


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
    found = occasions([(name, state) for name in entities], timeline)
    return _outcomes(found).where(found.are_several)


def moved_with_rarest(brings: Sequence[tuple[str, str]], timeline: Timeline) -> Outcomes:
    """Count the occasions on which the rarest of some moves was made with others to make, and those with nearly all.

    What goes to several states has each of them for other reasons as well: the ceiling lamp goes out before a film, and
    a dozen times besides. So only what the rarest one comes with tells of them all. And who leaves one of four out, or
    has done it before, has such an evening all the same.

    Examples:
        >>> film = past("0 media_player.a off, 0 light.b on, 60 light.b off, 90 media_player.a on, 500 light.b on, "
        ...     "700 light.b off, 800 media_player.a off, 900 light.b on, 990 media_player.a on, 1200 light.b off")
        >>> both = moved_with_rarest([("light.b", "off"), ("media_player.a", "on")], film)
        >>> both.time.tolist(), both.hit.tolist()
        ([60.0, 990.0], [True, False])
    """
    if any(name not in timeline.series for name, _ in brings):
        return Outcomes(time=np.empty(0), hit=np.empty(0, dtype=np.bool_), act=np.empty(0, dtype=np.int64))
    found = occasions(brings, timeline, ONE_SCENE)
    return _outcomes(found, NEARLY_ALL).where(found.are_several & with_rarest(found))


def with_rarest(found: Occasions) -> NDArray[np.bool_]:
    """Tell on which occasions the entity that is moved on the fewest of them was, bool[n].

    Examples:
        >>> film = past("0 media_player.a off, 0 light.b on, 60 light.b off, 90 media_player.a on, 500 light.b on, "
        ...     "700 light.b off")
        >>> with_rarest(occasions([("light.b", "off"), ("media_player.a", "on")], film, ONE_SCENE)).tolist()
        [True, False]
    """
    return found.moved[:, np.count_nonzero(found.moved, axis=0).argmin()]


def _outcomes(found: Occasions, share: float = 1.0) -> Outcomes:
    return Outcomes(time=found.begun, hit=found.are_whole(share), act=np.full(len(found.begun), -1, dtype=np.int64))


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
