"""From a history to suggestions: mine, back-test, rank. One pure function, no Home Assistant, no clock.

``one_past`` is what it sees of a history. ``looks`` looks at all of it, and at its last weeks where it is long
(``lately``: which days these are, and what of them counts beside all days), and tells both as one. Each look is a
``stretch``: what these days show, with the ``passage`` through the gates, and ``moved`` for what has become of accepted
habits. ``shown_before`` is the memory of both looks: what the last run suggested, of which ``constancy`` decides what
stays. Beside it, and of the same past: ``judging`` tries what a person has changed, ``trial_days`` are those on trial,
``hold_out`` replays suggestions on days that learning has not seen.
"""

from __future__ import annotations

from dataclasses import replace

from ..model.event import EventColumns
from ..model.habits.known import NOTHING, Known
from ..model.habits.suggestion import Learned
from ..model.home import Home
from ..model.words import Words
from ..past.acts import heard
from ..settings import Settings
from ..suggest.drafted import suggestion_of
from ..suggest.existing import held_against
from ..suggest.select import ranked
from .looks import patterns_of, refused_at, stretches_of
from .one_past import past_of
from .shown_before import noted, seen_by


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
    stretches = stretches_of(past_of(history, home), settings, known, now)
    whole = stretches[0]
    shown = ranked(
        [one for stretch in stretches for one in stretch.scored], settings.learning.max_suggestions, known.snoozed
    )
    found = [suggestion_of(one, score, seen_by(one, stretches).timeline, words, now) for score, one in shown]
    best = [one for _, one in shown]
    return replace(
        heard(whole.timeline, whole.units),
        patterns=patterns_of(stretches, best),
        suggestions=held_against(found, whole.passage.comparison, words),
        refused=refused_at(stretches, best),
        lessons=tuple(lesson for stretch in stretches for lesson in stretch.passage.lessons.used),
        shown=noted(best, stretches),
    )
