"""Judging what a person has changed: tried on all of a past, and drafted anew."""

from __future__ import annotations

from collections.abc import Sequence

from ..mine.evidence import confidence_asked
from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Backtest, Suggestion
from ..model.home import Home
from ..model.words import Words
from ..past.acts import Unit, find_units, known_part, unit_of
from ..past.timeline import Timeline
from ..settings import Settings
from ..suggest.backtest import backtest
from ..suggest.drafted import suggestion_of
from ..suggest.select import Tested, holds
from ..suggest.still_wanted import evident

_NO_BACKTEST = Backtest(days=0, runs=0, hits=0, false_alarms=0, misses=0)


def judge(patterns: Sequence[Pattern], timeline: Timeline, words: Words, *, now: float) -> tuple[Suggestion, ...]:
    """Try patterns that a person has changed on all of a past, and draft them anew, good or not.

    Args:
        timeline: nothing in it lies in the future.
        now: UTC epoch seconds.
    """
    units = find_units(timeline)
    return tuple(
        _judge(pattern, known_part(unit_of(pattern, units, timeline), timeline), timeline, words, now)
        for pattern in patterns
    )


def stands(suggestion: Suggestion, home: Home, settings: Settings) -> bool:
    """Tell whether a suggestion that was judged is as good as one has to be to be offered."""
    return holds(suggestion.pattern, suggestion.backtest, confidence_asked(settings, home, suggestion.pattern))


def _judge(pattern: Pattern, unit: Unit, timeline: Timeline, words: Words, now: float) -> Suggestion:
    test = backtest(pattern, unit, timeline) if unit.entities else _NO_BACKTEST
    evidence = evident(pattern, test, unit, timeline)
    tested = Tested(pattern=evidence, unit=unit, backtest=test, held_out=None, is_laid_down=True)
    return suggestion_of(tested, tested.score(len(timeline.days) / 7), timeline, words, now)
