"""Flips: when things came to use and to rest, however they are used: a player that plays, pauses or is just on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..model.things import AT_REST, Origin, thing_of
from .places import places
from .series import Series


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flips:
    """The moments at which one entity came to use or to rest.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending, without those at which nobody knows that it did.
        row: int32[n], where in its series.
        used: bool[n], it came to use.
        known: float64[m], all moments of its series, ascending.
        was_used: bool[m + 1], whether it was in use before and after each.
    """

    time: NDArray[np.float64]
    row: NDArray[np.int32]
    used: NDArray[np.bool_]
    known: NDArray[np.float64]
    was_used: NDArray[np.bool_]

    @classmethod
    def of(cls, series: Series, *, is_moment: bool = False) -> Self:
        """Find an entity's; each moment of what has only these begins a use that is over at once."""
        if is_moment:
            return cls._begun(series)
        uses = ~np.isin(series.states, tuple(AT_REST))[series.code]
        row = (np.flatnonzero(uses[1:] != uses[:-1]) + 1).astype(np.int32)
        if len(series.breaks):
            row = row[~np.isin(series.time[row], series.breaks)]
        # Of what only ever goes to and fro, as a motion sensor does, millions of moments need not be there twice.
        is_each = len(row) == len(series.time) - 1
        return cls(
            time=series.time[1:] if is_each else series.time[row],
            row=row,
            used=uses[row],
            known=series.time,
            was_used=np.append(uses[:1], uses),
        )

    @classmethod
    def _begun(cls, series: Series) -> Self:
        row = np.arange(1, len(series.time), dtype=np.int32)
        row = row[~np.isin(series.time[row], series.breaks)]
        return cls(
            time=series.time[row],
            row=row,
            used=np.ones(len(row), dtype=np.bool_),
            known=series.time,
            was_used=np.zeros(len(series.time) + 1, dtype=np.bool_),
        )

    def is_used(self, times: NDArray[np.float64], *, inclusive: bool = True) -> NDArray[np.bool_]:
        """Tell at which times it was in use, bool[n]; before its first report, as it was then.

        Examples:
            >>> Flips.of(series("0 off, 60 playing, 80 paused")).is_used(np.array([59.0, 60.0, 80.0])).tolist()
            [False, True, False]
        """
        return self.was_used[places(self.known, times, "right" if inclusive else "left")]


def flips_of(series: Mapping[str, Series], fewest: int) -> dict[str, Flips]:
    """Return the flips of those that have enough of them."""
    some = ((name, one, thing_of(name)) for name, one in series.items() if len(one.time) > fewest)
    # A button that is pressed by somebody, or a scene, moves things, but no thing follows it as one follows a sensor.
    found = (
        (name, Flips.of(one, is_moment=thing.is_moment and thing.origin is Origin.SENSED)) for name, one, thing in some
    )
    return {name: flips for name, flips in found if len(flips.time) >= fewest}
