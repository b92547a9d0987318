"""Ruled: things that go by a rule of their own behind a sensor, which mostly doesn't set them off.

A lamp with a sensor of its own comes on only in the dark, or only in one mode of the house; as long as that holds, it
never misses. And it goes out a certain while after the sensor has seen the last of somebody: no hand waits for two
minutes, give or take ten seconds, every time, whoever's name it carries and however often the sensor is not answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES, Origin, thing_of
from ...days.sun import sun_heights
from ...delays import Followers
from ...flips import Flips
from ...series import Series
from ...timeline import Timeline
from ..exact import LONGEST_DELAY
from .responses import TWILIGHT, Following, since_last, waited_for
from .unseen import BESIDE, EARLY, made_beside

_WITHIN = 15.0  # seconds within which it answers
_SHARE = 0.95  # share of its uses that the sensor has just begun
_FEWEST = 12  # uses of what waits for a while
_SHORTEST = 25.0  # seconds; who goes on for less may just be leaving
_KEPT = 0.2  # share of the while by which it may be longer or shorter
_CLOSER = 0.75  # times as far apart as what lasts a certain while anyway, at most, to be the sensor's and not its own
_BY_CHANCE = 0.3  # share of the time right behind the sensor, above which coming then tells nothing
_FEWEST_IN = 60  # answers while a condition holds
_FEWEST_OUT = 20  # firings while it doesn't
_MISSED = 0.005  # share of the former that may be missed: people who hardly ever forget still do so more often
_STRAYS = 0.02  # share of the latter that may be answered


def find_ruled(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Following]:
    """Yield what goes by a rule of its own behind a sensor.

    Args:
        flips: of all entities that have enough.
    """
    ruled = {name: one for name, one in flips.items() if name.partition(".")[0] in ACT_STATES}
    uses = {name: _uses(one, timeline.series[name]) for name, one in ruled.items()}
    names = [name for name, rows in uses.items() if len(rows) >= _FEWEST]
    if not names:
        return
    every = Followers.of([ruled[name].time[uses[name]] for name in names])
    for source, theirs in flips.items():
        is_sensor = thing_of(source).origin is Origin.SENSED
        begun = theirs.time[theirs.used] - (EARLY if is_sensor else 0.0)
        if not (is_sensor or source in ruled) or not len(begun) or _is_ever_about(begun, timeline):
            continue
        behind = np.bincount(every.whose[every.since(begun) <= _WITHIN], minlength=len(names))
        for place in np.flatnonzero(behind >= BESIDE * every.sizes).tolist():
            name = names[place]
            mine, series = ruled[name], timeline.series[name]
            rows = None
            if name != source and behind[place] >= _SHARE * every.sizes[place]:
                rows = _goes_by(mine, theirs, series, begun, timeline if is_sensor else None)
            if rows is None and is_sensor:
                rows = made_beside(mine, theirs, series)
            if rows is not None:
                yield Following(name=name, source=source, rows=rows)


def _uses(mine: Flips, series: Series) -> NDArray[np.int64]:
    """Return which of its flips people seem to have brought to use, int64[n]."""
    return np.flatnonzero(mine.used & series.by_people[mine.row])


def _is_ever_about(begun: NDArray[np.float64], timeline: Timeline) -> bool:
    about = np.minimum(np.diff(begun, append=np.inf), _WITHIN).sum()
    return bool(about > _BY_CHANCE * max(timeline.until - timeline.since, 1.0))


def _goes_by(
    mine: Flips, source: Flips, series: Series, begun: NDArray[np.float64], timeline: Timeline | None
) -> NDArray[np.int32] | None:
    """Return the flips of what goes by a rule of its own behind a source, int32[n]; None where it does not.

    Args:
        mine: its own.
        source: what it may go by.
        series: its own.
        begun: float64[n], when the source began.
        timeline: for conditions; None where there are none, as the source is no sensor.
    """
    is_named = series.by_person[mine.row[_uses(mine, series)]].any()
    if _keeps_waiting(mine, source, series) or (
        timeline and not is_named and _is_conditional(mine, begun, series, timeline)
    ):
        return _made(mine, source, series, begun)
    return None


def _keeps_waiting(mine: Flips, source: Flips, series: Series) -> bool:
    """Tell whether something ends a certain while after its sensor began or ended, rather than after its own beginning.

    A kettle also ends by itself after much the same time, though people begin it.
    """
    ended = np.flatnonzero(~mine.used & series.by_people[mine.row])
    ended = ended[ended > 0]
    if len(ended) < _FEWEST:
        return False
    lasted = mine.time[ended] - mine.time[ended - 1]
    closest = _CLOSER * _apart(lasted) if _is_certain(lasted) else np.inf
    longest = LONGEST_DELAY if closest < np.inf else np.inf
    return any(
        _is_certain(waited) and _apart(waited) < closest and np.median(waited) <= longest
        for waited in waited_for(source, mine.time[ended])
    )


def _made(mine: Flips, source: Flips, series: Series, begun: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return its flips that are its own: rows of the series, int32[n].

    These are uses right behind the sensor, and rests right behind its end or a certain while after it, where most are.
    """
    rests = ~mine.used & series.by_people[mine.row]
    made = mine.used & (since_last(begun, mine.time) <= _WITHIN)
    for waited in waited_for(source, mine.time):
        soon = rests & (waited <= _WITHIN)
        if np.count_nonzero(soon) >= _SHARE * np.count_nonzero(rests):
            made |= soon
        elif _is_certain(waited[rests]):
            made |= rests & (np.abs(waited - np.median(waited[rests])) <= _KEPT * np.median(waited[rests]))
    return mine.row[made]


