"""Rivals: a follow-up that only goes along with a time of day explains less than the time does."""

import numpy as np

from ..model.pattern import Dark, Pattern
from ..past.acts import Unit
from ..past.chance import wilson_lower
from ..past.timeline import Timeline
from ..settings import Settings
from .explained import explained_acts
from .routines import find_modes

_SHARED = 0.8  # share of a follow-up's acts that a rival has to explain as well
_AS_SURE = 0.05  # by which its lower bound may stay below the follow-up's
_MORE = 1.2  # times as many acts as the follow-up, from which on a rival is the better explanation
_AS_MANY = 0.95  # the same for a follow-up that holds only sometimes


def without_outdone(
    follow_ups: tuple[Pattern, ...], units: tuple[Unit, ...], timeline: Timeline, settings: Settings
) -> tuple[Pattern, ...]:
    """Leave out the follow-ups whose acts, and clearly more of them, have a time of day that is as sure.

    Who locks the door at bedtime mostly had a shower before; but they also do on the days without one.
    """
    unit_of = {(unit.entities, unit.state): unit for unit in units}
    return tuple(
        one
        for one in follow_ups
        if not _is_outdone(
            one,
            unit_of[one.entities, one.state],
            [other for other in follow_ups if other is not one],
            (timeline, settings),
        )
    )


def _is_outdone(one: Pattern, unit: Unit, others: list[Pattern], known: tuple[Timeline, Settings]) -> bool:
    timeline, settings = known
    left = ~explained_acts(unit, tuple(others), timeline)
    mine = explained_acts(unit, (one,), timeline) & left
    modes = list(find_modes(unit, left, timeline, settings))
    if not modes or not mine.any():
        return False
    theirs = np.zeros(len(unit.acts), dtype=np.bool_)
    for mode in modes:
        theirs[mode.acts] = True
    sure = wilson_lower(sum(len(mode.hits) for mode in modes), sum(len(mode.eligible) for mode in modes))
    return bool(
        np.count_nonzero(mine & theirs) >= _SHARED * np.count_nonzero(mine)
        and np.count_nonzero(theirs) >= (_AS_MANY if _is_hedged(one) else _MORE) * one.evidence.hits
        and sure >= one.evidence.lower_bound - _AS_SURE
    )


def _is_hedged(one: Pattern) -> bool:
    """Tell whether a follow-up holds only under conditions that a time of day does without; darkness is a reason."""
    return any(not isinstance(condition, Dark) for condition in one.conditions)
