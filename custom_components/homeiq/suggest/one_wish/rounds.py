"""Rounds through the house: what is put to rest, or lit, one thing after the other.

Who goes from lamp to lamp is at the last one minutes after the first, so the first and the last never come together.
The lamps of a round have habits of the same moment, or they are set off by one of them, or by what that sets off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...model.habits.pattern import Pattern
from ...model.habits.trigger import OnChange, has_moment
from ...model.things import AT_REST
from ...past.acts import ONE_SCENE
from ...past.machines.devices.joined import together
from ...past.replay import TOLERANCE, kept_acts, moments
from ...past.timeline import Timeline
from ..select import Tested
from .occasion import acts_of, comes_with, is_alike, is_kept_with, is_one_occasion, leads_to

_NOW_AND_THEN, _SOMETIMES = 0.1, 3  # share of the acts of the rarer one, and acts, that one round keeps with another
_ABOUT_THEN = 0.75  # share of the acts of what follows that come about the moment of what leads


def in_one_round(crowd: Sequence[Tested], others: Sequence[Tested], timeline: Timeline) -> list[Tested]:
    """Return the other habits of the round that a crowd belongs to: each is kept soon after some other one of it.

    Args:
        crowd: habits of one moment and one state.
        others: all others.
        timeline: the past.
    """
    timed = {one.pattern.signature for one in others if is_alike(crowd[0], one) and is_one_occasion(crowd[0], one)}
    found: list[Tested] = []
    left = list(others)

    def leads(one: Tested, other: Tested) -> bool:
        return sets_off(one, other) or (other.pattern.signature in timed and _meet(other, one, timeline))

    while new := [one for one in left if any(leads(other, one) for other in (*crowd, *found))]:
        found += new
        left = [one for one in left if one not in new]
    every = (*crowd, *found)
    kept = [
        one
        for one in found
        if (
            is_kept_with(one, _rest(one, every), timeline)
            if one.pattern.signature in timed
            else comes_with(one, acts_of(_rest(one, every)), ONE_SCENE) and _is_then(one, crowd[0].pattern, timeline)
        )
    ]
    # What only those led to that are left out is not reached any more.
    return kept if len(kept) == len(found) else in_one_round(crowd, kept, timeline)


def sets_off(one: Tested, other: Tested) -> bool:
    """Tell whether a habit by the clock or the sun sets off one that brings another thing to the same state.

    That is: put to rest as well, or one more of the same sort, as blinds are raised one after the other.
    """
    trigger = other.pattern.trigger
    if not isinstance(trigger, OnChange) or trigger.to != other.pattern.state:
        return False
    sorts = {name.partition(".")[0] for name in (trigger.entity_id, *other.pattern.entities)}
    return (trigger.to in AT_REST or len(sorts) == 1) and leads_to(one, other)


def _is_then(one: Tested, pattern: Pattern, timeline: Timeline) -> bool:
    """Tell whether what a habit does is mostly done about the moment of a pattern, where that has one.

    The fan that goes out with its lamp all day is no part of bedtime.
    """
    mine, then = one.unit.acts, moments(pattern, timeline.days, timeline)
    return not has_moment(pattern.trigger) or together(mine, then, TOLERANCE) >= _ABOUT_THEN * len(mine)


def _rest(one: Tested, several: Iterable[Tested]) -> list[Tested]:
    """Return those of several habits that are about other things."""
    mine = set(one.unit.entities)
    return [other for other in several if mine.isdisjoint(other.unit.entities)]


def _meet(one: Tested, other: Tested, timeline: Timeline) -> bool:
    """Tell whether two habits are kept together now and then, by one round that may be about other things between."""
    mine, theirs = (kept_acts(each.pattern, each.unit, timeline) for each in (one, other))
    return together(mine, theirs, ONE_SCENE) >= max(_SOMETIMES, _NOW_AND_THEN * min(len(mine), len(theirs)))