def _is_certain(waited: NDArray[np.float64]) -> bool:
    """Tell whether times are much the same, and longer than somebody takes to leave.

    Examples:
        >>> _is_certain(np.array([118.0, 120.0, 124.0])), _is_certain(np.array([3.0, 3.0, 3.0]))
        (True, False)
    """
    usual = float(np.quantile(waited, 0.5, method="nearest"))
    return usual >= _SHORTEST and _apart(waited) <= _KEPT * usual


def _apart(waited: NDArray[np.float64]) -> float:
    """Return how far apart nine in ten of some times lie, seconds."""
    short, long = np.quantile(waited, [0.05, 0.95], method="nearest").tolist()
    return float(long - short)


def _is_conditional(mine: Flips, begun: NDArray[np.float64], series: Series, timeline: Timeline) -> bool:
    """Tell whether something answers all firings in the dark, or in one state of a witness, and hardly any others."""
    times = begun[begun < series.time[-1] - _WITHIN]
    times = times[~mine.is_used(times, inclusive=False)]
    acts = np.append(mine.time[mine.used], np.inf)
    answered = acts[acts.searchsorted(times)] - times <= _WITHIN
    if np.count_nonzero(answered) < _FEWEST_IN:
        return False
    heights = sun_heights(times, timeline.home.latitude, timeline.home.longitude)
    limits = np.unique(np.clip(heights[answered], -TWILIGHT, TWILIGHT))
    if any(_tells(heights <= limit, answered) for limit in limits[-3:].tolist()):
        return True
    witnesses = timeline.witnesses
    return any(
        _tells(timeline.series[name].was(state, times, inclusive=False), answered)
        for name, states in zip(witnesses.names, witnesses.states, strict=True)
        for state in states
    )


def _tells(holds: NDArray[np.bool_], answered: NDArray[np.bool_]) -> bool:
    inside, outside = int(np.count_nonzero(holds)), int(np.count_nonzero(~holds))
    missed, strays = int(np.count_nonzero(holds & ~answered)), int(np.count_nonzero(~holds & answered))
    return (
        inside >= _FEWEST_IN
        and outside >= _FEWEST_OUT
        and missed <= round(_MISSED * inside)
        and strays <= _STRAYS * outside
    )
