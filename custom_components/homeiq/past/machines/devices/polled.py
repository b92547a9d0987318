"""Polled: what tells within a minute what others of its kind have done, because somebody asks it only so often.

It is in use while one of its sources is, a minute late, and hardly ever changes but after one of them. Unlike a
follower it may miss what lasted for less than the pause between two questions. Clouds are asked as seldom as every five
minutes; whoever comes that late gives itself away by delays of any length up to the pause, each as often as another.
People have a delay of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ....model.things import ACT_STATES
from ...flips import Flips
from ...timeline import Timeline
from ..exact import is_spread_evenly
from .responses import Following

_PAUSE = 60.0  # seconds between two questions, at most
_LONG_PAUSE = 330.0  # the same where the delays are spread evenly, seconds
_FEWEST = 16  # changes
_FEWEST_OF_SOURCE = 5
_STEADY = 0.95
_BY_CHANCE = (
    0.2  # share of the time that lies within a minute of some change, above which coming after one tells nothing
)
_ONE_HAND = 2.0  # seconds within which two things are moved by one hand
_LATE = 0.5  # share of the changes that come later than that
_ONE_AFTER_THE_OTHER = 5.0  # seconds between two sources that go together, as a group and its members do


def find_polled(timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Following]:
    """Yield what repeats what, once for each source.

    Args:
        flips: of all entities that have enough.
    """
    kinds: dict[str, list[str]] = {}
    for name in flips:
        if (domain := name.partition(".")[0]) in ACT_STATES:
            kinds.setdefault(domain, []).append(name)
    for names in kinds.values():
        if len(names) > 1:
            yield from _find(names, timeline, flips)


def _find(names: list[str], timeline: Timeline, flips: Mapping[str, Flips]) -> Iterator[Following]:
    """Yield what repeats what within one domain."""
    every = np.concatenate([flips[name].time for name in names])
    whose = np.repeat(np.arange(len(names)), [len(flips[name].time) for name in names])
    order = np.argsort(every, kind="stable")
    every, whose = every[order], whose[order]
    for place, name in enumerate(names):
        mine, series = flips[name], timeline.series[name]
        named = np.count_nonzero(series.by_person[mine.row])
        if len(mine.time) < _FEWEST or named > (1 - _STEADY) * len(mine.row):
            continue
        others = every[whose != place]
        for pause in (_PAUSE, _LONG_PAUSE):
            if np.count_nonzero(_since(others, mine.time) <= pause) < _STEADY * len(mine.time):
                continue
            sources = [other for other in names if other != name and _lights_up(mine, flips[other], pause)]
            if sources and _repeats(mine, [flips[one] for one in sources], timeline, pause):
                for source in sources:
                    yield Following(name=name, source=source, rows=mine.row)
                break


def _since(others: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the seconds since the last of others at some times, float64[n]."""
    return np.asarray(times - np.append(-np.inf, others)[others.searchsorted(times)])


def _lights_up(mine: Flips, source: Flips, pause: float) -> bool:
    """Tell whether something is in use a pause after a source is, if that lasts so long."""
    begun = source.time[source.used]
    begun = begun[source.is_used(begun + pause)]
    if len(begun) < _FEWEST_OF_SOURCE:
        return False
    return bool(np.count_nonzero(mine.is_used(begun + pause)) >= _STEADY * len(begun))


def _repeats(mine: Flips, sources: list[Flips], timeline: Timeline, pause: float) -> bool:
    """Tell whether something changes only after its sources, late, and is then as they are."""
    every = np.sort(np.concatenate([one.time for one in sources]))
    spans = np.minimum(np.diff(every, append=np.inf), pause)
    if spans.sum() > _BY_CHANCE * max(timeline.until - timeline.since, 1.0):
        return False
    delay = _since(every, mine.time)
    later = mine.time + pause
    used = np.any([one.is_used(later) for one in sources], axis=0)
    agree = mine.is_used(later) == used
    return bool(
        np.count_nonzero((delay <= pause) & agree) >= _STEADY * len(delay)
        and np.count_nonzero(_since(_begun(every), mine.time) > _ONE_HAND) >= _LATE * len(delay)
        and (pause == _PAUSE or is_spread_evenly(delay[delay <= pause]))
    )


def _begun(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the first of each of several moments that come one right after the other.

    Examples:
        >>> _begun(np.array([0.0, 3.0, 6.0, 60.0])).tolist()
        [0.0, 60.0]
    """
    return times[np.diff(times, prepend=-np.inf) > _ONE_AFTER_THE_OTHER]
