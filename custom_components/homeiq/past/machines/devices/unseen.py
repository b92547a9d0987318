"""Unseen: things with a sensor of their own that nobody hears of, beside another one that is heard of.

Both see the same people, but neither all that the other one sees. A lamp that goes by its own is lit with the other one
to a few seconds whenever that saw somebody as well, and mostly goes out about as long after it, or after its own
beginning. Who is as prompt at the switch takes any time to put the lamp out, and who puts it out as regularly has not
lit it as promptly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...flips import Flips
from ...series import Series
from .responses import since_last, waited_for

BESIDE = 0.5
"""Share of its uses that begin with a sensor beside its own."""
EARLY = 2.0
"""Seconds by which a sensor may be told later than what goes by it, as each comes its own way."""
_WITHIN = 15.0  # seconds within which it could be a person's answer
_FEWEST = 20  # of these
_ANSWERED = 0.1  # share of what the other sensor sees while it is out that it is lit with; it may wait for the dark
_PROMPT, _PROMPTLY = 4.0, 0.9  # seconds within which it is a machine's, and the share of these that are
_SHORTEST = 25.0  # seconds; who goes on for less may just be leaving
_LOOSE = 0.3  # of the usual while, how far apart the middle half of all lie at most; people's lie one and more
_SOONER, _LATER = 0.8, 2.0  # times the usual while, between which it ends by itself, as its own sensor may see more


def made_beside(mine: Flips, source: Flips, series: Series) -> NDArray[np.int32] | None:
    """Return the flips of what has a sensor of its own beside another one, int32[n]; None where it has none.

    Whoever is named has done it.

    Args:
        mine: its own.
        source: the other sensor's.
        series: its own.
    """
    free = series.by_people & ~series.by_person
    begins = np.flatnonzero(mine.used[:-1] & ~mine.used[1:])
    begins = begins[free[mine.row[begins]] & free[mine.row[begins + 1]]]
    lit, out = mine.time[begins], mine.time[begins + 1]
    seen = source.time[source.used]
    since = since_last(seen - EARLY, lit) - EARLY
    behind = since <= _WITHIN - EARLY
    answers = np.count_nonzero(behind)
    asked = np.count_nonzero(~mine.is_used(seen, inclusive=False))
    if answers < max(_FEWEST, BESIDE * len(behind), _ANSWERED * asked):
        return None
    if np.count_nonzero(since <= _PROMPT) < _PROMPTLY * answers:
        return None
    every = [_ends(waited, behind) for waited in (*waited_for(source, out), out - lit)]
    # Where both sensors are regular as well, its own beginning tells most.
    ends = max(every, key=np.count_nonzero)
    if not ends.any():
        return None
    return np.sort(np.append(mine.row[begins[behind | ends]], mine.row[begins[ends] + 1]))


def _ends(waited: NDArray[np.float64], behind: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the uses that end after about the same time as most, bool[n]; none where people's could be like that.

    Args:
        waited: float64[n], seconds.
        behind: bool[n], whether they began with the other sensor.
    """
    short, usual, long = np.quantile(waited[behind], [0.25, 0.5, 0.75], method="nearest").tolist()
    if usual < _SHORTEST or long - short > _LOOSE * usual:
        return np.zeros(len(waited), dtype=np.bool_)
    return np.asarray((waited >= _SOONER * usual) & (waited <= _LATER * usual))
