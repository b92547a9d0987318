"""Accepted habits that have moved: what they have become since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..mine.evidence import sign
from ..mine.explained import explained_acts
from ..mine.moments.routines import find_routines
from ..mine.values import with_values
from ..model.habits.likeness import has_moved
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import AcceptedHabit
from ..model.habits.usual import as_helpful
from ..model.things.brought import left_of, share_an_act
from ..past.acts import find_units, known_part, unit_of
from ..past.timeline import Timeline
from ..settings import Settings
from ..suggest.backtest import backtest
from ..suggest.select import Tested


def moved_habits(accepted: Sequence[AcceptedHabit], timeline: Timeline, settings: Settings) -> Iterator[Tested]:
    """Yield what accepted routines have become, each seen only on the days since it was accepted.

    All that one does moves, or nothing: what one of its things has become is no reason to let go of the others.
    """
    for habit in accepted:
        past = timeline.after(habit.since)
        units = tuple(unit for unit in find_units(past) if share_an_act(unit, habit.pattern))
        explained = {unit: explained_acts(unit, (), past) for unit in units}
        for pattern in find_routines(past, units, explained, settings):
            # What came early enough before the usual time is to come as early before the new one.
            found = as_helpful(pattern, habit.pattern)
            if has_moved(habit.pattern, found):
                signature = sign("moved", habit.pattern.signature, pattern.trigger)
                named = with_values(replace(_whole(found, habit.pattern, past), signature=signature), units, past)
                unit = known_part(unit_of(named, units, past), past)
                tested = backtest(named, unit, past)
                yield Tested(pattern=named, unit=unit, backtest=tested, held_out=None, moved_from=habit.pattern)


def _whole(found: Pattern, accepted: Pattern, past: Timeline) -> Pattern:
    """Return a pattern that was found of one thing, widened to all that was accepted and is still in the home."""
    if found.sets:
        return found
    entities = tuple(name for name in accepted.entities if not past.home.is_gone(name))
    state, otherwise = left_of(accepted, entities)
    return replace(found, entities=entities, state=state, otherwise=otherwise)
