"""Prospects: the classes of days on which a closer look for a mode can find anything at all.

A unit's acts are laid out by day and slot once; what a window can hold at most is then counted for all windows and all
classes together, wider than the closer look does, so that nothing is lost.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..past.calendar import falls_on
from ..past.timeline import Timeline
from .gates import Gates
from .modes import AROUND, CLOSE, DAY_CLASSES, GRID, HALF_WIDTHS, Dial, Marks, lay_out

type _Classes = NDArray[np.float32]
"""float32[classes, days]: 1 where a day is one of the class. Counts are exact, and sums of floats are quick."""


def prospects(dial: Dial, marks: Marks, timeline: Timeline, gates: Gates) -> Iterator[frozenset[int]]:
    """Yield the classes of days for which a mode that passes the gates can't be excluded.

    Args:
        marks: the acts on the dial.
    """
    if not len(marks.day):
        return iter(())
    days = np.arange(marks.day.min() - 1, marks.day.max() + 1)
    acted = lay_out(dial, marks.day - days[0], marks.place)
    classes, next_day = _classes(days), _classes(days + 1)
    lived = np.count_nonzero(_classes(timeline.days[timeline.is_lived(timeline.days)]), axis=1)
    acts = _count(classes, acted)
    found = np.zeros(len(DAY_CLASSES), dtype=np.bool_)
    for half in HALF_WIDTHS:
        hits = _most_hits(acted, (classes, next_day), _slots(2 * half), dial)
        in_reach = gates.are_in_reach(hits, _fewest_around(acts, half, dial), half, lived).any(axis=1)
        seen = _most_seen(acted, classes, _slots(2 * CLOSE * half), dial)
        found |= in_reach & (seen >= gates.needed).any(axis=1)
    return (weekdays for weekdays, is_worth_it in zip(DAY_CLASSES, found.tolist(), strict=True) if is_worth_it)


def _classes(days: NDArray[np.int64]) -> _Classes:
    return np.array([falls_on(days, weekdays) for weekdays in DAY_CLASSES], dtype=np.float32)


def _count(classes: _Classes, counts: NDArray[np.generic]) -> NDArray[np.float32]:
    """Add up the days of each class, float32[classes, slots]."""
    # Not as a product of matrices, for which numpy would start threads that keep all cores busy waiting.
    return np.asarray(np.einsum("cd,ds->cs", classes, counts.astype(np.float32)))


def _slots(minutes: float) -> int:
    """Return how many slots a window can touch at most."""
    return int(minutes // GRID) + 1


def _sums(counts: NDArray[np.generic], after: NDArray[np.generic], width: int) -> NDArray[np.float64]:
    """Return the sums over so many slots from every slot on, float64[..., n]; ``after`` follows the last slot."""
    sums = np.cumsum(
        np.concatenate([np.zeros_like(counts[..., :1]), counts, after[..., : width - 1]], axis=-1), axis=-1
    )
    return np.asarray(sums[..., width:] - sums[..., :-width])


def _most_hits(
    acted: NDArray[np.int64], classes: tuple[_Classes, _Classes], width: int, dial: Dial
) -> NDArray[np.float32]:
    """Return on how many days there is an act from a slot on, or more: [classes, slots].

    A window that begins before midnight belongs to the day that it begins on, or to the next one.

    Args:
        classes: of each day, and of the one after it.
    """
    if dial != "clock":
        return _count(classes[0], _sums(acted, np.zeros_like(acted), width) > 0)
    tomorrow = np.concatenate([acted[1:], np.zeros_like(acted[:1])])
    has_act = _sums(acted, tomorrow, width) > 0
    hits = _count(classes[0], has_act)
    late = slice(1 - width, None)
    hits[:, late] = np.maximum(hits[:, late], _count(classes[1], has_act[:, late]))
    return hits


def _most_seen(acted: NDArray[np.int64], classes: _Classes, width: int, dial: Dial) -> NDArray[np.float32]:
    """Return the days with an act from a slot on, before and after midnight alike, or more: [classes, slots]."""
    after = acted if dial == "clock" else np.zeros_like(acted)
    return _count(classes, _sums(acted, after, width) > 0)


def _fewest_around(acts: NDArray[np.float32], half: float, dial: Dial) -> NDArray[np.float64]:
    """Return the acts around a window that begins in a slot, or fewer: [classes, slots].

    Args:
        acts: float32[classes, slots].
    """
    width, before = round(2 * AROUND / GRID) - 1, round((AROUND - half) / GRID) - 1
    if dial == "clock":
        return _sums(np.roll(acts, before, axis=-1), np.roll(acts, before, axis=-1), width)
    padded = np.pad(acts, ((0, 0), (before, width)))
    return _sums(padded, np.zeros_like(padded), width)[:, : acts.shape[1]]
