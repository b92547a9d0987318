"""A pattern as a suggestion and as an automation, with all that people read of it: its name, and why it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..model.habits.pattern import Pattern, is_use_at_moment
from ..model.habits.suggestion import Suggestion
from ..model.habits.trigger import spares_acts
from ..model.home import Home
from ..model.words import Words
from ..past.acts import Unit
from ..past.condition import Checks
from ..past.presence import seen_away, tells_who_is_home
from ..past.proofs import are_near
from ..past.replay import TOLERANCE, applies, moments
from ..past.timeline import Timeline
from .days.diary import write_diary
from .draft import draft
from .one_wish.named_once import named_once
from .select import Tested
from .words.reasons import reason
from .words.wording import adjusted_title, alias, notice, title

_ASTRAY = 1 / 8  # share of the moments near which people acted at which trackers may have seen nobody at home


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
    is_for_them = is_for_who_is_home(one.pattern, one.unit, timeline)
    test = replace(one.backtest, is_fitted=one.is_fitted and spares_acts(pattern.trigger))
    why = reason(pattern, test, home, words, for_who_is_home=is_for_them)
    recent, diary = (write_diary(one.pattern, one.unit, timeline, now) if one.unit.entities else None) or (None, None)
    return Suggestion(
        pattern=pattern,
        title=adjusted_title(pattern, one.moved_from, home, words) if one.moved_from else title(pattern, home, words),
        reason=why,
        backtest=test,
        score=round(score, 4),
        automation=drafted(pattern, why, home, words, for_who_is_home=is_for_them),
        moved_from=one.moved_from.signature if one.moved_from else None,
        recent=recent,
        diary=diary,
    )


def is_for_who_is_home(pattern: Pattern, unit: Unit, timeline: Timeline) -> bool:
    """Tell whether a pattern's automation is to do nothing while trackers say that nobody is home.

    So it is where they see people come and go, as the back-test leaves out moments at which nobody was home. It is not
    where people often acted while trackers saw nobody, be it from afar: it would do nothing for them.

    Examples:
        >>> who = "8:00 person.ann home, 40:00 person.ann not_home, 60:00 person.ann home"
        >>> lit = "12:00 light.a off, 18:10 light.a on, 23:00 light.a off, 66:10 light.a on, 71:00 light.a off"
        >>> days = past(f"{who}, {lit}")
        >>> evening, lights = habit(AtTime(minute=18 * 60)), unit("light.a", "on", days)
        >>> is_for_who_is_home(evening, lights, days)
        True
    """
    if not (is_use_at_moment(pattern) and tells_who_is_home(timeline)):
        return False
    times = moments(pattern, timeline.days, timeline)
    times = times[applies(pattern, timeline, Checks.at(times))]
    acted = times[are_near(unit.acts, times, TOLERANCE)]
    astray = np.count_nonzero(seen_away(timeline, acted))
    return bool(astray <= _ASTRAY * len(acted))


def retold(suggestion: Suggestion, pattern: Pattern, home: Home, words: Words) -> Suggestion:
    """Return a suggestion with its pattern told otherwise, and all texts that tell of it."""
    if pattern == suggestion.pattern:
        return suggestion
    is_for_them = suggestion.is_for_who_is_home
    why = reason(pattern, suggestion.backtest, home, words, for_who_is_home=is_for_them)
    config = drafted(pattern, why, home, words, for_who_is_home=is_for_them)
    return replace(suggestion, pattern=pattern, title=title(pattern, home, words), reason=why, automation=config)


def drafted(
    pattern: Pattern, reason: str, home: Home, words: Words, *, for_who_is_home: bool = False
) -> dict[str, Any]:
    """Return the automation's config.

    Args:
        pattern: the habit.
        reason: why it is offered; its verdict stands beside the trigger, where the editor shows it.
        home: names things.
        words: of the owner's language.
        for_who_is_home: it does nothing while nobody is home.
    """
    verdict = reason.partition("\n")[0]
    name, says = alias(pattern, home, words), notice(pattern, home, words)
    return draft(pattern, name, reason, says, verdict, for_who_is_home=for_who_is_home)
