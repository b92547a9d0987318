"""Windows: the acts of a unit laid out on a dial by day and by slots of five minutes, and where they crowd there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY, apart
from ...past.acts import Unit
from ...past.chance import wilson_lower_each
from ...past.days.dials import Dial, moments
from ...past.timeline import Timeline
from ..evidence import median

HALF_WIDTHS = (10.0, 15.0, 20.0, 30.0)  # minutes; a window of an hour is as loose as a habit may be
GRID = 5  # minutes
AROUND = 180.0  # minutes on either side that tell how often it would happen anyway
LONGEST_OFFSET = 120.0  # minutes from the sun; farther off, the sun is not what people go by


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marks:
    """The acts of a unit on a dial.

    Attributes:
        act: int64[n], index of the act in the unit.
        day: int64[n], local day.
        place: float64[n], minutes on the dial: after midnight, or after the sun's event.
    """

    act: NDArray[np.int64]
    day: NDArray[np.int64]
    place: NDArray[np.float64]


def marks_on(dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline) -> Marks:
    """Place the acts that are left on a dial; on the sun's, only those near its event."""
    act = np.flatnonzero(left)
    times = unit.acts[act]
    day = timeline.calendar.day(times)
    if dial == "clock":
        return Marks(act=act, day=day, place=timeline.calendar.minute(times))
    place = (times - moments(dial, day, 0.0, timeline)) / 60
    near = np.abs(place) <= LONGEST_OFFSET + HALF_WIDTHS[-1]
    return Marks(act=act[near], day=day[near], place=place[near])


def centre_of(dial: Dial, marks: Marks, middle: float, half: float) -> float:
    """Return the middle of the acts in a window about some moment, minutes on the dial."""
    offsets = distance(dial, marks.place, middle)
    return middle + median(offsets[np.abs(offsets) <= half + GRID / 2])


def densest(dial: Dial, marks: Marks, total: int) -> tuple[float, float, float]:
    """Return the worth, centre and half width of the window that beats chance most, on a grid of five minutes."""
    start, _ = _ends(dial)
    reach = round(AROUND / GRID)
    sums = _sums(lay_out(dial, _rows(dial, marks.day), marks.place), reach, dial)
    around = _within(sums.sum(axis=0), reach, reach)
    bounds = wilson_lower_each(total)
    windows = []
    for half in HALF_WIDTHS:
        days = np.minimum(_days_within(sums, round(half / GRID), reach), total)
        worth = np.where(days > 0, bounds[days] - even_chance(around, half, total), -1.0)
        best = int(np.argmax(worth))
        windows.append((float(worth[best]), start + (best + 0.5) * GRID, half))
    return max(windows)


def _rows(dial: Dial, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number local days, without those that have no act near them; on the clock a day meets those beside it.

    Args:
        dial: the clock, or what the sun does.
        days: int64[n], at least one.
    """
    first = days.min()
    acted = np.zeros(days.max() - first + 1, dtype=np.bool_)
    acted[days - first] = True
    if dial == "clock":
        beside = acted.copy()
        beside[1:] |= acted[:-1]
        beside[:-1] |= acted[1:]
        acted = beside
    return np.asarray((np.cumsum(acted) - 1)[days - first])


def lay_out(dial: Dial, row: NDArray[np.int64], place: NDArray[np.float64]) -> NDArray[np.int64]:
    """Count acts by row and by slot of five minutes on a dial, int64[rows, slots].

    Args:
        row: int64[n], 0 or more.
        place: float64[n], minutes on the dial.

    Examples:
        >>> lay_out("clock", np.array([0, 0, 1]), np.array([0.0, 4.9, 5.0]))[:, :2].tolist()
        [[2, 0], [0, 1]]
    """
    start, end = _ends(dial)
    slots = round((end - start) / GRID)
    cell = row * slots + ((place - start) // GRID).astype(np.int64) % slots
    rows = int(row.max()) + 1
    return np.bincount(cell, minlength=rows * slots).reshape(rows, slots)


def _ends(dial: Dial) -> tuple[float, float]:
    """Return where a dial begins and ends, minutes."""
    if dial == "clock":
        return 0.0, float(DAY)
    return -LONGEST_OFFSET - HALF_WIDTHS[-1], LONGEST_OFFSET + HALF_WIDTHS[-1]


def _sums(counts: NDArray[np.int64], reach: int, dial: Dial) -> NDArray[np.int32]:
    """Return the running sums of each row, from ``reach`` slots before the first one to as many after the last.

    On the clock a day's end meets the start of the next one, which is the next row.
    """
    rows, slots = counts.shape
    # A column more before, for the sum of nothing.
    padded = np.zeros((rows, slots + 2 * reach + 1), dtype=np.int32)
    padded[:, reach + 1 : -reach] = counts
    if dial == "clock":
        padded[1:, 1 : reach + 1] = counts[:-1, -reach:]
        padded[:-1, -reach:] = counts[1:, :reach]
    return np.cumsum(padded, axis=1, dtype=np.int32, out=padded)


def _within(sums: NDArray[np.int64], half: int, reach: int) -> NDArray[np.int64]:
    """Return the sum over a window of so many slots each way around every slot, from running sums of that reach."""
    begins, ends = _windows(sums, half, reach)
    return np.asarray(ends - begins)


def _days_within(sums: NDArray[np.int32], half: int, reach: int) -> NDArray[np.int64]:
    """Count the rows with an act in a window of so many slots each way around every slot: int64[slots]."""
    begins, ends = _windows(sums, half, reach)
    return np.asarray((ends > begins).view(np.uint8).sum(axis=0, dtype=np.int64))


def _windows[N: np.generic](sums: NDArray[N], half: int, reach: int) -> tuple[NDArray[N], NDArray[N]]:
    """Return running sums before and after the windows of so many slots each way around every slot."""
    end = sums.shape[-1]
    return sums[..., reach - half : end - reach - half - 1], sums[..., reach + half + 1 : end - reach + half]


def distance(dial: Dial, places: NDArray[np.float64], centre: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far places on a dial lie from its centre, signed, in minutes; on the clock the short way round.

    Examples:
        >>> distance("clock", np.array([1430.0]), 10.0).tolist()
        [-20.0]
        >>> distance("sunset", np.array([-30.0]), 10.0).tolist()
        [-40.0]
    """
    return apart(places, centre) if dial == "clock" else places - centre


def about(dial: Dial, marks: Marks, centre: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return of which local day's habit about some moment each act is, and how far off it is in minutes, [n] each.

    A quarter past midnight belongs to the evening before where the habit does.

    Examples:
        >>> late = Marks(act=np.array([0, 1]), day=np.array([4, 5]), place=np.array([1430.0, 10.0]))
        >>> [days.tolist() for days, _ in (about("clock", late, 1435.0), about("clock", late, 5.0))]
        [[4, 4], [5, 5]]
    """
    away = distance(dial, marks.place, centre)
    if dial != "clock":
        return marks.day, away
    return marks.day + np.round((marks.place - centre - away) / DAY).astype(np.int64), away


def even_chance(
    around: NDArray[np.int64] | NDArray[np.float64], half: float, days: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of days with an act in the window if the acts nearby were spread evenly.

    Examples:
        Ten acts of twenty days in six hours: one in twenty within 36 minutes of one day.

        >>> even_chance(np.array([10]), 18.0, 20).round(4).tolist()
        [0.0488]
    """
    return np.asarray(1 - np.exp(-around / days * (half / AROUND)))
