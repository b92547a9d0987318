"""Trailing: whose acts come within some time after the flips of a source, counted for many things at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...delays import Followers
from ...flips import Flips
from ...places import places
from .responses import stays


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trailing:
    """The acts of many things behind the flips of a source.

    Attributes:
        every: the acts of all.
        source: what they come behind.
        last: int64[n], which of its flips is the last one before each act, counted from 1; 0 where there is none.
        since: float64[n], seconds since then.
    """

    every: Followers
    source: Flips
    last: NDArray[np.int64]
    since: NDArray[np.float64]

    @classmethod
    def of(cls, every: Followers, source: Flips) -> Self:
        """Look up the flip before each act."""
        last = places(source.time, every.time, "left")
        return cls(every=every, source=source, last=last, since=every.time - np.append(-np.inf, source.time)[last])


@dataclass(frozen=True, kw_only=True, eq=False)
class Near:
    """Whose acts come within some seconds behind the flips of a source."""

    behind: Trailing
    seconds: float

    @cached_property
    def acts(self) -> NDArray[np.int64]:
        """How many of each one's acts do, int64[k]."""
        return self._tally(self._near)

    @cached_property
    def lasting(self) -> NDArray[np.bool_]:
        """Which flips last longer than that, bool[m]."""
        return stays(self.behind.source, self.behind.source.time, self.seconds)

    @cached_property
    def answers(self) -> NDArray[np.int64]:
        """How many of each one's acts come so soon behind one of these, int64[k]."""
        return self._tally(self._near[self.lasting[self.behind.last[self._near] - 1]])

    @cached_property
    def _near(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.behind.since <= self.seconds)

    def _tally(self, some: NDArray[np.int64]) -> NDArray[np.int64]:
        every = self.behind.every
        return np.bincount(every.whose[some], minlength=len(every.sizes))
