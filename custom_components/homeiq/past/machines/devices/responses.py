"""Responses: what one thing does after another, and what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...flips import Flips
from ...series import Series

TWILIGHT = 0.16
"""Sine of the sun's height, above and below which it is day and night to any sensor."""
_AWAY = 3600.0  # seconds for which a radio is lost at most


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Following:
    """What one entity does after another.

    Attributes:
        rows: int32[n], the answers in the follower's series.
    """

    name: str
    source: str
    rows: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Acts:
    """The flips that nobody is named for, and all of them."""

    time: NDArray[np.float64]
    row: NDArray[np.int32]
    used: NDArray[np.bool_]
    flips: Flips

    @classmethod
    def of(cls, flips: Flips, series: Series) -> Self:
        """Find those of an entity."""
        keep = series.by_people[flips.row] & ~series.by_person[flips.row]
        return cls(time=flips.time[keep], row=flips.row[keep], used=flips.used[keep], flips=flips)


def followed(
    every: NDArray[np.float64], mine: Acts, series: Series, within: float, *, used: bool
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the flips at which something was left to do, the next act after each, and the seconds until then."""
    times = left_to_do(every, mine, series, within, used=used)
    done = mine.time[mine.used == used]
    place = done.searchsorted(times)
    return times, place, np.append(done, np.inf)[place] - times


def left_to_do(
    every: NDArray[np.float64], mine: Acts, series: Series, within: float, *, used: bool
) -> NDArray[np.float64]:
    """Return the flips, of some of a source, at which something was left to do."""
    last = max(series.time[-1], series.breaks[-1]) if len(series.breaks) else series.time[-1]
    # Nobody knows what came after the last that was heard.
    times = every[: every.searchsorted(last)]
    times = times[mine.flips.is_used(times, inclusive=False) != used]
    return np.asarray(times[~_goes_away(series, times, within)] if len(series.breaks) else times)


def stays(source: Flips, times: NDArray[np.float64], within: float) -> NDArray[np.bool_]:
    """Tell which flips of a source last long enough to be followed."""
    place = source.time.searchsorted(times, "right")
    return np.asarray(np.append(source.time, np.inf)[place] > times + within)


def _goes_away(series: Series, times: NDArray[np.float64], within: float) -> NDArray[np.bool_]:
    """Tell when it goes away before it can follow, or was away: the next that is heard of it is that it is back."""
    breaks, changes = np.append(series.breaks, np.inf), np.append(series.time, np.inf)
    following = breaks[series.breaks.searchsorted(times)]
    was_away = following <= np.minimum(times + _AWAY, changes[series.time.searchsorted(times, "right")])
    return np.asarray((following <= times + within) | was_away)


def waited_for(source: Flips, times: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return the seconds since a sensor last ended, and since it last began, at some times: float64[n] each.

    What has moments only never ends.
    """
    sides = (source.time[source.used == used] for used in (False, True))
    return tuple(since_last(moments, times) for moments in sides if len(moments))


def since_last(moments: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds since the last of some moments before each of some times, float64[n]."""
    return np.asarray(times - np.append(-np.inf, moments)[moments.searchsorted(times)])
