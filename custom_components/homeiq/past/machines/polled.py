"""Polled: what tells within a minute what others of its kind have done, because somebody asks it only so often.

It is in use while one of its sources is, a minute late, and hardly ever changes but after one of them. Unlike a
follower it may miss what lasted for less than the pause between two questions.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ...model.things import ACT_STATES
from ..flips import Flips
from ..timeline import Timeline
from .followers import Following

_PAUSE = 60.0  # seconds
_FEWEST = 16  # changes
_FEWEST_OF_SOURCE = 5
_STEADY = 0.95
_BY_CHANCE = (
    0.2  # share of the time that lies within a minute of some change, above which coming after one tells nothing
)
_ONE_HAND = 2.0  # seconds within which two things are moved by one hand
_LATE = 0.5  # share of the changes that come later than that


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
        if np.count_nonzero(_comes_after(mine.time, others)) < _STEADY * len(mine.time):
            continue
        sources = [other for other in names if other != name and _lights_up(mine, flips[other])]
        if sources and _repeats(mine, [flips[one] for one in sources], timeline):
            for source in sources:
                yield Following(name=name, source=source, rows=mine.row)


def _comes_after(times: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which moments come within a pause after one of others."""
    last = np.append(-np.inf, others)[others.searchsorted(times)]
    return np.asarray(times - last <= _PAUSE)


def _lights_up(mine: Flips, source: Flips) -> bool:
    """Tell whether something is in use a pause after a source is, if that lasts so long."""
    begun = source.time[source.used]
    begun = begun[source.is_used(begun + _PAUSE)]
    if len(begun) < _FEWEST_OF_SOURCE:
        return False
    return bool(np.count_nonzero(mine.is_used(begun + _PAUSE)) >= _STEADY * len(begun))


def _repeats(mine: Flips, sources: list[Flips], timeline: Timeline) -> bool:
    """Tell whether something changes only after its sources, late, and is then as they are."""
    every = np.sort(np.concatenate([one.time for one in sources]))
    spans = np.minimum(np.diff(every, append=np.inf), _PAUSE)
    if spans.sum() > _BY_CHANCE * max(timeline.until - timeline.since, 1.0):
        return False
    last = np.append(-np.inf, every)[every.searchsorted(mine.time)]
    delay = mine.time - last
    later = mine.time + _PAUSE
    used = np.any([one.is_used(later) for one in sources], axis=0)
    agree = mine.is_used(later) == used
    return bool(
        np.count_nonzero((delay <= _PAUSE) & agree) >= _STEADY * len(delay)
        and np.count_nonzero(delay > _ONE_HAND) >= _LATE * len(delay)
    )
