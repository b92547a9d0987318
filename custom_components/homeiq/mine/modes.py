"""Modes: the moments of the day, or of the sun's course, around which the acts of a unit crowd.

One unit can have several (three meals a day). A mode is found for the class of days on which it shows most clearly, on
the dial on which it is narrowest: the clock, sunrise or sunset.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..model.pattern import EVERY_DAY, WEEKEND, WORKDAYS
from ..past.acts import Unit
from ..past.calendar import falls_on
from ..past.chance import wilson_lower
from ..past.presence import somebody_home
from ..past.sun import sun_times
from ..past.timeline import Timeline

type Dial = Literal["clock", "sunrise", "sunset"]

DAY_CLASSES = (EVERY_DAY, WORKDAYS, WEEKEND, *(frozenset({day}) for day in range(7)))
HALF_WIDTHS = (10.0, 15.0, 20.0, 30.0)  # minutes; a window of an hour is as loose as a habit may be
GRID = 5  # minutes
AROUND = 180.0  # minutes on either side that tell how often it would happen anyway
CLOSE = 1.5  # half widths within which an act still speaks for the habit
_OCCASION = 6 * 3600.0  # seconds; acts nearer to each other than this are one occasion at different times
_LONGEST_OFFSET = 120.0  # minutes from the sun; farther off, the sun is not what people go by


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mode:
    """A crowd of acts on a dial.

    Attributes:
        centre: minutes on the dial.
        half_width: minutes.
        acts: int64[n], the unit's acts within the window on days of the class.
        eligible: int64[m], the local days of the class on which it could have happened.
        hits: int64[k], those on which it did.
        chance: share of days on which evenly spread acts would have fallen within the window.
        lower_bound: of hits among the eligible.
        spread: median distance of the acts from their median, minutes.
        support: distinct days with an act in or close to the window.
    """

    dial: Dial
    weekdays: frozenset[int]
    centre: float
    half_width: float
    acts: NDArray[np.int64]
    eligible: NDArray[np.int64]
    hits: NDArray[np.int64]
    chance: float
    lower_bound: float
    spread: float
    support: int

    @property
    def worth(self) -> float:
        """How surely it beats chance."""
        return self.lower_bound - self.chance


def marks_on(dial: Dial, unit: Unit, left: NDArray[np.bool_], timeline: Timeline) -> Marks:
    """Place the acts that are left on a dial; on the sun's, only those near its event."""
    act = np.flatnonzero(left)
    times = unit.acts[act]
    day = timeline.calendar.day(times)
    if dial == "clock":
        return Marks(act=act, day=day, place=timeline.calendar.minute(times))
    place = (times - moments(dial, day, 0.0, timeline)) / 60
    near = np.abs(place) <= _LONGEST_OFFSET + HALF_WIDTHS[-1]
    return Marks(act=act[near], day=day[near], place=place[near])


def moments(dial: Dial, days: NDArray[np.int64], place: float, timeline: Timeline) -> NDArray[np.float64]:
    """Return the UTC epoch seconds of a place on a dial, one for each local day; NaN where there is no such event."""
    if dial == "clock":
        return timeline.calendar.moment(days, place)
    rise, set_ = sun_times(days, timeline.home.latitude, timeline.home.longitude)
    return (rise if dial == "sunrise" else set_) + place * 60


def find_mode(dial: Dial, unit: Unit, marks: Marks, timeline: Timeline, days: frozenset[int]) -> Mode | None:
    """Find the clearest crowd on the days of a class; None where there is none."""
    mine = falls_on(marks.day, days)
    marks = Marks(act=marks.act[mine], day=marks.day[mine], place=marks.place[mine])
    total = int(np.count_nonzero(falls_on(timeline.days, days)))
    if not len(marks.act) or not total:
        return None
    worth, middle, half = _densest(dial, marks, total)
    offsets = distance(dial, marks.place, middle)
    centre = middle + float(np.median(offsets[np.abs(offsets) <= half + GRID / 2]))
    if worth <= 0 or (dial != "clock" and abs(centre) > _LONGEST_OFFSET):
        return None
    return measure(dial, unit, marks, timeline, (days, centre % 1440 if dial == "clock" else centre, half))


def _densest(dial: Dial, marks: Marks, total: int) -> tuple[float, float, float]:
    """Return the worth, centre and half width of the window that beats chance most, on a grid of five minutes."""
    start, _ = _ends(dial)
    acted = lay_out(dial, marks.day - marks.day.min(), marks.place)
    reach = round(AROUND / GRID)
    sums = _sums(acted, reach, dial)
    around = _within(sums.sum(axis=0), reach, reach)
    bounds = np.array([wilson_lower(count, total) for count in range(total + 1)])
    windows = []
    for half in HALF_WIDTHS:
        days = np.minimum(np.count_nonzero(_within(sums, round(half / GRID), reach), axis=0), total)
        worth = np.where(days > 0, bounds[days] - even_chance(around, half, total), -1.0)
        best = int(np.argmax(worth))
        windows.append((float(worth[best]), start + (best + 0.5) * GRID, half))
    return max(windows)


