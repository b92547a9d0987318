"""What many entities were in, asked for all of them at once: a question to each takes longer than its answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .series import UNKNOWN, Series


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The changes of many entities in one row, entity by entity.

    Attributes:
        names: the entities.
        states: of each entity, all that it was ever in.
        moments: float64[n], UTC epoch seconds of all changes, ascending.
        keys: int64[n], ascending: an entity's number times ``n + 1``, and how many changes of any entity were before.
        codes: int32[n], which of its states an entity came to.
        first: int64[entities], where the changes of each begin.
    """

    names: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    moments: NDArray[np.float64]
    keys: NDArray[np.int64]
    codes: NDArray[np.int32]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, series: Mapping[str, Series]) -> Self:
        """Put the changes of entities in one row."""
        times = np.concatenate([np.empty(0), *(one.time for one in series.values())])
        sizes = np.array([len(one.time) for one in series.values()], dtype=np.int64)
        moments = np.sort(times)
        owner = np.repeat(np.arange(len(sizes)), sizes)
        return cls(
            names=tuple(series),
            states=tuple(one.states for one in series.values()),
            moments=moments,
            keys=owner * (len(times) + 1) + moments.searchsorted(times),
            codes=np.concatenate([np.empty(0, dtype=np.int32), *(one.code for one in series.values())]),
            first=np.cumsum(sizes) - sizes,
        )

    def codes_at(self, which: NDArray[np.int64], times: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return what some entities were in just before each of the times, int32[m, k]; -1 before the first report.

        Args:
            which: int64[m], indices of entities.
            times: float64[k], UTC epoch seconds.
        """
        before = self.moments.searchsorted(times)
        after = self.keys.searchsorted(which[:, None] * (len(self.keys) + 1) + before)
        return np.where(after > self.first[which, None], self.codes[after - 1], UNKNOWN)

    def tally(self, which: NDArray[np.int64], times: NDArray[np.float64]) -> Iterable[list[int]]:
        """Return, for each of some entities, at how many of the times it was in each of its states just before."""
        codes = self.codes_at(which, times)
        most = max((len(self.states[place]) for place in which.tolist()), default=0)
        counts = np.array([np.count_nonzero(codes == code, axis=1) for code in range(most)]).T
        return (row[: len(self.states[place])] for place, row in zip(which.tolist(), counts.tolist(), strict=True))
