"""Exact: delays and times of day that repeat as no hand repeats them, found among the acts of many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..delays import Followers

SPREAD = 0.5
"""A person's delay spreads wider than this, seconds (interquartile)."""
FEWEST = 5
"""Changes of an entity to one state below which nothing is told about it."""
LONGEST_DELAY = 2400.0
"""Longest timer of an automation that is looked for, seconds."""
_SHARE = 0.6  # share of an entity's changes that a machine must explain where it does not stand out by itself
_CROWD = 6  # acts within a machine's spread that stand out by themselves
_AROUND = 5.0  # seconds on either side in which hands would have acted as well
_ALONE = 0.8  # share of the acts around that a machine's are
_SLACK = 0.01  # seconds by which the coarse look is wider
_TICKS = 100  # a second
_MINUTE = 60.0
_NO_HAND = 60.0  # seconds after which no hand comes within some seconds each time, as one does that answers at once
_BEYOND = 2 * LONGEST_DELAY  # seconds between the acts of one and those of another
_TICKS_BEYOND = round(_BEYOND * _TICKS)
_EVENLY = (
    1.63  # Kolmogorov's distance from an even spread that one in a hundred exceeds, times the root of their number
)
_AT_ONCE = 0.08  # share of the longest of them within which one in twenty of evenly spread delays lies, and a bit
_STRAYS = 0.5  # times the root of their number by which that may be more


def is_repeated(values: NDArray[np.float64], limit: float, spread: float = SPREAD) -> NDArray[np.bool_]:
    """Mark the values below a limit that crowd within a machine's spread, where that is most of them.

    Examples:
        >>> is_repeated(np.array([30.0, 30.1, 30.2, 30.3, 30.4, 90.0]), 2400.0).tolist()
        [True, True, True, True, True, False]
        >>> is_repeated(np.array([30.0, 31.0, 32.0, 33.0, 34.0, 90.0]), 2400.0).any().item()
        False
    """
    usable = np.sort(values[values < limit])
    if len(usable) < FEWEST:
        return np.zeros(len(values), dtype=np.bool_)
    ends = np.searchsorted(usable, usable + spread, "right")
    crowd = ends - np.arange(len(usable))
    best = int(np.argmax(crowd))
    if crowd[best] < max(FEWEST, _SHARE * len(values)):
        return np.zeros(len(values), dtype=np.bool_)
    low = usable[best]
    return np.asarray((values >= low - spread) & (values <= low + 2 * spread))


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """How closely a machine keeps to something.

    Attributes:
        spread: seconds within which its acts lie.
        around: seconds on either side in which hands would have acted as well.
        crowd: acts within the spread that stand out by themselves.
    """

    spread: float = SPREAD
    around: float = _AROUND
    crowd: int = _CROWD


EXACTLY = Close()
SOON_REPORTED = Close(spread=2.0, around=60.0, crowd=8)
"""Of what a good radio tells of the clock: a week is enough."""
REPORTED = Close(spread=5.0, around=60.0, crowd=12)
"""Of what a radio or a cloud tells some seconds late."""


def stands_out(values: NDArray[np.float64], close: Close = EXACTLY) -> NDArray[np.bool_]:
    """Mark the values of each crowd within a machine's spread that has hardly any others around it.

    Six within half a second are enough, however many others there are elsewhere: a hand that comes so close so often
    also comes a second or two earlier or later. Of twelve within five seconds, it comes half a minute away as well.

    Examples:
        >>> stands_out(np.array([60.0, 60.1, 60.2, 60.3, 60.4, 60.45, 300.0])).tolist()
        [True, True, True, True, True, True, False]
    """
    order = np.argsort(values, kind="stable")
    usable = values[order]
    ends = usable.searchsorted(usable + close.spread, "right")
    crowd = ends - np.arange(len(usable))
    rows = np.flatnonzero(crowd >= close.crowd)
    last = usable.searchsorted(usable[rows] + close.spread + close.around, "right")
    wide = last - usable.searchsorted(usable[rows] - close.around)
    marked = np.zeros(len(values), dtype=np.bool_)
    for row in rows[crowd[rows] >= _ALONE * wide].tolist():
        marked[order[row : ends[row]]] = True
    return marked


