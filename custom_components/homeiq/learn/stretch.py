"""A stretch of the past: what is found there, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from ..mine.evidence import days_asked
from ..mine.miners import Ground, find_displaced, find_freed, find_in
from ..model.habits.known import Known
from ..model.habits.pattern import Pattern
from ..model.habits.rung import Rung
from ..past.acts import Unit, find_units
from ..past.timeline import Timeline
from ..settings import Settings
from ..suggest.select import Scored, Tested
from .moved import moved_habits
from .passage import Passage

_TRUSTED = frozenset({Rung.ACTS, Rung.ASKS})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """What a stretch of the past shows.

    Attributes:
        timeline: the stretch.
        units: what people acted on there.
        passage: the gates, with who stopped where.
        patterns: all that was found, each on its rung.
        kept: what passed the gates, each by itself.
        whole: what may be shown: what is one wish as one.
    """

    timeline: Timeline
    units: tuple[Unit, ...]
    passage: Passage
    patterns: tuple[Pattern, ...]
    kept: tuple[Tested, ...]
    whole: tuple[Tested, ...]

    @classmethod
    def at(
        cls,
        timeline: Timeline,
        settings: Settings,
        known: Known,
        now: float,
        is_asked: Callable[[Unit], bool] = lambda _: True,
    ) -> Self:
        """Look at a stretch of the past.

        Args:
            timeline: the stretch.
            settings: the thresholds.
            known: what was found and decided before.
            now: UTC epoch seconds.
            is_asked: tells of which things.
        """
        units = find_units(timeline)
        passage = Passage(timeline, units, settings, known, now)
        moved = tuple(
            one for one in moved_habits(known.accepted, timeline, settings) if passage.wanted.is_unchanged(one.pattern)
        )
        asked = tuple(filter(is_asked, units))
        patterns, tried, kept = _find(Ground(timeline=timeline, units=asked, settings=settings), passage, moved)
        kept = passage.untaken(kept)
        whole = passage.whole(kept)
        names = {one.signature for one in patterns}
        # What stays may not have been found tonight, and keeps its name.
        patterns = (*patterns, *(one.pattern for one in whole if one.pattern.signature not in names))
        rungs = {one.pattern.signature: one.rung_at(passage.needed(one.pattern)) for one in (*moved, *tried, *whole)}
        return cls(
            timeline=timeline,
            units=units,
            passage=passage,
            patterns=tuple(_standing(one, rungs, days_asked(settings, timeline.home, one)) for one in patterns),
            kept=tuple(kept),
            whole=tuple(whole),
        )

    @property
    def standing(self) -> list[Pattern]:
        """The habits that stand, whether they may be shown or the home, or its people, have decided otherwise."""
        fallen = self.passage.gates.fallen
        return [one for one in self.patterns if one.rung in _TRUSTED and one.signature not in fallen]

    @property
    def scored(self) -> list[Scored]:
        """What may be shown, each with what ranks it."""
        weeks = len(self.timeline.days) / 7
        return [(one.score(weeks), one) for one in self.whole]


def _find(
    ground: Ground, passage: Passage, moved: tuple[Tested, ...]
) -> tuple[tuple[Pattern, ...], list[Tested], list[Tested]]:
    """Return all patterns that were found, those that were tried, and those that may be shown.

    What a follow-up claimed that does not stand may follow something else, or have a time of day.
    """
    patterns = passage.ready(find_in(ground))
    tried, kept = passage.through(patterns, moved, moved)
    displaced = passage.ready(find_displaced(ground, patterns, passage.gates.fallen))
    instead, others = passage.through(displaced, moved)
    patterns, kept = (*patterns, *displaced), [*kept, *others]
    weak = {one.pattern.signature for one in kept if one.is_doubtful or one.rung is Rung.FORMING}
    freed = passage.ready(find_freed(ground, patterns, passage.gates.fallen | weak))
    more, others = passage.through(freed, moved)
    return (*patterns, *freed), [*tried, *instead, *more], [*kept, *others]


def _standing(pattern: Pattern, rungs: Mapping[str, Rung], days_needed: int) -> Pattern:
    """Return a pattern with its rung, where it was tried, and with the number of days that it needs."""
    evidence = replace(pattern.evidence, days_needed=days_needed)
    return replace(pattern, rung=rungs.get(pattern.signature), evidence=evidence)
