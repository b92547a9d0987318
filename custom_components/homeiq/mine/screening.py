"""A coarse sieve over all pairs of a unit and a trigger: which of them are worth a closer look.

A home has hundreds of thousands of pairs, and a closer look takes some hundredths of a millisecond. Here each trigger
is tried on the acts of all units at once: acts behind it are only counted and compared with what an even spread of its
firings would put there. The sieve is wider than the closer look, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from ..model.habits.waiting import latest_answer, soonest_answer
from ..model.things import AT_REST
from ..past.acts import Unit
from ..past.delays import Followers
from ..past.timeline import Timeline
from .timeout import LONGEST, SHORTEST, can_go_quiet

type Trigger = tuple[str, str]
"""An entity and the state that it comes to."""
type Counts = NDArray[np.int64]

_STEP = np.log(1.02)  # of two delays that the grid tells apart, on a logarithmic scale
_SLACK = 1e-3  # steps by which rounding may move a delay
_ROUNDING = 1 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What is worth a closer look: a unit's acts behind a trigger.

    Attributes:
        firings: float64[m], UTC epoch seconds.
        delay: float64[n], seconds since the last firing before each act of the unit; infinite where there was none.
        at_once: the windows, in seconds, within which what follows it at once crowds.
        later: what follows it after a while does.
    """

    trigger: Trigger
    firings: NDArray[np.float64]
    unit: Unit
    delay: NDArray[np.float64]
    at_once: tuple[float, ...]
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """How fine the sieve is: what acts behind a trigger need at least.

    Attributes:
        windows: longest delays of an immediate follow-up, seconds, ascending.
        surprise: standard deviations by which they exceed what an even spread would give.
        share: of all acts of the unit; of a unit that is used all day, ``many`` will do.
        fewest: how many they are.
    """

    windows: Sequence[float]
    surprise: float
    share: float
    many: int
    fewest: int

    def keeps(self, counts: Counts, sizes: Counts, by_accident: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which counts of acts behind a trigger are enough, bool[units, n].

        Args:
            counts: int64[units, n], for each of n spans of delays.
            sizes: int64[units], all acts of each.
            by_accident: float64[n], the share of acts that an even spread would put there.

        Examples:
            >>> mesh = Mesh(windows=(10.0,), surprise=2.8, share=0.05, many=20, fewest=3)
            >>> mesh.keeps(np.array([[8], [2]]), np.array([10, 10]), np.array([0.1])).tolist()
            [[True], [False]]
        """
        size = sizes[:, None]
        spread = self.surprise * np.sqrt(by_accident * (1 - by_accident))
        share = np.minimum(size * self.share, self.many)
        enough = (counts >= share * _ROUNDING) & (counts >= self.fewest)
        return np.asarray(enough & (counts >= (size * by_accident + np.sqrt(size) * spread) * _ROUNDING))


def worth_a_look(
    units: Sequence[Unit],
    triggers: Mapping[Trigger, NDArray[np.float64]],
    timeline: Timeline,
    sieve: Mesh,
) -> Iterator[Look]:
    """Yield, trigger by trigger, the units whose acts crowd behind it more than by accident.

    Args:
        triggers: the times at which each fires, ascending.
        sieve: how fine it is.
    """
    followers = Followers.of([unit.acts for unit in units])
    at_rest = np.flatnonzero([unit.state in AT_REST for unit in units])
    resting, grid = Followers.of([units[place].acts for place in at_rest]), _Grid()
    are_resting = np.flatnonzero(np.isin(followers.whose, at_rest))
    for trigger, firings in triggers.items():
        if not len(firings):
            continue
        spacing = (timeline.until - timeline.since) / len(firings)
        delays = followers.since(firings)
        at_once = _at_once(followers, delays, spacing, sieve)
        later = np.zeros(len(units), dtype=np.bool_)
        if can_go_quiet(*trigger):
            later[at_rest] = grid.lingers(resting, delays[are_resting], spacing, sieve)
        for place in np.flatnonzero(at_once.any(axis=1) | later).tolist():
            yield Look(
                trigger=trigger,
                firings=firings,
                unit=units[place],
                delay=delays[followers.mine[place]],
                at_once=tuple(compress(sieve.windows, at_once[place].tolist())),
                later=bool(later[place]),
            )


def _at_once(followers: Followers, delays: NDArray[np.float64], spacing: float, sieve: Mesh) -> NDArray[np.bool_]:
    """Tell whose acts crowd right behind a trigger, and within which windows: bool[units, windows]."""
    windows = np.array(sieve.windows)
    near = np.flatnonzero(delays <= windows[-1])
    counts = followers.tally(near, windows.searchsorted(delays[near]), len(windows)).cumsum(axis=1)
    return sieve.keeps(counts, followers.sizes, 1 - np.exp(-windows / spacing))


class _Grid:
    """All timeouts, in steps of two per cent."""

    @cached_property
    def _usual(self) -> NDArray[np.float64]:
        """The usual delays between which timeouts are tried, seconds: each with the next one."""
        return np.asarray(SHORTEST * np.exp(_STEP * np.arange(-1, np.ceil(np.log(LONGEST / SHORTEST) / _STEP) + 1)))

    @cached_property
    def _low(self) -> NDArray[np.float64]:
        return np.array([soonest_answer(usual) for usual in self._usual.tolist()])

    @cached_property
    def _high(self) -> NDArray[np.float64]:
        return np.array([latest_answer(usual) for usual in self._usual.tolist()])

    @cached_property
    def _spans(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first bin of each timeout's window, and the one after its last."""
        first, last = self._steps(self._low[:-1]) - _SLACK, self._steps(self._high[1:]) + _SLACK
        return np.maximum(np.floor(first), 0).astype(np.int64), np.floor(last).astype(np.int64) + 1

    def _steps(self, delays: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how many steps delays are above the shortest one that answers any timeout."""
        return np.asarray(np.log((delays / self._low[0]).astype(np.float32)) / np.float32(_STEP))

    def lingers(
        self, resting: Followers, delays: NDArray[np.float64], spacing: float, sieve: Mesh
    ) -> NDArray[np.bool_]:
        """Tell whose acts crowd about some timeout behind a trigger, bool[units].

        Args:
            resting: the acts of those that are put to rest.
            delays: float64[n], seconds since the trigger last fired before each of these.
            spacing: mean seconds between two firings.
            sieve: how fine it is.
        """
        some = np.flatnonzero((delays > self._low[0]) & (delays <= self._high[-1]))
        first, end = self._spans
        bins = int(end[-1])
        below = np.zeros((len(resting.sizes), bins + 1), dtype=np.int64)
        place = np.minimum(self._steps(delays[some]).astype(np.int64), bins - 1)
        np.cumsum(resting.tally(some, place, bins), axis=1, out=below[:, 1:])
        # A timeout between two steps of the grid: more acts than its window can hold, fewer by accident than in it.
        by_accident = np.maximum(np.exp(-self._low[1:] / spacing) - np.exp(-self._high[:-1] / spacing), 0.0)
        crowds = sieve.keeps(below[:, end] - below[:, first], resting.sizes, by_accident)
        return np.asarray(crowds.any(axis=1))
