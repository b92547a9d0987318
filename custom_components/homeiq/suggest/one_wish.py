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
from ..past.together import ONE_SCENE, ONE_WISH
from .select import Tested

_SAME_MOMENT = 20  # minutes within which two times of day may be one
_ONE_TAP = 2.0  # seconds within which one tap moves things
_NEARLY_ALWAYS = 0.9  # share of the acts of what follows that come with those of what leads
_NOW_AND_THEN, _SOMETIMES = 0.1, 3  # share of the acts of the rarer one, and acts, that one round keeps with another
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
        alike = (one for one in others if _may_be_one_wish(first, one))
        same = [one for one in alike if _are_kept_together(first, one, timeline)]
        along = _in_one_round((first, *same), [one for one in others if one not in same], timeline)
        same += along
        left = [one for one in others if one not in same]
        if not same:
            yield first
            continue
        crowd = (first, *same)
        both = retest(_pattern(crowd), _unit(crowd, units, ONE_SCENE if along else ONE_WISH))
        # Where the parts don't make a whole, each of them speaks for itself.
        yield from crowd if both is None else (both,)


def _in_one_round(crowd: Sequence[Tested], others: Sequence[Tested], timeline: Timeline) -> list[Tested]:
    """Return what else one round does, each soon after some other thing, whichever that is.

    Who goes from lamp to lamp is at the last one minutes after the first. The lamps of a round have habits of the same
    moment, or they are set off by one of them, or by what that sets off.
    """
    timed = {one.pattern.signature for one in others if _may_be_one_wish(crowd[0], one)}
    found: list[Tested] = []
    left = list(others)

    def leads(one: Tested, other: Tested) -> bool:
        return _sets_off(one, other) or (other.pattern.signature in timed and _meet(other, one, timeline))

    while new := [one for one in left if any(leads(other, one) for other in (*crowd, *found))]:
        found += new
        left = [one for one in left if one not in new]
    every = (*crowd, *found)
    kept = [
        one
        for one in found
        if (
            _is_of_round(one, _rest(one, every), timeline)
            if one.pattern.signature in timed
            else _comes_with(one, _rest(one, every))
        )
    ]
    # What only those led to that are left out is not reached any more.
    return kept if len(kept) == len(found) else _in_one_round(crowd, kept, timeline)


def _sets_off(one: Tested, other: Tested) -> bool:
    """Tell whether putting something to rest at a moment of the day sets off that another thing is put there too."""
    trigger, is_moved = other.pattern.trigger, one.moved_from or other.moved_from
    if is_moved or not isinstance(trigger, OnChange) or trigger.for_seconds or trigger.to not in AT_REST:
        return False
    # A scene has no moment.
    is_in_one = (trigger.entity_id, trigger.to) in one.pattern.brings and not is_called(one.pattern.trigger)
    is_alike = trigger.to == other.pattern.state
    return is_in_one and is_alike and not set(one.pattern.entities) & set(other.pattern.entities)


def _comes_with(one: Tested, rest: Sequence[Tested]) -> bool:
    """Tell whether what a habit does hardly ever comes without the rest."""
    mine = one.unit.acts
    return bool(rest) and bool(len(mine)) and together(mine, _acts(rest), ONE_SCENE) >= _NEARLY_ALWAYS * len(mine)


def _rest(one: Tested, several: Iterable[Tested]) -> list[Tested]:
    """Return those of several habits that are about other things."""
    mine = set(one.unit.entities)
    return [other for other in several if mine.isdisjoint(other.unit.entities)]


def _acts(several: Iterable[Tested]) -> NDArray[np.float64]:
    """Return all that is done with the things of several habits, float64[n], UTC epoch seconds, ascending."""
    return np.unique(np.concatenate([one.unit.acts for one in several]))


def _may_be_one_wish(one: Tested, other: Tested) -> bool:
    mine, theirs = one.pattern, other.pattern
    if one.moved_from or other.moved_from or (mine.state, mine.conditions) != (theirs.state, theirs.conditions):
        return False
    return have_most_days_in_common(mine, theirs) and _is_one_moment(mine.trigger, theirs.trigger)


def _is_one_moment(one: Trigger, other: Trigger) -> bool:
    return is_near(one, other, _SAME_MOMENT) or (answers(one) and one == other)


def _meet(one: Tested, other: Tested, timeline: Timeline) -> bool:
    """Tell whether two habits are kept together now and then, by one round that may be about other things between."""
    mine, theirs = (kept_acts(each.pattern, each.unit, timeline) for each in (one, other))
    return together(mine, theirs, ONE_SCENE) >= max(_SOMETIMES, _NOW_AND_THEN * min(len(mine), len(theirs)))


def _are_kept_together(one: Tested, other: Tested, timeline: Timeline) -> bool:
    """Tell whether two habits are mostly kept together.

    What is done at other moments says nothing of this one, and neither does what found the other one done already.
    """
    acts, others = min(_asking(one, [other], timeline), _asking(other, [one], timeline), key=lambda pair: len(pair[0]))
    return bool(len(acts)) and together(acts, others, ONE_WISH) >= _MOSTLY * len(acts)


def _is_of_round(one: Tested, rest: Sequence[Tested], timeline: Timeline) -> bool:
    """Tell whether a habit is mostly kept soon before or after something of the rest is done."""
    if not rest:
        return False
    acts, others = _asking(one, rest, timeline)
    return bool(len(acts)) and together(acts, others, ONE_SCENE) >= _MOSTLY * len(acts)


def _asking(
    one: Tested, several: Sequence[Tested], timeline: Timeline
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the acts that keep a habit where others were still to be kept, and all acts of the others' things."""
    acts = kept_acts(one.pattern, one.unit, timeline)
    done = [other.unit.is_done(timeline, acts - ONE_WISH) for other in several]
    return acts[~np.all(done, axis=0)], _acts(several)


def _unit(crowd: Iterable[Tested], units: Iterable[Unit], pause: float) -> Unit:
    """Put together what is moved by one hand: the crowd's, and what one tap moves with it though too rarely alone.

    Args:
        crowd: the habits.
        units: what people act on.
        pause: longest between two acts that are one, seconds.
    """
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
