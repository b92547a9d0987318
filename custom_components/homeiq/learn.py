"""From a history to suggestions: mine, back-test, rank. One pure function, no Home Assistant, no clock."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .mine import find_patterns
from .mine.evidence import confidence_needed
from .model.event import EventColumns
from .model.home import Home
from .model.pattern import OnChange, Pattern
from .model.suggestion import Holdout, Learned, Suggestion
from .model.words import Words
from .past.acts import Unit, find_units, without_machines
from .past.timeline import Timeline
from .settings import Settings
from .suggest.backtest import backtest
from .suggest.draft import draft
from .suggest.select import Tested, counterpart, keep_names, ranked
from .suggest.wording import reason, title

_LEARNED_SHARE = 0.7  # of the days; what was learned on them is replayed on the rest
_FEWEST_HELD_OUT = 5  # days; fewer prove nothing


def learn(  # noqa: PLR0913 - all that a run depends on, four of it by name
    history: EventColumns,
    home: Home,
    settings: Settings,
    *,
    now: float,
    words: Words,
    known: Sequence[Pattern] = (),
    dismissed: frozenset[str] = frozenset(),
) -> Learned:
    """Find the habits in a history and draft the ones that deserve to be automations.

    Args:
        now: UTC epoch seconds; what claims to lie in the future is ignored.
        words: for titles and reasons.
        known: patterns of earlier runs, so that a habit keeps its signature.
        dismissed: signatures that must not come back.
    """
    history = history.where(history.time <= now)
    if not len(history):
        return Learned()
    timeline = without_machines(Timeline.of(history, home))
    units = find_units(timeline)
    patterns = _renamed(find_patterns(timeline, units, settings), known)
    tested = _test(patterns, units, timeline, settings)
    weeks = len(timeline.days) / 7
    shown = ranked(
        (one for one in tested if one.pattern.signature not in dismissed and _holds(one, home, settings)),
        weeks,
        settings.learning.max_suggestions,
    )
    return Learned(
        patterns=patterns,
        suggestions=tuple(_suggestion(one, score, home, words) for score, one in shown),
        events=len(history),
        acts=sum(len(unit.acts) for unit in units),
        days=len(timeline.days),
    )


def _renamed(patterns: tuple[Pattern, ...], known: Sequence[Pattern]) -> tuple[Pattern, ...]:
    kept = keep_names(patterns, {pattern.signature: pattern for pattern in known})
    return tuple(replace(one, signature=kept.get(one.signature, one.signature)) for one in patterns)


def _test(
    patterns: tuple[Pattern, ...], units: tuple[Unit, ...], timeline: Timeline, settings: Settings
) -> list[Tested]:
    """Back-test each pattern, and what the earlier days alone would have taught on the later ones."""
    by_act = {(unit.entities, unit.state): unit for unit in units}
    cut = _held_out_since(timeline)
    earlier: tuple[Pattern, ...] = ()
    if cut is not None and patterns:
        past = timeline.before(cut)
        earlier = find_patterns(past, find_units(past), settings)
    tested = []
    for pattern in patterns:
        unit = by_act[pattern.entities, pattern.state]
        before = counterpart(pattern, earlier)
        later = backtest(before or pattern, unit, timeline, cut) if cut is not None else None
        tested.append(Tested(pattern=pattern, unit=unit, backtest=backtest(pattern, unit, timeline), held_out=later))
    return tested


def _held_out_since(timeline: Timeline) -> float | None:
    """Return the moment at which the held-out days begin, UTC epoch seconds; None where they would be too few."""
    days = timeline.days
    first = round(len(days) * _LEARNED_SHARE)
    if len(days) - first < _FEWEST_HELD_OUT:
        return None
    return float(timeline.calendar.moment(np.array([days[first]]), 0)[0])


def _holds(one: Tested, home: Home, settings: Settings) -> bool:
    trigger = one.pattern.trigger.entity_id if isinstance(one.pattern.trigger, OnChange) else None
    return one.holds(confidence_needed(settings, one.pattern.entities, home, trigger))


def _suggestion(one: Tested, score: float, home: Home, words: Words) -> Suggestion:
    name = title(one.pattern, home, words)
    why = reason(one.pattern, one.backtest, words)
    return Suggestion(
        pattern=one.pattern,
        title=name,
        reason=why,
        backtest=one.backtest,
        score=round(score, 4),
        automation=draft(one.pattern, name, why),
    )


def hold_out(history: EventColumns, home: Home, suggestions: Sequence[Suggestion], since: float) -> tuple[Holdout, ...]:
    """Replay suggestions on the days from ``since`` (UTC epoch seconds) on, which learning must not have seen."""
    timeline = without_machines(Timeline.of(history, home))
    units = find_units(timeline)
    return tuple(_hold_out(one.pattern, units, timeline, since) for one in suggestions)


def _hold_out(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline, since: float) -> Holdout:
    acts = [unit.acts for unit in units if unit.state == pattern.state and set(unit.entities) & set(pattern.entities)]
    unit = Unit(entities=pattern.entities, state=pattern.state, acts=np.sort(np.concatenate(acts or [np.array([])])))
    later = backtest(pattern, unit, timeline, since)
    return Holdout(days=later.days, runs=later.runs, hits=later.hits)