def crowd_behind(delays: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the acts that stand out by the delay with which they follow something.

    A radio and a cloud tell some seconds late what a lock or a hub did minutes after.

    Args:
        delays: float64[n], seconds.

    Examples:
        >>> crowd_behind(180 + np.arange(12) / 5).all().item(), crowd_behind(10 + np.arange(12) / 5).any().item()
        (True, False)
    """
    made, near = np.zeros(len(delays), dtype=np.bool_), np.flatnonzero(delays < LONGEST_DELAY)
    made[near] = stands_out(delays[near]) | (stands_out(delays[near], REPORTED) & (delays[near] >= _NO_HAND))
    return made


def is_spread_evenly(delay: NDArray[np.float64], latency: float = 0.0) -> bool:
    """Tell whether delays lie anywhere between nothing and a pause, one as likely as another.

    Args:
        delay: float64[n], seconds.
        latency: share of the longest that may come before all of them, as it takes a while to tell anything.

    Examples:
        >>> is_spread_evenly(np.linspace(1.0, 299.0, 40))
        True
        >>> is_spread_evenly(np.linspace(60.0, 120.0, 40))
        False
        >>> is_spread_evenly(np.linspace(5.0, 30.0, 90)), is_spread_evenly(np.linspace(5.0, 30.0, 90), 0.2)
        (False, True)
    """
    ordered = np.sort(delay)
    ordered = ordered - min(float(ordered[0]), latency * float(ordered[-1]))
    share = ordered / (ordered[-1] * (1 + 1 / len(ordered)))
    ranks = np.arange(1, len(ordered) + 1) / len(ordered)
    distance = float(np.abs(share - ranks).max())
    return bool(
        distance * np.sqrt(len(ordered)) <= _EVENLY
        and np.percentile(share, 5) <= _AT_ONCE + _STRAYS / np.sqrt(len(share))
    )


def is_whole_second(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which times, UTC epoch seconds, have no fraction: nothing that was heard is so by chance.

    Examples:
        >>> is_whole_second(np.array([120.0, 121.0, 121.5])).tolist()
        [True, True, False]
    """
    return np.asarray(np.mod(times, 1.0) == 0)


def is_whole_minute(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which times, UTC epoch seconds, have no seconds: what was written down by the minute can't be exact.

    Examples:
        >>> is_whole_minute(np.array([120.0, 121.5])).tolist()
        [True, False]
    """
    return np.asarray(np.mod(times, _MINUTE) == 0)


class Sieve:
    """Finds those worth a closer look at a trigger, with the acts of all in one row.

    Of ``n`` acts, where ``c`` have delays within a machine's spread, at least ``2 * c - n - 1`` are followed by another
    one of them: the other acts stand between at most so many.
    """

    def __init__(self, followers: Followers) -> None:
        """Bring each one's acts together."""
        sizes = followers.sizes
        crowd = np.maximum(FEWEST, np.ceil(_SHARE * sizes)).astype(np.int64)
        self._needed = 2 * crowd - sizes - 1
        self._order = np.argsort(followers.whose, kind="stable")
        self._starts = np.cumsum(sizes) - sizes
        self._is_last = np.diff(followers.whose[self._order], append=-1) != 0

    def tight(self, delays: NDArray[np.float64]) -> Sequence[int]:
        """Return those of whom enough acts may follow a trigger by one delay.

        Args:
            delays: float64[n], seconds since it last fired before each act, in the order of the followers.
        """
        delays = delays[self._order]
        with np.errstate(invalid="ignore"):
            close = np.append(np.abs(delays[1:] - delays[:-1]) <= SPREAD + _SLACK, False)[: len(delays)]
        close &= (delays < LONGEST_DELAY) & ~self._is_last
        if not len(close):
            return ()
        found: list[int] = np.flatnonzero(np.add.reduceat(close, self._starts, dtype=np.int64) >= self._needed).tolist()
        return found


class TightCrowds:
    """Finds those of whom some acts stand out by their delay to a trigger, with the acts of all in one row."""

    def __init__(self, followers: Followers) -> None:
        """Keep them apart, however long they take."""
        self._order = np.argsort(followers.whose, kind="stable")
        self._whose, self._count = followers.whose[self._order], len(followers.sizes)
        self._bounds = np.append(0, np.cumsum(followers.sizes))
        self._ticks_apart = self._whose * _TICKS_BEYOND

    def tight(self, delays: NDArray[np.float64]) -> Sequence[int]:
        """Return those of whom enough acts crowd behind a trigger, and hardly any others are around them.

        Args:
            delays: float64[n], seconds since it last fired before each act, in the order of the followers.
        """
        delays = delays[self._order]
        near = np.flatnonzero(delays < LONGEST_DELAY)
        near = near[self._may_be_tight(near, delays[near])[self._whose[near]]]
        marks = np.sort(self._whose[near] * _BEYOND + delays[near])
        late = _alone(marks, REPORTED)
        alone = np.concatenate([_alone(marks, EXACTLY), late[np.mod(late, _BEYOND) >= _NO_HAND]])
        found: list[int] = np.unique(alone // _BEYOND).astype(np.int64).tolist()
        return found

    def _may_be_tight(self, near: NDArray[np.int64], delays: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell of whom that can't be excluded, bool[k], in hundredths of a second.

        Args:
            near: int64[m], some acts, each one's together.
            delays: float64[m], theirs.
        """
        ticks = (delays * _TICKS).astype(np.int32)
        # To put all of them in order at once, or longer numbers, would take several times as long.
        for begin, end in pairwise(near.searchsorted(self._bounds).tolist()):
            ticks[begin:end].sort()
        marks = ticks + self._ticks_apart[near]
        some = np.zeros(self._count, dtype=np.bool_)
        for close in (EXACTLY, REPORTED):
            some[marks[_maybe_alone(marks, close)] // _TICKS_BEYOND] = True
        return some


def _alone(marks: NDArray[np.float64], close: Close) -> NDArray[np.float64]:
    """Return the moments at which a crowd begins that has hardly any others around it.

    Args:
        marks: float64[n], ascending.
        close: how closely it keeps together.
    """
    spread = close.spread + _SLACK
    if len(marks) < close.crowd:
        return marks[:0]
    rows = np.flatnonzero(marks[close.crowd - 1 :] - marks[: 1 - close.crowd] <= spread)
    crowd = marks.searchsorted(marks[rows] + spread, "right") - rows
    around = close.around - 2 * _SLACK
    first, last = marks.searchsorted(marks[rows] - around), marks.searchsorted(marks[rows] + spread + around, "right")
    return np.asarray(marks[rows[crowd >= _ALONE * (last - first)]])


def _maybe_alone(marks: NDArray[np.integer], close: Close) -> NDArray[np.int64]:
    """Return where crowds begin that may have hardly any others around them: looks at fixed places, no searches.

    Of a crowd of some size to twice that size, at most a quarter of the latter may be on either side.

    Args:
        marks: int[n], hundredths of a second, ascending.
        close: how closely they keep together.
    """
    # Each of two moments may be rounded by one.
    spread = round((close.spread + _SLACK) * _TICKS) + 1
    around = round((close.around - 2 * _SLACK) * _TICKS) - 2
    may_be = np.zeros(len(marks), dtype=np.bool_)
    size = close.crowd
    while (is_crowd := marks[size - 1 :] - marks[: 1 - size] <= spread).any():
        others = size // 2 + 1
        before, behind = max(len(is_crowd) - others, 0), max(len(is_crowd) - size - others, 0)
        is_crowd[others:] &= marks[others : others + before] - marks[:before] > around
        is_crowd[:behind] &= marks[len(marks) - behind :] - marks[:behind] > spread + around
        may_be[: len(is_crowd)] |= is_crowd
        size *= 2
    return np.flatnonzero(may_be)
