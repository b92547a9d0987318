"""Habits of one moment that bring things to several states, joined to one: the lamps off, and the blinds down.

Each of these is done for other reasons as well, so all of them are one wish only where the whole stands as surely as
its parts: what may act by itself is not made to ask for the sake of another thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.habits.likeness import set_off_each_other
from ...model.habits.pattern import Pattern
from ...model.habits.rung import Rung
from ...model.home import Home
from ...model.things import thing_of
from ...model.things.brought import told_apart
from ...past.acts import ONE_SCENE, Unit, unit_of
from ...past.timeline import Timeline
from ..select import Tested
from .alike import Retest
from .occasion import MOSTLY, come_together, comes_with, ends, in_order, is_alike, is_one_occasion

_STILL = 0.5  # share of the acts that do where it was one wish the last time: nothing comes and goes by one evening
_TRUST = (Rung.FORMING, Rung.REMINDS, Rung.ASKS, Rung.ACTS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joining:
    """Who tells whether what was joined stands.

    Attributes:
        retest: tries what was joined.
        rung: tells how far a habit may be trusted once it acts when it helps most.
        was_one: tells whether all that a pattern does was suggested as one wish the last time.
    """

    retest: Retest
    rung: Callable[[Tested], Rung]
    was_one: Callable[[Pattern], bool]


def of_several_states(
    several: Sequence[Tested], units: tuple[Unit, ...], timeline: Timeline, joining: Joining
) -> Iterator[Tested]:
    """Yield habits, those together that bring things to several states at one moment, as one wish.

    One more is tried at a time: what does not stand with the others may stand without. Of two readings of one habit
    only the better one may be a part, and then it is the one that is told.
    """
    better, lesser = _readings(several, len(timeline.days) / 7)
    told: list[Tested] = []
    left = in_order(better, ends)
    while left:
        first, *left = left
        whole, parts = first, [first]
        for one in left:
            # Hardly any two habits have one moment.
            if not (_beside(parts, one) or _is_behind(parts, one)):
                continue
            pattern = _of_several(whole.pattern, one.pattern)
            was_one = joining.was_one(pattern)
            if not _may_belong(parts, one, timeline, _STILL if was_one else MOSTLY):
                continue
            both = joining.retest(pattern, unit_of(pattern, units, timeline))
            if both is not None and _is_trusted_as(both, (*parts, one), joining, min if was_one else max):
                whole = both
                parts.append(one)
        left = [one for one in left if one not in parts]
        told += parts if len(parts) > 1 else []
        yield whole
    yield from (one for one in lesser if not _is_other_reading(one, told))


def _readings(several: Sequence[Tested], weeks: float) -> tuple[list[Tested], list[Tested]]:
    """Return the habits of which no better reading is among them, and those of which there is one."""
    better: list[Tested] = []
    lesser: list[Tested] = []
    for one in sorted(several, key=lambda one: (one.is_doubtful, -one.score(weeks), one.pattern.signature)):
        (lesser if _is_other_reading(one, better) else better).append(one)
    return better, lesser


def _is_other_reading(one: Tested, several: Iterable[Tested]) -> bool:
    return any(set_off_each_other(one.pattern, other.pattern) for other in several)


def _is_trusted_as(
    whole: Tested, parts: Iterable[Tested], joining: Joining, which: Callable[[Iterable[int]], int]
) -> bool:
    """Tell whether a whole is trusted as far as its least trusted part (``min``), or its most trusted one (``max``)."""
    return _TRUST.index(joining.rung(whole)) >= which(_TRUST.index(joining.rung(one)) for one in parts)


def _may_belong(parts: Sequence[Tested], one: Tested, timeline: Timeline, share: float) -> bool:
    """Tell whether a habit may be one wish with some others, of which one brings something to another state."""
    if not all(_go_together(part, one, timeline.home) for part in parts):
        return False
    if any(come_together(part, one, timeline, ONE_SCENE, share) for part in _beside(parts, one)):
        return True
    acts = np.unique(np.concatenate([part.unit.acts for part in parts]))
    return _is_behind(parts, one) and comes_with(one, acts, ONE_SCENE)


def _beside(parts: Iterable[Tested], one: Tested) -> list[Tested]:
    """Return those of some habits that bring something to another state than a habit does, at its moment."""
    return [part for part in parts if not is_alike(part, one) and is_one_occasion(part, one)]


def _is_behind(parts: Iterable[Tested], one: Tested) -> bool:
    """Tell whether a habit puts something to rest, in another way, because one of some others has."""
    return any(not is_alike(part, one) and ends(part, one) for part in parts)


def _go_together(one: Tested, other: Tested, home: Home) -> bool:
    """Tell whether one automation may do what two habits do.

    What is only set waits for its thing to be in use, which would hold the others up. A lamp beside its own group would
    be told two things. And what locks or shuts is welcome in an empty house, where nothing comes to use.
    """
    mine, theirs = one.pattern, other.pattern
    things, others = ({*home.with_members(each.pattern.entities), *each.unit.kin} for each in (one, other))
    if mine.sets or theirs.sets or not things.isdisjoint(others):
        return False
    are_ways_in = any(thing_of(name).is_way_in for name in (*mine.entities, *theirs.entities))
    return mine.uses == theirs.uses or not are_ways_in


def _of_several(one: Pattern, other: Pattern) -> Pattern:
    """Return a pattern that does what two do, at the moment of the one, under the name that comes first."""
    each = dict(sorted((*one.brings, *other.brings)))
    state, otherwise = told_apart(each)
    values = sorted((*one.values, *other.values), key=lambda value: (value.entity_id, value.attribute))
    evidence = replace(
        one.evidence,
        # All of it comes by chance no more often than any part does.
        chance=min(one.evidence.chance, other.evidence.chance),
        window_seconds=max(one.evidence.window_seconds, other.evidence.window_seconds),
    )
    return replace(
        one,
        signature=min(one.signature, other.signature),
        entities=tuple(each),
        state=state,
        otherwise=otherwise,
        weekdays=one.weekdays | other.weekdays,
        values=tuple(values),
        evidence=evidence,
    )
