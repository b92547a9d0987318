"""Modes: the moments of the day, or of the sun's course, around which the acts of a unit crowd.

One unit can have several (three meals a day). A mode is found for the class of days on which it shows most clearly, on
the dial on which it is narrowest: the clock, sunrise or sunset.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ...model.day import DAY
from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, NumberIs, StateIs
from ...past.acts import Unit
from ...past.chance import wilson_lower
from ...past.days.calendar import falls_on
from ...past.days.dials import Dial, moments
from ...past.presence import somebody_home
from ...past.timeline import Timeline
from ..evidence import distinct, median
from .windows import AROUND, LONGEST_OFFSET, Marks, about, centre_of, densest, even_chance

DAY_CLASSES = (EVERY_DAY, WORKDAYS, WEEKEND, *(frozenset({day}) for day in range(7)))
CLOSE = 1.5  # half widths within which an act still speaks for the habit
_OCCASION = 6 * 3600.0  # seconds; acts nearer to each other than this are one occasion at different times
_SURELY_ONE = 2 * 3600.0  # seconds; those nearer than this surely are, those between may have had another reason


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
        before: int64[j], those of the eligible days on which it had been done hours before, for whatever reason.
        condition: what has to be so on its days beside their weekday; None where weekdays tell them.
        tried: among how many sets of weekdays its own was the likeliest.
        without: the days on which it could have happened were nothing asked of them, and those on which it did.
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
    before: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    condition: StateIs | NumberIs | None = None
    tried: int = 1
    without: tuple[int, int] = 0, 0

    @property
    def worth(self) -> float:
        """How surely it beats chance."""
        return self.lower_bound - self.chance

    @property
    def as_little_was_left_to_do(self) -> Mode:
        """The same where what had been done hours before left nothing to do, so that it doesn't count against it."""
        eligible = np.setdiff1d(self.eligible, self.before)
        count = max(len(eligible), 1)
        return replace(
            self,
            eligible=eligible,
            before=self.before[:0],
            chance=float(1 - (1 - self.chance) ** (len(self.eligible) / count)),
            lower_bound=wilson_lower(len(self.hits), count),
        )


def find_mode(dial: Dial, unit: Unit, marks: Marks, timeline: Timeline, days: frozenset[int]) -> Mode | None:
    """Find the clearest crowd on the days of a class; None where there is none."""
    among = falls_on(marks.day, days)
    mine = Marks(act=marks.act[among], day=marks.day[among], place=marks.place[among])
    total = int(np.count_nonzero(falls_on(timeline.days, days)))
    if not len(mine.act) or not total:
        return None
    worth, middle, half = densest(dial, mine, total)
    centre = centre_of(dial, mine, middle, half)
    if worth <= 0 or (dial != "clock" and abs(centre) > LONGEST_OFFSET):
        return None
    return measure(dial, unit, marks, timeline, (days, centre % DAY if dial == "clock" else centre, half))


def measure(
    dial: Dial, unit: Unit, marks: Marks, timeline: Timeline, window: tuple[frozenset[int], float, float]
) -> Mode | None:
    """Count a window's hits among the days on which it could have happened.

    Args:
        marks: all acts of the unit; those of other days than the window's say nothing of it.
        window: weekdays, centre and half width.
    """
    weekdays, centre, half = window
    on, away = about(dial, marks, centre)
    mine = falls_on(on, weekdays)
    on, away = on[mine], away[mine]
    apart_by = np.abs(away)
    inside = apart_by <= half
    of_class = falls_on(timeline.days, weekdays)
    days = timeline.days[of_class]
    hit = _among(on[inside], timeline.days)[of_class]
    may, before = may_act(dial, unit, timeline, days, (centre, half))
    eligible, hits = days[hit | may], days[hit]
    if not len(hits):
        return None
    around = int(np.count_nonzero(apart_by <= AROUND))
    return Mode(
        dial=dial,
        weekdays=weekdays,
        centre=centre,
        half_width=half,
        acts=marks.act[mine][inside],
        eligible=eligible,
        hits=hits,
        chance=float(even_chance(np.array([around]), half, len(eligible))[0]),
        lower_bound=wilson_lower(len(hits), len(eligible)),
        spread=median(np.abs(away[inside] - median(away[inside]))),
        support=distinct(on[apart_by <= CLOSE * half]),
        before=days[before & ~hit],
    )


def on_days(mode: Mode, days: NDArray[np.int64], marks: Marks) -> Mode:
    """Return a mode on some of its days.

    Args:
        mode: as it is on all of them.
        days: int64[n], those.
        marks: all acts of the unit.
    """
    on, away = about(mode.dial, marks, mode.centre)
    near = np.isin(on, days)
    apart_by = np.abs(away[near])
    hits = np.intersect1d(mode.hits, days)
    around = np.array([np.count_nonzero(apart_by <= AROUND)])
    return replace(
        mode,
        acts=marks.act[near][apart_by <= mode.half_width],
        eligible=days,
        hits=hits,
        chance=float(even_chance(around, mode.half_width, len(days))[0]),
        lower_bound=wilson_lower(len(hits), len(days)),
        support=distinct(on[near][apart_by <= CLOSE * mode.half_width]),
        before=np.intersect1d(mode.before, days),
    )


def _among(some: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which local days, one after the other, are among some: bool[n]."""
    found = np.zeros(len(days) + 1, dtype=np.bool_)
    place = some - days[0]
    # What lies outside falls behind the last one.
    found[np.where((place >= 0) & (place < len(days)), place, len(days))] = True
    return found[:-1]


def may_act(
    dial: Dial, unit: Unit, timeline: Timeline, days: NDArray[np.int64], window: tuple[float, float]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell on which days the home was recorded and lived in, and there was something left to do: bool[n].

    Args:
        window: centre and half width, minutes.

    Returns:
        These; and those of them on which it had been done hours before and not undone, so that it may have been another
        occasion.
    """
    centre, half = window
    middle = moments(dial, days, centre, timeline)
    start, end = middle - half * 60, middle + half * 60
    with np.errstate(invalid="ignore"):
        counts = (start >= timeline.since) & (end <= timeline.until)
    counts &= timeline.is_lived(days)
    start, middle = start[counts], middle[counts]
    # Done a while before by hand is the habit at another time and counts against this one; done for long is no chance.
    done, since = unit.is_done(timeline, start), _since_act(unit, start)
    is_open = ~done | (since <= _OCCASION)
    if unit.is_for_who_is_home(middle, half * 60):
        is_open &= somebody_home(timeline, middle)
    before = counts.copy()
    counts[counts], before[before] = is_open, is_open & done & (since > _SURELY_ONE)
    return counts, before


def _since_act(unit: Unit, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how long ago the last act of a unit was at some moments, seconds; infinite where there was none."""
    acts = np.append(-np.inf, unit.acts)
    return np.asarray(times - acts[np.searchsorted(unit.acts, times, "left")])
