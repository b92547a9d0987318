"""Habits of one moment that bring things to one state, joined to one.

One tap puts out whichever of ten lamps are lit: each lamp has its own days, and all of them one habit. Who puts one
thing to rest after another, always in one order, has one habit as well, not a chain of them, each set off by the one
before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ...model.habits.pattern import Pattern
from ...past.acts import ONE_SCENE, Unit
from ...past.machines.devices.joined import together
from ...past.timeline import Timeline
from ...past.together import ONE_WISH
from ..select import Tested
from .occasion import MOSTLY, acts_of, come_together, in_order, is_alike, is_one_occasion
from .rounds import in_one_round, sets_off

_ONE_TAP = 2.0  # seconds within which one tap moves things

type Retest = Callable[[Pattern, Unit], Tested | None]
"""Try a pattern on what it acts on; None where that is not to be suggested."""


def of_one_state(
    tested: Sequence[Tested], units: Sequence[Unit], timeline: Timeline, retest: Retest
) -> Iterator[Tested]:
    """Yield habits, those together that bring things to one state at one moment, as one wish."""
    left = in_order(tested, sets_off)
    while left:
        first, *others = left
        same = [one for one in others if is_alike(first, one) and is_one_occasion(first, one)]
        same = [one for one in same if come_together(first, one, timeline, ONE_WISH)]
        along = in_one_round((first, *same), [one for one in others if one not in same], timeline)
        whole = retest(*_joined((first, *same, *along), units, ONE_SCENE)) if along else None
        if whole is None:
            # Where a round doesn't make a whole, what one hand moves at once may.
            along, whole = [], retest(*_joined((first, *same), units, ONE_WISH)) if same else None
        left = [one for one in others if one not in same and one not in along]
        # Where the parts don't make a whole, each of them speaks for itself.
        yield from (first, *same) if whole is None else (whole,)


def _joined(crowd: Sequence[Tested], units: Iterable[Unit], pause: float) -> tuple[Pattern, Unit]:
    """Return several habits as one, with what that acts on."""
    return _pattern(crowd), _unit(crowd, units, pause)


def _unit(crowd: Iterable[Tested], units: Iterable[Unit], pause: float) -> Unit:
    """Return all that one hand moves: the crowd's things, and what the same tap moves too rarely to be a habit.

    Args:
        crowd: the habits.
        units: what people act on.
        pause: longest between two acts that are one, seconds.
    """
    crowd = tuple(crowd)
    entities = {name for one in crowd for name in one.pattern.entities}
    acts = acts_of(crowd)
    along = [
        unit
        for unit in units
        if unit.state == crowd[0].pattern.state
        and not set(unit.entities) & entities
        and len(unit.acts)
        and together(unit.acts, acts, _ONE_TAP) >= MOSTLY * len(unit.acts)
    ]
    every = np.sort(np.concatenate([acts, *(unit.acts for unit in along)]))
    return Unit(
        entities=tuple(sorted(entities.union(*(unit.entities for unit in along)))),
        state=crowd[0].pattern.state,
        acts=every[np.append(True, np.diff(every) > pause)] if len(every) else every,
        afar=np.unique(np.concatenate([unit.afar for unit in (*(one.unit for one in crowd), *along)])),
    )


def _pattern(crowd: Sequence[Tested]) -> Pattern:
    """Return the first one's pattern with all of their values and days, under the name that comes first."""
    first = crowd[0].pattern
    return replace(
        first,
        signature=min(one.pattern.signature for one in crowd),
        weekdays=frozenset[int]().union(*(one.pattern.weekdays for one in crowd)),
        values=tuple(value for one in crowd for value in one.pattern.values),
    )
