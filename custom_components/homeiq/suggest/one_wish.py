"""Suggestions of one moment and one wish, joined to one.

One tap puts out whichever of ten lamps are lit: each lamp has its own days, and all of them one habit. Who puts one
thing to rest after another, always in one order, has one habit as well, not a chain of them, each set off by the one
before. And what is reached through a group is named by the group alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..model.habits.likeness import have_most_days_in_common, is_near
from ..model.habits.pattern import Pattern
from ..model.habits.trigger import OnChange, Trigger, answers, is_called
from ..model.home import Home
from ..model.things import AT_REST
from ..past.acts import Unit
from ..past.machines.devices.joined import together
from ..past.replay import kept_acts
from ..past.timeline import Timeline
from ..past.together import ONE_WISH
from .select import Tested

_SAME_MOMENT = 20  # minutes within which two times of day may be one
_ONE_TAP = 2.0  # seconds within which one tap moves things
_NEARLY_ALWAYS = 0.9  # share of the acts of what follows that come with those of what leads
_MOSTLY = 0.6  # share of the acts of the rarer one that come with the other's

type Retest = Callable[[Pattern, Unit], Tested | None]
"""Try a pattern on what it acts on; None where that is not to be suggested."""


def joined(tested: Sequence[Tested], units: Sequence[Unit], timeline: Timeline, retest: Retest) -> Iterator[Tested]:
    """Yield habits, those together that are one wish at one moment, with all that is moved along with it.

    Args:
        tested: the habits.
        units: what people act on.
        timeline: the past.
        retest: tries what was joined.
    """
    several = list(tested)
    # What leads comes before what it would set off.
    left = sorted(
        several,
        key=lambda one: (any(_sets_off(other, one) for other in several), -one.backtest.hits, one.pattern.signature),
    )
    while left:
        first, *others = left
        same = [one for one in others if _is_one_wish(first, one, timeline)]
        same += _chained((first, *same), [one for one in others if one not in same])
        left = [one for one in others if one not in same]
        if not same:
            yield first
            continue
        crowd = (first, *same)
        both = retest(_pattern(crowd), _unit(crowd, units))
        # Where the parts don't make a whole, each of them speaks for itself.
        yield from crowd if both is None else (both,)


def _chained(crowd: Sequence[Tested], others: Sequence[Tested]) -> list[Tested]:
    """Return what is set off by one of the crowd, or by what that sets off, and hardly ever comes without the crowd."""
    acts = np.unique(np.concatenate([one.unit.acts for one in crowd]))
    found: list[Tested] = []
    while new := [
        one
        for one in others
        if one not in found and any(_sets_off(other, one) for other in (*crowd, *found)) and _comes_with(one, acts)
    ]:
        found += new
        acts = np.unique(np.concatenate([acts, *(one.unit.acts for one in new)]))
    return found


def _sets_off(one: Tested, other: Tested) -> bool:
    """Tell whether putting something to rest at a moment of the day sets off that another thing is put there too."""
    trigger, is_moved = other.pattern.trigger, one.moved_from or other.moved_from
    if is_moved or not isinstance(trigger, OnChange) or trigger.for_seconds or trigger.to not in AT_REST:
        return False
    # A scene has no moment.
    is_in_one = (trigger.entity_id, trigger.to) in one.pattern.brings and not is_called(one.pattern.trigger)
    is_alike = trigger.to == other.pattern.state
    return is_in_one and is_alike and not set(one.pattern.entities) & set(other.pattern.entities)


def _comes_with(one: Tested, acts: NDArray[np.float64]) -> bool:
    return bool(len(one.unit.acts)) and together(one.unit.acts, acts, ONE_WISH) >= _NEARLY_ALWAYS * len(one.unit.acts)


def _is_one_wish(one: Tested, other: Tested, timeline: Timeline) -> bool:
    mine, theirs = one.pattern, other.pattern
    if one.moved_from or other.moved_from or (mine.state, mine.conditions) != (theirs.state, theirs.conditions):
        return False
    if not have_most_days_in_common(mine, theirs):
        return False
    return _is_one_moment(mine.trigger, theirs.trigger) and _come_together(one, other, timeline)


def _is_one_moment(one: Trigger, other: Trigger) -> bool:
    return is_near(one, other, _SAME_MOMENT) or (answers(one) and one == other)


def _come_together(one: Tested, other: Tested, timeline: Timeline) -> bool:
    """Tell whether two habits are kept together.

    What is done at other moments says nothing of this one, and neither does what found the other one done already.
    """
    acts, others = min(_asking(one, other, timeline), _asking(other, one, timeline), key=lambda pair: len(pair[0]))
    return bool(len(acts)) and together(acts, others, ONE_WISH) >= _MOSTLY * len(acts)


def _asking(one: Tested, other: Tested, timeline: Timeline) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the acts that keep a habit where the other one was still to be kept, and all of the other thing's."""
    acts = kept_acts(one.pattern, one.unit, timeline)
    return acts[~other.unit.is_done(timeline, acts - ONE_WISH)], other.unit.acts


def _unit(crowd: Iterable[Tested], units: Iterable[Unit]) -> Unit:
    """Put together what is moved by one hand: the crowd's, and what one tap moves with it though too rarely alone."""
    crowd = tuple(crowd)
    entities = {name for one in crowd for name in one.pattern.entities}
    acts = np.unique(np.concatenate([one.unit.acts for one in crowd]))
    along = [
        unit
        for unit in units
        if unit.state == crowd[0].pattern.state
        and not set(unit.entities) & entities
        and len(unit.acts)
        and together(unit.acts, acts, _ONE_TAP) >= _MOSTLY * len(unit.acts)
    ]
    every = np.sort(np.concatenate([acts, *(unit.acts for unit in along)]))
    return Unit(
        entities=tuple(sorted(entities.union(*(unit.entities for unit in along)))),
        state=crowd[0].pattern.state,
        acts=every[np.append(True, np.diff(every) > ONE_WISH)] if len(every) else every,
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


def named_once(pattern: Pattern, home: Home) -> Pattern:
    """Return a pattern without the members of the groups that it acts on: the fewest entities reach the same."""
    reached = {(member, state) for name, state in pattern.brings for member in _members(name, home)}
    left = tuple(name for name, state in pattern.brings if (name, state) not in reached)
    if not left or left == pattern.entities:
        return pattern
    values = tuple(value for value in pattern.values if value.entity_id in left)
    otherwise = tuple(one for one in pattern.otherwise if one.entity_id in left)
    return replace(pattern, entities=left, values=values, otherwise=otherwise)


def _members(entity_id: str, home: Home) -> set[str]:
    """Return what a group stands for, groups of groups all the way down."""
    found: set[str] = set()
    waiting = [entity_id]
    while waiting:
        entity = home.entities.get(waiting.pop())
        new = set(entity.members) - found - {entity_id} if entity else set()
        found |= new
        waiting += sorted(new)
    return found
