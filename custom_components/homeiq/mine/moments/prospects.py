"""Prospects: the classes of days on which a closer look for a mode can find anything at all.

A unit's acts are laid out by day and slot once; what a window can hold at most is then counted for all windows and all
classes together, wider than the closer look does, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...past.days.calendar import weekday
from ...past.days.dials import Dial
from ...past.timeline import Timeline
from ..evidence import distinct
from .gates import Gates
from .modes import CLOSE, DAY_CLASSES
from .windows import AROUND, GRID, HALF_WIDTHS, Marks, lay_out

_WEEK = 7
_MEMBERS = np.array([[day in weekdays for day in range(_WEEK)] for weekdays in DAY_CLASSES], dtype=np.float32)
"""float32[classes, weekdays]: 1 where a weekday is one of a class. Counts are exact, and sums of floats are quick."""
_MEMBERS_TOMORROW = np.roll(_MEMBERS, -1, axis=1)
_BROADEST = round(2 * AROUND / GRID) - 1  # slots around a window
_WIDEST = 1 + int(2 * CLOSE * HALF_WIDTHS[-1] // GRID)  # slots


def prospects(
    dial: Dial, marks: Marks, timeline: Timeline, several: Sequence[Gates]
) -> dict[Gates, tuple[frozenset[int], ...]]:
    """Return the classes of days for which a mode that passes some gates can't be excluded, for each of several gates.

    Args:
        marks: the acts on the dial.
        several: each asks for less than the one before, and its chance is the same.
    """
    fewest = min(gates.needed for gates in several)
    if distinct(marks.day) < max(fewest, 1):
        return dict.fromkeys(several, ())
    acted = _weeks(dial, marks)
    # What a wide window can't hold, no narrower one does.
    classes = np.flatnonzero(acted.most_hits(_slots(2 * CLOSE * HALF_WIDTHS[-1])).max(axis=1) >= fewest)
    acted.look_at(classes)
    lived = np.bincount(weekday(timeline.days[timeline.is_lived(timeline.days)]), minlength=_WEEK)
    days = (_MEMBERS[classes] * lived).sum(axis=1)
    found = {gates: np.zeros(len(classes), dtype=np.bool_) for gates in several}
    left = list(several)
    for half in reversed(HALF_WIDTHS):
        hits = acted.most_hits(_slots(2 * half))
        left = [gates for gates in left if gates.are_often(hits, days).any()]
        if not left:
            break
        around = acted.fewest_around(half)
        reached = left[-1].are_in_reach(hits, around, half, days)
        for gates in left:
            in_reach = (reached & gates.are_kept(hits, around, half, days)).any(axis=1)
            if (in_reach & ~found[gates]).any():
                found[gates] |= in_reach & (acted.most_hits(_slots(2 * CLOSE * half)) >= gates.needed).any(axis=1)
    return {gates: tuple(DAY_CLASSES[number] for number in classes[of].tolist()) for gates, of in found.items()}


def _slots(minutes: float) -> int:
    """Return how many slots a window can touch at most."""
    return int(minutes // GRID) + 1


def _weeks(dial: Dial, marks: Marks) -> _Weeks:
    """Lay acts out in whole weeks, from Monday on, with a day before the first act at least."""
    day = marks.day - (marks.day.min() - 1)
    monday = int(weekday(marks.day.min(keepdims=True) - 1)[0])
    acted = lay_out(dial, day + monday, marks.place)
    weeks = np.zeros((len(acted) + -len(acted) % _WEEK, acted.shape[1]), dtype=np.int32)
    weeks[: len(acted)] = acted
    return _Weeks(dial, weeks)


class _Weeks:
    """The acts of a unit by day and slot, whole weeks of days."""

    def __init__(self, dial: Dial, acted: NDArray[np.int32]) -> None:
        """Take acts by day and slot, int32[weeks * 7, slots]."""
        self._is_clock = dial == "clock"
        self._acted = acted
        self._slots = acted.shape[1]
        self._members, self._members_tomorrow = _MEMBERS, _MEMBERS_TOMORROW
        nothing = np.zeros((len(acted), _WIDEST), dtype=np.int32)
        tomorrow = np.concatenate([acted[1:, :_WIDEST], nothing[:1]])
        self._into_tomorrow = _running(acted, tomorrow if self._is_clock else nothing)

    def look_at(self, classes: NDArray[np.int64]) -> None:
        """Leave out all but some classes, given by their places."""
        self._members, self._members_tomorrow = _MEMBERS[classes], _MEMBERS_TOMORROW[classes]

    def most_hits(self, width: int) -> NDArray[np.float32]:
        """Return on how many days there is an act from a slot on, or more: [classes, slots].

        A window that begins before midnight belongs to the day that it begins on, or to the next one.
        """
        days = self._days(self._into_tomorrow, width)
        hits = _by_class(self._members, days)
        if self._is_clock:
            late = slice(1 - width, None)
            hits[:, late] = np.maximum(hits[:, late], _by_class(self._members_tomorrow, days[:, late]))
        return hits

    def fewest_around(self, half: float) -> NDArray[np.float64]:
        """Return the acts around a window that begins in a slot, or fewer: [classes, slots].

        They belong to the day of the window, on either side of midnight.
        """
        begin = _BROADEST - round((AROUND - half) / GRID) + 1
        first, last = begin, begin + self._slots
        around = self._around[:, :, first + _BROADEST : last + _BROADEST] - self._around[:, :, first:last]
        fewest: NDArray[np.float64] = around[0]
        if self._is_clock:
            late = slice(1 - _slots(2 * half), None)
            fewest[:, late] = around[:, :, late].min(axis=0)
        return fewest

    @cached_property
    def _around(self) -> NDArray[np.float64]:
        """The sums of all acts before each slot, from a while before the first until a while after the last.

        Of the days of each class, and of those before them: [2, classes, slots].
        """
        week = self._acted.reshape(-1, _WEEK, self._slots).sum(axis=0)
        beside = np.zeros_like(week[:, :_BROADEST])
        before, after = beside, beside
        if self._is_clock:
            before, after = np.roll(week[:, -_BROADEST:], 1, axis=0), np.roll(week[:, :_BROADEST], -1, axis=0)
        sums = _running(np.concatenate([before, week], axis=1), after)
        return np.stack([_by_class(each, sums) for each in (self._members, self._members_tomorrow)]).astype(np.float64)

    def _days(self, sums: NDArray[np.int32], width: int) -> NDArray[np.uint16]:
        """Count the days of each weekday with an act in the ``width`` slots from a slot on, uint16[weekdays, slots]."""
        has_act = sums[:, width : width + self._slots] > sums[:, : self._slots]
        # Longer numbers take three times as long, and no history has more days.
        return np.asarray(has_act.view(np.uint8).reshape(-1, _WEEK, self._slots).sum(axis=0, dtype=np.uint16))


def _running[N: np.generic](counts: NDArray[N], after: NDArray[N]) -> NDArray[N]:
    """Return the sums of what comes before each slot and each of those after the last one, a row each."""
    rows = np.concatenate([np.zeros_like(counts[:, :1]), counts, after], axis=1)
    return np.cumsum(rows, axis=1, dtype=rows.dtype)


def _by_class(members: NDArray[np.float32], counts: NDArray[np.generic]) -> NDArray[np.float32]:
    """Add up the weekdays of each class, float32[classes, slots]."""
    # Not as a product of matrices, for which numpy would start threads that keep all cores busy waiting.
    return np.asarray(np.einsum("cw,ws->cs", members, counts.astype(np.float32)))
