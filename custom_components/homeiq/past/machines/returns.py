"""Returns: what entities report when they come back from an absence, and who brought that about.

A return takes more than one report: a plug comes back as off, and is on again some seconds later, as it was before.
Nobody did that. But what was away for some minutes only, by itself, and comes back as something else and stays so, was
changed meanwhile: a lost message doesn't make it a start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...model.event import Cause, EventColumns
from ...model.things import ACT_STATES
from .reports import Reports

_SETTLED = 120.0  # seconds after a return in which a device restores what it was
_RESTORED = 300.0  # the same where it first reported something else than before
_STARTS = 10.0  # seconds after a return in which a device comes to what it is set to start with
_SHORT = 600.0  # longest absence in which a change is still somebody's, seconds
_AT_ONCE = 60.0  # seconds within which several things come back for one reason
_SEVERAL = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Returns:
    """When the things that people act on came back.

    Attributes:
        time: float64[n], UTC epoch seconds, ascending.
    """

    time: NDArray[np.float64]

    @classmethod
    def of(cls, history: EventColumns, away: NDArray[np.bool_]) -> Self:
        """Find them; ``away`` tells of each of the history's states whether it is an absence."""
        acted_on = np.array([name.partition(".")[0] in ACT_STATES for name in history.entities], dtype=np.bool_)
        rows = np.flatnonzero(acted_on[history.entity])
        rows = rows[np.argsort(history.entity[rows], kind="stable")]
        gone = away[history.state[rows]]
        back = ~gone[1:] & gone[:-1] & (history.entity[rows[1:]] == history.entity[rows[:-1]])
        return cls(time=np.sort(history.time[rows[1:][back]]))

    def owned(
        self,
        told: Reports,
        by_people: NDArray[np.bool_],
        time: NDArray[np.float64],
        is_present: NDArray[np.bool_],
        cause: NDArray[np.int8],
    ) -> NDArray[np.bool_]:
        """Tell which reports people or unattended devices brought about, bool[n].

        Args:
            told: what an entity reported while it was there.
            by_people: bool[n], whose cause is one of these.
            time: float64[m], of all that it reported, absences too.
            is_present: bool[m], which of them are no absences.
            cause: int8[n].
        """
        owned = by_people.copy()
        places = np.flatnonzero(is_present)
        owned[0] &= places[0] == 0
        rows = np.flatnonzero(np.diff(places) > 1) + 1
        gone, back = time[places[rows - 1] + 1], told.time[rows]
        steady = (np.diff(gone, append=np.inf) - (back - gone) > _SHORT) & (back - gone <= _SHORT)
        steady[1:] &= gone[1:] - back[:-1] > _SHORT
        for row, is_short in zip(rows.tolist(), steady.tolist(), strict=True):
            last = _restored(told, row, cause)
            owned[row:last] &= (cause[row:last] == Cause.PERSON) & (np.arange(row, last) != row)
            if last == row + 1 and told.code[row] != told.code[row - 1]:
                owned[row] = is_short and self._is_alone(float(told.time[row]))
            # A plug that starts as it was set to start does so at once; a hand has to see first that it is back.
            begun = slice(row + 1, int(told.time.searchsorted(told.time[row] + _STARTS, "right")))
            owned[begun] &= cause[begun] == Cause.PERSON
        return owned

    def _is_alone(self, moment: float) -> bool:
        first, last = self.time.searchsorted([moment - _AT_ONCE, moment + _AT_ONCE], "left")
        return bool(last - first < _SEVERAL)


def _restored(told: Reports, row: int, cause: NDArray[np.int8]) -> int:
    """Return the end of the reports by which an entity that came back restores what it was, its first one at least."""
    until = _SETTLED if told.code[row] == told.code[row - 1] else _RESTORED
    settled = int(told.time.searchsorted(told.time[row] + until, "right"))
    same = (told.code[row:settled] == told.code[row - 1]) & (cause[row:settled] != Cause.PERSON)
    return row + 1 + int(np.flatnonzero(same).max(initial=0))
