"""From a history to suggestions: mine, back-test, rank. One pure function, no Home Assistant, no clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from .mine import find_patterns
from .mine.evidence import confidence_needed, sign
from .mine.explained import explained_acts
from .mine.routines import find_routines
from .mine.values import find_values
from .model.event import EventColumns
from .model.home import Home
from .model.known import NOTHING, Known
from .model.pattern import LeftOn, OnChange, OnDemand, Pattern
from .model.suggestion import AcceptedHabit, Backtest, Holdout, Learned, Suggestion
from .model.trial import TrialDay
from .model.words import Words
from .past.acts import Unit, find_units, without_machines
from .past.chance import wilson_lower
from .past.timeline import Timeline
from .settings import Settings
from .suggest.backtest import backtest, replay
from .suggest.draft import draft
from .suggest.elsewhere import without_elsewhere
from .suggest.existing import Comparison, held_against
from .suggest.objections import Objections, Wishes
from .suggest.reasons import reason
from .suggest.select import Tested, counterpart, has_moved, holds, is_same_habit, keep_names, ranked
from .suggest.trial_log import trial_log
from .suggest.wording import adjusted_title, notice, title

_LEARNED_SHARE = 0.7  # of the days; what was learned on them is replayed on the rest
_FEWEST_HELD_OUT = 5  # days; fewer prove nothing
_NO_BACKTEST = Backtest(days=0, runs=0, hits=0, false_alarms=0, misses=0)


def learn(
    history: EventColumns, home: Home, settings: Settings, *, now: float, words: Words, known: Known = NOTHING
) -> Learned:
    """Find the habits in a history and draft the ones that deserve to be automations.

    Args:
        now: UTC epoch seconds; what claims to lie in the future is ignored.
        words: for titles and reasons.
        known: what was found and decided before, and what the home does already.
    """
    history = history.where(history.time <= now)
    if not len(history):
        return Learned()
    timeline = without_machines(Timeline.of(without_elsewhere(history, home, known.decisions), home))
    units = find_units(timeline)
    patterns = tuple(_with_values(one, units, timeline) for one in _found(timeline, units, settings, known.patterns))
    comparison = Comparison(known.existing)
    wanted = _Wanted(known, units, timeline)
    moved = tuple(one for one in _moved(known.accepted, timeline, settings) if wanted.is_unchanged(one.pattern))
    tested = (*moved, *(_tested(one, units, timeline) for one in wanted.limited(patterns) if not _is_among(one, moved)))
    kept = [
        one
        for one in tested
        if (one.adjusts or not comparison.covering(one.pattern)) and wanted.is_new(one) and _holds(one, home, settings)
    ]
    # Learning a second time takes nearly as long as the first, so it is done for what would be shown.
    kept = [one for one in _held_out(kept, timeline, settings, wanted) if _holds(one, home, settings)]
    shown = ranked(kept, len(timeline.days) / 7, settings.learning.max_suggestions, known.snoozed)
    return Learned(
        patterns=patterns,
        suggestions=held_against([_suggestion(one, score, home, words) for score, one in shown], comparison, words),
        events=timeline.events,
        acts=sum(len(unit.acts) for unit in units),
        days=len(timeline.days),
    )


class _Wanted:
    """What people have left open to be suggested."""

    def __init__(self, known: Known, units: tuple[Unit, ...], timeline: Timeline) -> None:
        self._dismissed = known.dismissed
        self._units = units
        self._timeline = timeline
        self._objections = Objections(known.decisions, timeline.home)
        self._wishes = Wishes(
            known.decisions, timeline, lambda pattern: _known_part(_unit_of(pattern, units), timeline)
        )

    def limited(self, patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
        """Return what may be suggested of patterns, with the evidence of the days that remain."""
        pairs = ((one, self._objections.limit(one)) for one in patterns)
        return tuple(
            limited if limited.weekdays == one.weekdays else self._with_evidence(limited)
            for one, limited in pairs
            if limited
        )

    def is_unchanged(self, pattern: Pattern) -> bool:
        limited = self._objections.limit(pattern)
        return limited is not None and limited.weekdays == pattern.weekdays

    def is_new(self, one: Tested) -> bool:
        """Tell whether nobody has decided on a habit yet, in no other coat either."""
        return one.pattern.signature not in self._dismissed and not self._wishes.know(one)

    def _with_evidence(self, pattern: Pattern) -> Pattern:
        unit = _unit_of(pattern, self._units)
        return _evident(pattern, backtest(pattern, unit, self._timeline), unit, self._timeline)


def _found(
    timeline: Timeline, units: tuple[Unit, ...], settings: Settings, known: Sequence[Pattern]
) -> tuple[Pattern, ...]:
    """Find all patterns, under the names that they had before."""
    patterns = find_patterns(timeline, units, settings)
    kept = keep_names(patterns, {pattern.signature: pattern for pattern in known})
    return tuple(replace(one, signature=kept.get(one.signature, one.signature)) for one in patterns)


def _with_values(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Pattern:
    """Add what people set things to when they did what the automation would have done."""
    if timeline.values.keys().isdisjoint(pattern.entities) or isinstance(pattern.trigger, LeftOn | OnDemand):
        return pattern
    unit = _unit_of(pattern, units)
    trials = replay(pattern, unit, timeline).trials
    acts = unit.acts[np.unique(trials.act[trials.hit])]
    return replace(pattern, values=find_values(pattern, acts, timeline))


def _tested(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Tested:
    """Back-test a pattern on all days."""
    unit = _unit_of(pattern, units)
    return Tested(pattern=pattern, unit=unit, backtest=backtest(pattern, unit, timeline), held_out=None)


def _held_out(tested: list[Tested], timeline: Timeline, settings: Settings, wanted: _Wanted) -> list[Tested]:
    """Add what the earlier days alone would have taught on the later ones; habits that have moved have no such days."""
    cut = _held_out_since(timeline)
    if cut is None or all(one.adjusts for one in tested):
        return tested
    past = timeline.before(cut)
    earlier = wanted.limited(find_patterns(past, find_units(past), settings))
    return [
        one
        if one.adjusts
        else replace(one, held_out=backtest(_as_learned(one.pattern, earlier), one.unit, timeline, cut))
        for one in tested
    ]


def _as_learned(pattern: Pattern, earlier: Sequence[Pattern]) -> Pattern:
    """Return what the earlier days taught of a habit; how long people may take is no part of what is held out.

    The automation acts at once. People who come to take two minutes where it was one still want what it does.
    """
    before = counterpart(pattern, earlier)
    match before, pattern:
        case None, _:
            return pattern
        case Pattern(trigger=OnChange(for_seconds=0)), Pattern(trigger=OnChange(for_seconds=0)):
            window = max(before.evidence.window_seconds, pattern.evidence.window_seconds)
            return replace(before, evidence=replace(before.evidence, window_seconds=window))
        case _:
            return before


def _unit_of(pattern: Pattern, units: tuple[Unit, ...]) -> Unit:
    """Return what a pattern acts on, with all acts of people on any part of it."""
    acts = [unit.acts for unit in units if unit.state == pattern.state and set(unit.entities) & set(pattern.entities)]
    return Unit(entities=pattern.entities, state=pattern.state, acts=np.sort(np.concatenate(acts or [np.empty(0)])))


def _moved(accepted: Sequence[AcceptedHabit], timeline: Timeline, settings: Settings) -> Iterator[Tested]:
    """Yield what accepted routines have become, seen on the days since each was accepted alone."""
    for habit in accepted:
        past = timeline.after(habit.since)
        units = tuple(
            unit
            for unit in find_units(past)
            if unit.state == habit.pattern.state and set(unit.entities) & set(habit.pattern.entities)
        )
        explained = {unit: explained_acts(unit, (), past) for unit in units}
        for pattern in find_routines(past, units, explained, settings):
            if has_moved(habit.pattern, pattern):
                named = _with_values(
                    replace(pattern, signature=sign("moved", habit.pattern.signature, pattern.trigger)), units, past
                )
                unit = _unit_of(named, units)
                tested = backtest(named, unit, past)
                yield Tested(pattern=named, unit=unit, backtest=tested, held_out=None, adjusts=habit.pattern)


def _is_among(pattern: Pattern, moved: tuple[Tested, ...]) -> bool:
    return any(is_same_habit(pattern, other.pattern) for other in moved)


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
    pattern = one.pattern
    name, why = title(pattern, home, words), reason(pattern, one.backtest, home, words)
    return Suggestion(
        pattern=pattern,
        title=adjusted_title(pattern, one.adjusts, home, words) if one.adjusts else name,
        reason=why,
        backtest=one.backtest,
        score=round(score, 4),
        automation=draft(pattern, name, why, notice(pattern, home, words)),
        adjusts=one.adjusts.signature if one.adjusts else None,
    )


def hold_out(history: EventColumns, home: Home, suggestions: Sequence[Suggestion], since: float) -> tuple[Holdout, ...]:
    """Replay suggestions on the days from ``since`` (UTC epoch seconds) on, which learning must not have seen."""
    timeline = without_machines(Timeline.of(history, home))
    units = find_units(timeline)
    return tuple(_hold_out(one.pattern, units, timeline, since) for one in suggestions)


def judge(
    patterns: Sequence[Pattern], history: EventColumns, home: Home, words: Words, *, now: float
) -> tuple[Suggestion, ...]:
    """Try patterns that a person has changed on all of a history, and draft them anew, good or not.

    Args:
        now: UTC epoch seconds; what claims to lie in the future is ignored.
    """
    timeline = without_machines(Timeline.of(history.where(history.time <= now), home))
    units = find_units(timeline)
    return tuple(
        _judge(pattern, _known_part(_unit_of(pattern, units), timeline), timeline, words) for pattern in patterns
    )


def stands(suggestion: Suggestion, home: Home, settings: Settings) -> bool:
    """Tell whether a suggestion that was judged is as good as one has to be to be offered."""
    pattern = suggestion.pattern
    trigger = pattern.trigger.entity_id if isinstance(pattern.trigger, OnChange) else None
    return holds(pattern, suggestion.backtest, confidence_needed(settings, pattern.entities, home, trigger))


def _judge(pattern: Pattern, unit: Unit, timeline: Timeline, words: Words) -> Suggestion:
    test = backtest(pattern, unit, timeline) if unit.entities else _NO_BACKTEST
    tested = Tested(pattern=_evident(pattern, test, unit, timeline), unit=unit, backtest=test, held_out=None)
    return _suggestion(tested, tested.score(len(timeline.days) / 7), timeline.home, words)


def _evident(pattern: Pattern, test: Backtest, unit: Unit, timeline: Timeline) -> Pattern:
    """Return a pattern with the evidence of what it would have done."""
    played = replay(pattern, unit, timeline) if unit.entities else None
    days = timeline.calendar.day(played.times) if played else np.empty(0, dtype=np.int64)
    evidence = replace(
        pattern.evidence,
        opportunities=test.runs,
        hits=test.hits,
        support_days=len(np.unique(days[played.trials.hit])) if played else 0,
        eligible_days=test.days,
        lower_bound=wilson_lower(test.hits, test.runs),
        by_weekday=tuple(
            count if day in pattern.weekdays else 0 for day, count in enumerate(pattern.evidence.by_weekday)
        ),
    )
    return replace(pattern, evidence=evidence)


def follow_trial(
    pattern: Pattern, history: EventColumns, home: Home, *, since: float, until: float
) -> tuple[TrialDay, ...]:
    """Return what a pattern on trial would have done, and what people did; nothing where its entities have no history.

    Args:
        history: also what came before the trial, as things are in some state when it begins.
        since: begin of the trial, UTC epoch seconds.
        until: its end.
    """
    timeline = without_machines(Timeline.of(history, home))
    unit = _known_part(_unit_of(pattern, find_units(timeline)), timeline)
    return trial_log(pattern, unit, timeline, since, until) if unit.entities else ()


def _known_part(unit: Unit, timeline: Timeline) -> Unit:
    return replace(unit, entities=tuple(name for name in unit.entities if name in timeline.series))


def _hold_out(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline, since: float) -> Holdout:
    later = backtest(pattern, _unit_of(pattern, units), timeline, since)
    return Holdout(days=later.days, runs=later.runs, hits=later.hits)
