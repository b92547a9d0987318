"""Occasions: whether two habits have one moment, and are kept together.

What is done at other moments says nothing of this one, and neither does what found the other one done already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.habits.likeness import have_most_days_in_common, is_near
from ...model.habits.trigger import OnChange, Trigger, answers, is_called
from ...model.things import AT_REST
from ...past.acts import ONE_SCENE
from ...past.machines.devices.joined import together
from ...past.replay import kept_acts
from ...past.timeline import Timeline
from ..select import Tested

MOSTLY = 0.6
"""Share of the acts of the rarer one that come with the other's."""
_SAME_MOMENT = 20  # minutes within which two times of day may be one
_NEARLY_ALWAYS = 0.9  # share of the acts of what follows that come with those of what leads


def in_order(several: Iterable[Tested], sets_off: Callable[[Tested, Tested], bool]) -> list[Tested]:
    """Sort habits: what leads comes before what it would set off."""
    every = list(several)
    return sorted(
        every,
        key=lambda one: (any(sets_off(other, one) for other in every), -one.backtest.hits, one.pattern.signature),
    )


def is_alike(one: Tested, other: Tested) -> bool:
    """Tell whether two habits bring most of their things to the same state."""
    return one.pattern.state == other.pattern.state


def is_one_occasion(one: Tested, other: Tested) -> bool:
    """Tell whether two habits have one moment, on mostly the same days, and depend on the same."""
    mine, theirs = one.pattern, other.pattern
    if one.moved_from or other.moved_from or mine.conditions != theirs.conditions:
        return False
    return have_most_days_in_common(mine, theirs) and _is_one_moment(mine.trigger, theirs.trigger)


def _is_one_moment(one: Trigger, other: Trigger) -> bool:
    return is_near(one, other, _SAME_MOMENT) or (answers(one) and one == other)


def ends(one: Tested, other: Tested) -> bool:
    """Tell whether what a habit puts to rest by the clock or the sun sets off another habit that puts to rest."""
    trigger = other.pattern.trigger
    return isinstance(trigger, OnChange) and trigger.to in AT_REST and not other.pattern.uses and leads_to(one, other)


def leads_to(one: Tested, other: Tested) -> bool:
    """Tell whether what a habit does at a moment of the day sets off another one, about other things, at once."""
    trigger = other.pattern.trigger
    if one.moved_from or other.moved_from or not isinstance(trigger, OnChange) or trigger.for_seconds:
        return False
    # A scene has no moment.
    is_in_one = (trigger.entity_id, trigger.to) in one.pattern.brings and not is_called(one.pattern.trigger)
    return is_in_one and not set(one.pattern.entities) & set(other.pattern.entities)


def comes_with(one: Tested, acts: NDArray[np.float64], within: float) -> bool:
    """Tell whether a thing is hardly ever acted on but within so many seconds of some acts.

    Args:
        one: a habit of that thing.
        acts: float64[n], UTC epoch seconds, ascending.
        within: seconds.
    """
    return bool(len(one.unit.acts)) and together(one.unit.acts, acts, within) >= _NEARLY_ALWAYS * len(one.unit.acts)


def come_together(one: Tested, other: Tested, timeline: Timeline, within: float, share: float = MOSTLY) -> bool:
    """Tell whether two habits are kept together.

    Args:
        one: a habit.
        other: another one of the same moment.
        timeline: the past.
        within: seconds that the acts of the two may lie apart.
        share: of the acts of the rarer one, those that have to come with the other's, 0 to 1.
    """
    asking = [_asking(one, [other], timeline, within), _asking(other, [one], timeline, within)]
    acts, others = min(asking, key=lambda pair: len(pair[0]))
    return bool(len(acts)) and together(acts, others, within) >= share * len(acts)


def is_kept_with(one: Tested, several: Sequence[Tested], timeline: Timeline) -> bool:
    """Tell whether a habit is mostly kept as part of one scene with some act on the things of others."""
    acts, others = _asking(one, several, timeline, ONE_SCENE)
    return bool(len(acts)) and together(acts, others, ONE_SCENE) >= MOSTLY * len(acts)


def acts_of(several: Iterable[Tested]) -> NDArray[np.float64]:
    """Return all that is done with the things of several habits, float64[n], UTC epoch seconds, ascending."""
    return np.unique(np.concatenate([np.empty(0), *(one.unit.acts for one in several)]))


def _asking(
    one: Tested, several: Sequence[Tested], timeline: Timeline, within: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the acts that keep a habit where others were still to be kept, and all acts on the others' things."""
    acts = kept_acts(one.pattern, one.unit, timeline)
    done = [other.unit.is_done(timeline, acts - within) for other in several]
    return acts[~np.all(done, axis=0)] if done else acts, acts_of(several)
