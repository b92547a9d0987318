"""Uses: how long something stayed in a state, and who ended it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .presence import is_attended
from .rule import Outcomes
from .timeline import Timeline

_SOON = 300.0  # a use that ends within so many seconds of a reminder needed none


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Uses:
    """The times that something was in a state, those that are over.

    Attributes:
        began: float64[n], UTC epoch seconds, ascending.
        lasted: float64[n], seconds.
        by_hand: bool[n], a person ended it.
    """

    began: NDArray[np.float64]
    lasted: NDArray[np.float64]
    by_hand: NDArray[np.bool_]

    @classmethod
    def of(cls, timeline: Timeline, name: str, state: str) -> Uses:
        """Find an entity's uses; what it came back with from an absence began nobody knows when.

        Examples:
            >>> Uses.of(past("0:00 light.a off, 1:00 light.a on, 1:05 light.a off"), "light.a", "on").lasted.tolist()
            [300.0]
        """
        series = timeline.series[name]
        rows = np.flatnonzero(np.isin(series.time[:-1], series.reached(state)) & series.comes_to(state)[:-1])
        began, ended = series.time[rows], series.time[rows + 1]
        return cls(
            began=began,
            lasted=ended - began,
            by_hand=series.by_people[rows + 1],
        )


def overlong(timeline: Timeline, name: str, state: str, bound: float) -> Outcomes:
    """Find when a reminder after ``bound`` seconds would have come, and whether there was reason for it.

    There was, where it went on for five more minutes at least, people were about all that time, and one ended it; what
    they slept or were away for later doesn't matter, as it would not have come to that.

    Examples:
        >>> lamp = past("0:00 light.a off, 1:00 light.a on, 1:05 light.a off, 2:00 light.a on, 3:00 light.a off")
        >>> late = overlong(lamp, "light.a", "on", 1800)
        >>> (late.time / 3600).tolist(), late.hit.tolist()
        ([2.5], [True])
    """
    if name not in timeline.series:
        return Outcomes(time=np.empty(0), hit=np.empty(0, dtype=np.bool_), act=np.empty(0, dtype=np.int64))
    uses = Uses.of(timeline, name, state)
    fires, needed = timeline.series[name].until(uses.began) > uses.began + bound, bound + _SOON
    outcomes = Outcomes(
        time=uses.began + bound,
        hit=uses.by_hand & (uses.lasted >= needed) & is_attended(timeline, uses.began, uses.began + needed),
        act=np.full(len(uses.began), -1, dtype=np.int64),
    )
    return outcomes.where(fires)
