"""Rivals: a follow-up that only goes along with a time of day explains less than the time does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..model.habits.pattern import Dark, Pattern
from ..model.habits.trigger import has_moment
from ..past.acts import Unit, unit_of
from ..past.chance import wilson_lower
from ..past.replay import replay
from ..past.timeline import Timeline
from ..settings import Settings
from .explained import explained_acts
from .moments.routines import find_modes
from .moments.time_of_day import gates_of

_SHARED = 0.8  # share of a follow-up's acts that a rival has to explain as well
_AS_SURE = 0.05  # by which its lower bound may stay below the follow-up's
_MORE = 1.2  # times as many acts as the follow-up, from which on a rival is the better explanation
_AS_MANY = 0.95  # the same for a follow-up that holds only sometimes


def without_outdone(
    asked: tuple[Pattern, ...],
    follow_ups: tuple[Pattern, ...],
    units: tuple[Unit, ...],
    known: tuple[Timeline, Settings],
) -> tuple[Pattern, ...]:
    """Leave out the follow-ups whose acts, and clearly more of them, have a time of day that is as sure.

    Who locks the door at bedtime mostly had a shower before; but they also do on the days without one.

    Args:
        asked: the follow-ups that are asked about.
        follow_ups: all of them.
        units: what they act on.
        known: the past, and the thresholds.
    """
    of = {(unit.entities, unit.state): unit for unit in units}
    return tuple(
        one
        for one in asked
        if not _is_outdone(one, of[one.entities, one.state], [other for other in follow_ups if other is not one], known)
    )


def without_taken(
    several: Sequence[Pattern], found: Sequence[Pattern], units: tuple[Unit, ...], timeline: Timeline
) -> tuple[Pattern, ...]:
    """Leave out the follow-ups half of whose acts are a time of day's already.

    Args:
        several: the follow-ups.
        found: what was found without them.
        units: what people act on.
        timeline: the past.
    """
    timed = [one for one in found if has_moment(one.trigger)]

    def is_free(one: Pattern) -> bool:
        unit = unit_of(one, units, timeline)
        others = [each for each in timed if (each.entities, each.state) == (one.entities, one.state)]
        taken = [_answered(each, unit, timeline) for each in others]
        mine = _answered(one, unit, timeline)
        return 2 * len(np.intersect1d(mine, np.concatenate(taken))) < len(mine) if taken else True

    return tuple(one for one in several if is_free(one))


def _answered(one: Pattern, unit: Unit, timeline: Timeline) -> NDArray[np.int64]:
    """Return the acts that a pattern's automation would have saved or found done, int64[n]."""
    outcomes = replay(one, unit, timeline).outcomes
    return np.unique(outcomes.act[outcomes.hit])


def _is_outdone(one: Pattern, unit: Unit, others: list[Pattern], known: tuple[Timeline, Settings]) -> bool:
    timeline, settings = known
    left = ~explained_acts(unit, tuple(others), timeline)
    mine = explained_acts(unit, (one,), timeline) & left
    least = (_AS_MANY if _is_hedged(one) else _MORE) * one.evidence.hits
    # A rival explains no more than what is left, and finding one takes long.
    if not mine.any() or np.count_nonzero(left) < least:
        return False
    modes = list(find_modes(unit, left, timeline, gates_of(unit, timeline, settings)))
    if not modes:
        return False
    theirs = np.zeros(len(unit.acts), dtype=np.bool_)
    for mode in modes:
        theirs[mode.acts] = True
    sure = wilson_lower(sum(len(mode.hits) for mode in modes), sum(len(mode.eligible) for mode in modes))
    return bool(
        np.count_nonzero(mine & theirs) >= _SHARED * np.count_nonzero(mine)
        and np.count_nonzero(theirs) >= least
        and sure >= one.evidence.lower_bound - _AS_SURE
    )


def _is_hedged(one: Pattern) -> bool:
    """Tell whether a follow-up holds only under conditions that a time of day does without; darkness is a reason."""
    return any(not isinstance(condition, Dark) for condition in one.conditions)
