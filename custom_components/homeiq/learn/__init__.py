"""From a history to suggestions: mine, back-test, rank. One pure function, no Home Assistant, no clock.

``one_past`` is what it sees of a history, ``passage`` the way through the gates, ``set_to`` what people set things to,
``moved`` what has become of accepted habits. Beside it, and of the same past: ``judging`` tries what a person has
changed, ``trial_days`` are those on trial, ``hold_out`` replays suggestions on days that learning has not seen.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..mine.evidence import days_asked
from ..mine.miners import Ground, find_displaced, find_freed, find_in
from ..model.event import EventColumns
from ..model.habits.known import NOTHING, Known
from ..model.habits.pattern import Pattern
from ..model.habits.rung import Rung
from ..model.habits.suggestion import Learned
from ..model.home import Home
from ..model.words import Words
from ..past.acts import find_units, heard
from ..settings import Settings
from ..suggest.drafted import suggestion_of
from ..suggest.existing import held_against
from ..suggest.select import Tested, ranked
from .moved import moved_habits
from .one_past import past_of
from .passage import Passage


def learn(
    history: EventColumns, home: Home, settings: Settings, *, now: float, words: Words, known: Known = NOTHING
) -> Learned:
    """Find the habits in a history and draft the ones that deserve to be automations.

    Args:
        history: without what is done elsewhere.
        now: UTC epoch seconds; what claims to lie in the future is ignored.
        words: for titles and reasons.
        known: what was found and decided before, and what the home does already.
    """
    history = history.where(history.time <= now)
    if not len(history):
        return Learned()
    timeline = past_of(history, home)
    units = find_units(timeline)
    passage = Passage(timeline, units, settings, known)
    moved = tuple(
        one for one in moved_habits(known.accepted, timeline, settings) if passage.wanted.is_unchanged(one.pattern)
    )
    patterns, tried, kept = _find(Ground(timeline=timeline, units=units, settings=settings), passage, moved)
    kept = passage.untaken(kept)
    whole = passage.whole(kept)
    rungs = {one.pattern.signature: one.rung_at(passage.needed(one.pattern)) for one in (*moved, *tried, *whole)}
    shown = ranked(whole, len(timeline.days) / 7, settings.learning.max_suggestions, known.snoozed)
    passage.gates.shown((*kept, *whole), [one for _, one in shown])
    found = [suggestion_of(one, score, timeline, words, now) for score, one in shown]
    return replace(
        heard(timeline, units),
        patterns=tuple(_standing(one, rungs, days_asked(settings, home, one)) for one in patterns),
        suggestions=held_against(found, passage.comparison, words),
        refused=passage.gates.refused,
        lessons=passage.lessons.used,
    )


def _find(
    ground: Ground, passage: Passage, moved: tuple[Tested, ...]
) -> tuple[tuple[Pattern, ...], list[Tested], list[Tested]]:
    """Return all patterns, what was tried of them, and what may be shown.

    What a follow-up claimed that does not stand may follow something else, or have a time of day.
    """
    patterns = passage.ready(find_in(ground))
    tried, kept = passage.through(patterns, moved, moved)
    displaced = passage.ready(find_displaced(ground, patterns, passage.gates.fallen))
    instead, others = passage.through(displaced, moved)
    patterns, kept = (*patterns, *displaced), [*kept, *others]
    doubtful = {one.pattern.signature for one in kept if one.is_doubtful}
    freed = passage.ready(find_freed(ground, patterns, passage.gates.fallen | doubtful))
    more, others = passage.through(freed, moved)
    return (*patterns, *freed), [*tried, *instead, *more], [*kept, *others]


def _standing(pattern: Pattern, rungs: Mapping[str, Rung], days_needed: int) -> Pattern:
    """Return a pattern with the rung that it stands on, where it was tried, and the days that it has to reach."""
    evidence = replace(pattern.evidence, days_needed=days_needed)
    return replace(pattern, rung=rungs.get(pattern.signature), evidence=evidence)
