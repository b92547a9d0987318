"""Which of very many triggers come before acts often enough to be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_COST = 20  # firings that are sorted in the time in which one trigger is tried


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leads:
    """All firings of all triggers in one row.

    Attributes:
        keys: the triggers.
        time: float64[n], UTC epoch seconds, ascending.
        trigger: int32[n], whose firing it is: an index into ``keys``.
    """

    keys: tuple[tuple[str, str], ...]
    time: NDArray[np.float64]
    trigger: NDArray[np.int32]

    @classmethod
    def of(cls, triggers: Mapping[tuple[str, str], NDArray[np.float64]]) -> Self:
        """Put the firings of triggers in order."""
        time = np.concatenate([np.empty(0), *triggers.values()])
        trigger = np.repeat(np.arange(len(triggers), dtype=np.int32), [len(one) for one in triggers.values()])
        order = np.argsort(time, kind="stable")
        return cls(keys=tuple(triggers), time=time[order], trigger=trigger[order])

    def before(self, acts: NDArray[np.float64], within: float, fewest: int) -> Iterable[tuple[str, str]]:
        """Return at least the triggers that fire within some seconds before so many of the acts, in their order.

        Where trying all of them is cheaper than finding out, all of them.

        Args:
            acts: float64[m], UTC epoch seconds.
            within: seconds.
            fewest: acts.
        """
        first = self.time.searchsorted(acts - within, "left")
        last = self.time.searchsorted(acts, "left")
        if int((last - first).sum()) + _COST * len(acts) > _COST * len(self.keys):
            return self.keys
        near = [np.unique(self.trigger[a:b]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        count = np.bincount(np.concatenate([np.empty(0, dtype=np.int32), *near]), minlength=len(self.keys))
        return [self.keys[place] for place in np.flatnonzero(count >= fewest).tolist()]
