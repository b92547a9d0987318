"""What many entities were in, asked for all of them at once: a question to each takes longer than its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .series import UNKNOWN, Series

_ROOM = 2**23  # most bytes of a table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The changes of many entities, those of all of them between two moments.

    Attributes:
        names: the entities.
        states: of each entity, all that it was ever in.
        moments: float64[n], UTC epoch seconds of all changes, ascending.
        table: int8[n + 1, entities], what each was in before the first change, and after each; empty where that would
            take too much room.
        series: of each entity.
    """

    names: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    moments: NDArray[np.float64]
    table: NDArray[np.int8]
    series: tuple[Series, ...]

    @classmethod
    def of(cls, series: Mapping[str, Series], room: int = _ROOM) -> Self:
        """Put the changes of entities together.

        Args:
            series: of each entity, with no more than 127 states.
            room: bytes that a table may take.
        """
        moments = np.sort(np.concatenate([np.empty(0), *(one.time for one in series.values())]))
        rows = len(moments) + 1 if (len(moments) + 1) * len(series) <= room else 0
        table = np.full((rows, len(series)), UNKNOWN, dtype=np.int8)
        for place, one in enumerate(series.values() if rows else ()):
            # Of several changes at one moment, all lie before whatever is asked for after it.
            first = moments.searchsorted(one.time, "right")
            table[first[0] :, place] = one.code.repeat(np.diff(first, append=rows))
        return cls(
            names=tuple(series),
            states=tuple(one.states for one in series.values()),
            moments=moments,
            table=table,
            series=tuple(series.values()),
        )

    def codes_at(self, which: NDArray[np.int64], times: NDArray[np.float64]) -> NDArray[np.integer]:
        """Return what some entities were in just before each of the times, int[m, k]; -1 before the first report.

        Args:
            which: int64[m], indices of entities.
            times: float64[k], UTC epoch seconds.

        Examples:
            >>> two = States.of({"light.a": series("0 off, 60 on"), "light.b": series("30 on, 90 off")})
            >>> two.codes_at(np.array([0, 1]), np.array([10.0, 61.0])).tolist()
            [[0, 1], [-1, 1]]
        """
        if len(self.table):
            # Rows first, as they lie in memory.
            return self.table[self.moments.searchsorted(times)].T[which]
        codes = [self.series[place].codes_at(times, inclusive=False) for place in which.tolist()]
        return np.array(codes, dtype=np.int32).reshape(len(which), len(times))
