"""A pattern as a suggestion and as an automation, with all that people read of it: its name, and why it is there."""

from dataclasses import replace
from typing import Any

from ..model.habits.pattern import Pattern
from ..model.habits.suggestion import Suggestion
from ..model.home import Home
from ..model.words import Words
from ..past.timeline import Timeline
from .days.diary import write_diary
from .draft import draft
from .one_wish import named_once
from .select import Tested
from .words.reasons import reason
from .words.wording import adjusted_title, alias, notice, title


def suggestion_of(one: Tested, score: float, timeline: Timeline, words: Words, now: float) -> Suggestion:
    """Return a habit that was tried as a suggestion.

    Args:
        one: the habit.
        score: what ranks it.
        timeline: all that happened.
        words: of the owner's language.
        now: UTC epoch seconds.
    """
    home = timeline.home
    pattern = replace(named_once(one.pattern, home), rung=one.rung)
    why = reason(pattern, one.backtest, home, words)
    recent, diary = (write_diary(one.pattern, one.unit, timeline, now) if one.unit.entities else None) or (None, None)
    return Suggestion(
        pattern=pattern,
        title=adjusted_title(pattern, one.moved_from, home, words) if one.moved_from else title(pattern, home, words),
        reason=why,
        backtest=one.backtest,
        score=round(score, 4),
        automation=drafted(pattern, why, home, words),
        moved_from=one.moved_from.signature if one.moved_from else None,
        recent=recent,
        diary=diary,
    )


def retold(suggestion: Suggestion, pattern: Pattern, home: Home, words: Words) -> Suggestion:
    """Return a suggestion with its pattern told otherwise, and all texts that tell of it."""
    if pattern == suggestion.pattern:
        return suggestion
    name, why = title(pattern, home, words), reason(pattern, suggestion.backtest, home, words)
    return replace(suggestion, pattern=pattern, title=name, reason=why, automation=drafted(pattern, why, home, words))


def drafted(pattern: Pattern, reason: str, home: Home, words: Words) -> dict[str, Any]:
    """Return the automation's config.

    Args:
        pattern: the habit.
        reason: why it is offered; its verdict stands beside the trigger, where the editor shows it.
        home: names things.
        words: of the owner's language.
    """
    verdict = reason.partition("\n")[0]
    return draft(pattern, alias(pattern, home, words), reason, notice(pattern, home, words), verdict)
