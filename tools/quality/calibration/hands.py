"""Which changes people made: not what keeps a delay or a second of the day to within half a second, as no hand does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools import load  # noqa: F401  # isort: skip - it has to come before the core

from custom_components.homeiq.past.days.calendar import Calendar

from .recorded import DAY, LOST, RESTED, USED, Changes, Flags, Floats, is_operated

SAME = 0.5  # seconds within which moments repeat themselves
MOSTLY = 0.6  # of the changes of one side, or of acts beside those of another thing
FEWEST_EXACT = 5
ANSWERED = 0.1  # of a sensor's firings that an automation answers at least
WAIT = 2400.0  # seconds that an automation may wait
LENGTH = 0.005  # of a use, that a timer of its own may stray
TOGETHER = 2.0  # seconds between things that one hand moves
FEWEST_TOGETHER = 4

type Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operated:
    """Something that people operate, the busiest for all that move with it.

    Attributes:
        time: float64[n], when people acted, UTC epoch seconds, ascending.
        on: bool[n], whether they put it to use.
        changed: float64[m], all its changes; ``used`` whether it was in use then.
    """

    time: Floats
    on: Flags
    changed: Floats
    used: Flags


def find_operated(changes: Mapping[str, Changes], calendar: Calendar) -> list[Operated]:
    """Find what people operated, and when."""
    fired = [
        one.time[one.state == state]
        for name, one in changes.items()
        if not is_operated(name)
        for state in sorted(set(one.state.tolist()) - {LOST})
    ]
    found = [(name, _by_hand(one, fired, calendar)) for name, one in changes.items() if is_operated(name)]
    kept: list[Operated] = []
    for _, one in sorted(found, key=lambda pair: (-len(pair[1].time), pair[0])):
        if len(one.time) and not any(_move_together(one, other) for other in kept):
            kept.append(one)
    return kept


def _by_hand(one: Changes, fired: Sequence[Floats], calendar: Calendar) -> Operated:
    known = one.state != LOST
    mine = np.append(False, known[1:] & known[:-1])[: len(known)] & ~one.machine
    for side in (USED, RESTED):
        places = np.flatnonzero(mine & (one.state == side))
        mine[places[_is_exact(one, places, side, fired, calendar)]] = False
    return Operated(
        time=one.time[mine], on=one.state[mine] == USED, changed=one.time[known], used=one.state[known] == USED
    )


def _is_exact(one: Changes, places: Places, side: str, fired: Sequence[Floats], calendar: Calendar) -> Flags:
    moments, lasted = one.time[places], one.time[places] - one.time[places - 1]
    exact = repeated(calendar.minute(moments) * 60, DAY)
    exact |= repeated(lasted, DAY / 2, max(SAME, LENGTH * float(np.median(np.append(lasted, 0)))))
    for times in fired:
        last = np.append(-np.inf, times)[np.searchsorted(times, moments, "right")]
        hit = repeated(moments - last, WAIT)
        open_to_it = one.state[np.clip(np.searchsorted(one.time, times) - 1, 0, None)] != side
        exact |= hit & bool(hit.sum() >= ANSWERED * open_to_it.sum())
    return exact


def repeated(values: Floats, limit: float, spread: float = SAME) -> Flags:
    """Mark the values that lie within a spread of each other, where those are most of all.

    Args:
        values: float64[n].
        limit: values from which on nothing is looked at.

    Examples:
        >>> repeated(np.array([3.0, 3.1, 3.2, 3.3, 3.4, 50.0]), 60).tolist()
        [True, True, True, True, True, False]
    """
    ordered = np.sort(values[values < limit])
    crowd = np.searchsorted(ordered, ordered + spread, "right") - np.arange(len(ordered))
    if not len(crowd) or crowd.max() < max(FEWEST_EXACT, MOSTLY * len(values)):
        return np.zeros(len(values), dtype=np.bool_)
    low = ordered[crowd.argmax()]
    return np.asarray((values >= low) & (values <= low + spread))


def _move_together(one: Operated, other: Operated) -> bool:
    """Tell whether most acts on one thing lie beside acts of the same side on another."""
    if len(one.time) < FEWEST_TOGETHER:
        return False
    near = np.zeros(len(one.time), dtype=np.bool_)
    for side in (True, False):
        mine, theirs = one.on == side, np.append(np.append(-np.inf, other.time[other.on == side]), np.inf)
        place = np.searchsorted(theirs, one.time[mine])
        distance = np.minimum(one.time[mine] - theirs[place - 1], theirs[place] - one.time[mine])
        near[mine] = distance <= TOGETHER
    return bool(near.mean() >= MOSTLY)
