"""How long a thing was left alone: who has just done it, and undone it, hardly does it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import Idle
from ...model.things.set_state import set_state_of
from ...past.acts import Unit
from ...past.condition import Checks, lasted
from ...past.hearing.heard import differs
from ...past.timeline import Timeline

RESTS = (1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200)
"""Seconds that are tried."""
_RESTS = np.array(RESTS, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rested:
    """For how long what is acted on had been as it mostly is while there is something left to do.

    Attributes:
        entity_id: what is acted on.
        state: as it mostly is then.
        seconds: float64[n], for how long, at each moment; minus infinity where it was not.
    """

    entity_id: str
    state: str
    seconds: NDArray[np.float64]

    @classmethod
    def of(cls, unit: Unit, times: NDArray[np.float64], timeline: Timeline) -> Self | None:
        """Look at some moments, float64[n], UTC epoch seconds; None where nobody can tell.

        Of several entities, each may have been left alone for another while.
        """
        if len(unit.entities) > 1 or set_state_of(unit.state):
            return None
        name = unit.entities[0]
        series = timeline.series[name]
        codes, since = series.stood(times)
        known = codes[(codes >= 0) & (codes != series.code_of(unit.state))]
        if not len(known):
            return None
        code = int(np.bincount(known).argmax())
        state = series.states[code]
        if differs(series):
            return cls(entity_id=name, state=state, seconds=lasted(name, state, timeline, Checks.at(times)))
        return cls(entity_id=name, state=state, seconds=np.where(codes == code, times - since, -np.inf))

    def condition(self, place: int) -> Idle:
        """Return one of the conditions that are tried."""
        return Idle(entity_id=self.entity_id, state=self.state, seconds=RESTS[place])

    def holds(self, place: int) -> NDArray[np.bool_]:
        """Tell at which moments it held, bool[n]."""
        return np.asarray(self.seconds > _RESTS[place])

    def counts(self, hit: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count at how many of some moments each of them held, and at how many of all: int64[conditions] each.

        Args:
            hit: bool[n], some.
        """
        longest = _RESTS.searchsorted(self.seconds)
        return _and_more(longest[hit]), _and_more(longest)


def _and_more(longest: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count how many reach each of the conditions, given how many each reaches: int64[conditions]."""
    return np.asarray(np.bincount(longest, minlength=len(RESTS) + 1)[:0:-1].cumsum()[::-1])
