"""Twilight: things with an eye of their own for the dark, in which alone they follow another thing.

A night light is lit while the ceiling's lamp is not, but in daylight it is out whatever that lamp does; and it comes on
at dusk and goes out at dawn all by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES
from ...days.sun import sun_heights
from ...flips import Flips
from ...places import places
from ...timeline import Timeline
from .responses import TWILIGHT, Acts, Following, followed, stays

_WITHIN = 15.0  # seconds within which it answers
_SIDE = 5  # answers to either side
_FEWEST_ALONE = 12  # answers of what does the opposite about as soon each time, and nothing else but at dusk and dawn
_EVEN, _SLOWEST = 2.0, 0.95  # times its usual delay that such a one takes at most, and the share of the answers that do
_FEWEST_OPPOSITE = 24  # answers of what does the opposite
_FEWEST = 60  # answers of what does the same, as people do so in the dark, too
_MISSED = 0.02  # share that may be lost in the dark, as a message may
_STRAYS = 0.02  # share of what happens in daylight that may be answered
_ONE_HAND = 2.0  # seconds within which one hand moves two things to the same
_LATE = 0.5  # share of such answers that come later than that
_LIMITS = 3  # of the greatest heights at which it answered, that are tried: some may be strays
_DUSK = 0.21  # sine of the sun's height, above and below the horizon, between which such an eye goes by itself
_ALONE = 0.95  # share of what it does that it does behind the other thing, or then


def find_in_the_dark(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Following]:
    """Yield what follows another thing in the dark, to use as well as to rest, and not by day.

    Args:
        flips: of all entities that have enough.
    """
    moved = {name: one for name, one in flips.items() if name.partition(".")[0] in ACT_STATES}
    names = list(moved)
    acts = [Acts.of(one, timeline.series[name]) for name, one in moved.items()]
    every = np.concatenate([np.empty(0), *(one.time for one in acts)])
    whose = np.repeat(np.arange(len(acts)), [len(one.time) for one in acts])
    order = np.argsort(every, kind="stable")
    every, whose = every[order], whose[order]
    for source, theirs in moved.items():
        behind = np.bincount(whose[_since(theirs, every) <= _WITHIN], minlength=len(acts))
        for place in np.flatnonzero(behind >= _FEWEST_ALONE).tolist():
            if names[place] == source:
                continue
            for opposite in (True, False):
                rows = _answers(theirs, acts[place], timeline, names[place], opposite=opposite)
                if rows is not None:
                    yield Following(name=names[place], source=source, rows=rows)


def _since(source: Flips, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds since a source came to use or to rest, at some times: float64[n]."""
    return np.asarray(times - np.append(-np.inf, source.time)[places(source.time, times, "left")])


def _answers(source: Flips, mine: Acts, timeline: Timeline, name: str, *, opposite: bool) -> NDArray[np.int32] | None:
    """Return what something does by itself, as it follows a source in the dark: int32[n]; None if it does not."""
    series = timeline.series[name]
    asked, delays, rows, sides = [], [], [], []
    for used in (True, False):
        every = source.time[source.used != (used == opposite)]
        times, place, delay = followed(every[stays(source, every, _WITHIN)], mine, series, _WITHIN, used=used)
        asked.append(times)
        delays.append(delay)
        rows.append(np.append(mine.row[mine.used == used], -1)[place])
        sides.append(np.full(len(times), used))
    delay, row, side = np.concatenate(delays), np.concatenate(rows), np.concatenate(sides)
    answered = delay <= _WITHIN
    if min(np.count_nonzero(answered & side), np.count_nonzero(answered & ~side)) < _SIDE:
        return None
    if not opposite and np.count_nonzero(delay[answered] > _ONE_HAND) < _LATE * np.count_nonzero(answered):
        return None
    heights = _heights(np.concatenate(asked), timeline)
    own = (_since(source, mine.time) <= _WITHIN) | (np.abs(_heights(mine.time, timeline)) <= _DUSK)
    is_alone = np.count_nonzero(own) >= _ALONE * len(own)
    usual, slowest = np.quantile(delay[answered], [0.5, _SLOWEST])
    few = _FEWEST_ALONE if is_alone and slowest <= _EVEN * usual else _FEWEST_OPPOSITE
    fewest = few if opposite else _FEWEST
    for limit in np.unique(np.clip(heights[answered], -TWILIGHT, TWILIGHT))[-_LIMITS:].tolist():
        if _keeps_to(heights <= limit, answered, fewest):
            return mine.row if is_alone else np.unique(row[answered])
    return None


def _heights(times: NDArray[np.float64], timeline: Timeline) -> NDArray[np.float64]:
    return sun_heights(times, timeline.home.latitude, timeline.home.longitude)


def _keeps_to(dark: NDArray[np.bool_], answered: NDArray[np.bool_], fewest: int) -> bool:
    """Tell whether something answers enough in the dark, missing hardly any, and hardly any by day."""
    return bool(
        np.count_nonzero(dark & answered) >= fewest
        and np.count_nonzero(dark & ~answered) <= _MISSED * np.count_nonzero(dark)
        and np.count_nonzero(~dark & answered) <= _STRAYS * np.count_nonzero(~dark)
    )
