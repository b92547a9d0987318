"""Looks: at all of a past, and at its last weeks where it is a long one; and what both see, told as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.habits.gate import Refused
from ..model.habits.known import Known
from ..model.habits.likeness import is_same_habit
from ..model.habits.pattern import Pattern
from ..past.timeline import Timeline
from ..settings import Settings
from ..suggest.select import Tested
from .lately import asked, last_weeks, parted
from .shown_before import for_all_days, for_the_last_weeks
from .stretch import Stretch


def stretches_of(timeline: Timeline, settings: Settings, known: Known, now: float) -> tuple[Stretch, ...]:
    """Look at a past, and at its last weeks where it is a long one; ``now`` is in UTC epoch seconds."""
    if (recent := last_weeks(timeline)) is None:
        return (Stretch.at(timeline, settings, known, now),)
    whole = Stretch.at(timeline, settings, for_all_days(known), now)
    left = for_the_last_weeks(known, whole)
    return parted(whole, Stretch.at(recent, settings, left, now, asked(left, whole, recent)))


def patterns_of(stretches: Sequence[Stretch], shown: Sequence[Tested]) -> tuple[Pattern, ...]:
    """Return what was found, each habit once: as it is shown, or else as the longer past has it."""
    told = {one.pattern.signature for one in shown}
    found: dict[str, Pattern] = {}
    for stretch in stretches:
        for pattern in stretch.patterns:
            same = [name for name, other in found.items() if name == pattern.signature or is_same_habit(other, pattern)]
            is_told = pattern.signature in told and told.isdisjoint(same)
            # Not every night looks at all that the last weeks alone may show.
            if is_told or (stretch is stretches[0] and not same):
                found = {name: one for name, one in found.items() if name not in same}
                found[pattern.signature] = pattern
    return tuple(found.values())


def refused_at(stretches: Sequence[Stretch], shown: Sequence[Tested]) -> Mapping[str, Refused]:
    """Return why each pattern is not shown, by signature; the longer past's reason where both looks have one."""
    for stretch in stretches:
        stretch.passage.gates.shown((*stretch.kept, *stretch.whole), shown)
    told = {one.pattern.signature for one in shown}
    refused = {name: why for stretch in reversed(stretches) for name, why in stretch.passage.gates.refused.items()}
    return {name: why for name, why in refused.items() if name not in told}