def lay_out(dial: Dial, row: NDArray[np.int64], place: NDArray[np.float64]) -> NDArray[np.int64]:
    """Count acts by row and by slot of five minutes on a dial, int64[rows, slots].

    Args:
        row: int64[n], 0 or more.
        place: float64[n], minutes on the dial.
    """
    start, end = _ends(dial)
    slots = round((end - start) / GRID)
    cell = row * slots + ((place - start) // GRID).astype(np.int64) % slots
    rows = int(row.max()) + 1
    return np.bincount(cell, minlength=rows * slots).reshape(rows, slots)


def _ends(dial: Dial) -> tuple[float, float]:
    """Return where a dial begins and ends, minutes."""
    if dial == "clock":
        return 0.0, 1440.0
    return -_LONGEST_OFFSET - HALF_WIDTHS[-1], _LONGEST_OFFSET + HALF_WIDTHS[-1]


def _sums(counts: NDArray[np.int64], reach: int, dial: Dial) -> NDArray[np.int64]:
    """Return the running sums of each row, from ``reach`` slots before the first one to as many after the last.

    On the clock a day's end meets the start of the next one, which is the next row.
    """
    padded = np.pad(counts, ((0, 0), (reach, reach)))
    if dial == "clock":
        padded[1:, :reach] = counts[:-1, -reach:]
        padded[:-1, -reach:] = counts[1:, :reach]
    return np.pad(np.cumsum(padded, axis=1), ((0, 0), (1, 0)))


def _within(sums: NDArray[np.int64], half: int, reach: int) -> NDArray[np.int64]:
    """Return the sum over a window of so many slots each way around every slot, from running sums of that reach."""
    end = sums.shape[-1]
    return np.asarray(
        sums[..., reach + half + 1 : end - reach + half] - sums[..., reach - half : end - reach - half - 1]
    )


def measure(
    dial: Dial, unit: Unit, marks: Marks, timeline: Timeline, window: tuple[frozenset[int], float, float]
) -> Mode | None:
    """Count a window's hits among the days on which it could have happened.

    Args:
        window: weekdays, centre and half width.
    """
    weekdays, centre, half = window
    away = distance(dial, marks.place, centre)
    inside = np.abs(away) <= half
    days = timeline.days[falls_on(timeline.days, weekdays)]
    # A quarter past midnight belongs to the evening before where the habit does.
    wrapped = np.round((marks.place[inside] - centre - away[inside]) / 1440).astype(np.int64)
    hit_days = np.unique(marks.day[inside] + (wrapped if dial == "clock" else 0))
    eligible = eligible_days(dial, unit, timeline, days, (centre, half))
    eligible = np.union1d(eligible, np.intersect1d(hit_days, days))
    hits = np.intersect1d(hit_days, eligible)
    if not len(eligible) or not len(hits):
        return None
    around = int(np.count_nonzero(np.abs(away) <= AROUND))
    return Mode(
        dial=dial,
        weekdays=weekdays,
        centre=centre,
        half_width=half,
        acts=marks.act[inside],
        eligible=eligible,
        hits=hits,
        chance=float(even_chance(np.array([around]), half, len(eligible))[0]),
        lower_bound=wilson_lower(len(hits), len(eligible)),
        spread=float(np.median(np.abs(away[inside] - np.median(away[inside])))),
        support=len(np.unique(marks.day[np.abs(away) <= CLOSE * half])),
    )


def eligible_days(
    dial: Dial, unit: Unit, timeline: Timeline, days: NDArray[np.int64], window: tuple[float, float]
) -> NDArray[np.int64]:
    """Return the days on which the home was recorded and lived in, and there was something left to do.

    Args:
        window: centre and half width, minutes.
    """
    centre, half = window
    middle = moments(dial, days, centre, timeline)
    start, end = middle - half * 60, middle + half * 60
    with np.errstate(invalid="ignore"):
        counts = (start >= timeline.since) & (end <= timeline.until)
    counts &= timeline.is_lived(days)
    days, start, middle = days[counts], start[counts], middle[counts]
    # Done a while before by hand is the habit at another time and counts against this one; done for long is no chance.
    counts = ~unit.is_done(timeline, start) | _acted_within(unit, start, _OCCASION)
    return days[counts & somebody_home(timeline, middle)]


def _acted_within(unit: Unit, times: NDArray[np.float64], seconds: float) -> NDArray[np.bool_]:
    """Tell at which moments the last act of a unit was not longer ago."""
    acts = np.append(-np.inf, unit.acts)
    return np.asarray(times - acts[np.searchsorted(unit.acts, times, "left")] <= seconds)


def distance(dial: Dial, places: NDArray[np.float64], centre: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far places on a dial lie from its centre, signed, in minutes; on the clock the short way round."""
    away = places - centre
    return np.mod(away + 720, 1440) - 720 if dial == "clock" else away


def even_chance(
    around: NDArray[np.int64] | NDArray[np.float64], half: float, days: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of days with an act in the window if the acts nearby were spread evenly."""
    return np.asarray(1 - np.exp(-around / days * (half / AROUND)))
