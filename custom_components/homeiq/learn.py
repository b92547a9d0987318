"""From a history to suggestions: mine, back-test, rank. One pure function, no Home Assistant, no clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .mine.evidence import confidence_asked, confidence_to_ask, days_asked, is_half_kept, sign, to_teach
from .mine.explained import explained_acts
from .mine.miners import find_freed, find_patterns, find_sought
from .mine.moments.routines import find_routines
from .mine.rivals import without_taken
from .mine.values import find_values
from .model.decisions.acceptance import Trial
from .model.decisions.trial import TrialDay
from .model.event import EventColumns
from .model.habits.gate import Gate
from .model.habits.known import NOTHING, Known
from .model.habits.likeness import has_moved, is_same_habit
from .model.habits.pattern import Pattern
from .model.habits.rung import Rung
from .model.habits.suggestion import AcceptedHabit, Backtest, Holdout, Learned, Suggestion
from .model.habits.trigger import spares_acts
from .model.habits.usual import as_helpful
from .model.home import Home
from .model.words import Words
from .past.acts import Unit, find_units, heard, known_part, unit_of
from .past.machines.changes import without_machines
from .past.replay import kept_acts
from .past.timeline import Timeline
from .past.ways_in.contacts import with_openings
from .settings import Settings
from .suggest.backtest import backtest
from .suggest.days.diary import trial_letters
from .suggest.days.trial_log import trial_log
from .suggest.draft import can_be_drafted
from .suggest.drafted import suggestion_of
from .suggest.existing import Comparison, held_against
from .suggest.forward.lessons import Lessons
from .suggest.forward.origins import Forward
from .suggest.gates import Gates
from .suggest.joined import joined
from .suggest.select import Tested, holds, keep_names, ranked
from .suggest.wanted import StillWanted, evident

_NO_BACKTEST = Backtest(days=0, runs=0, hits=0, false_alarms=0, misses=0)


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
    way = _Way(timeline, units, settings, known)
    patterns = way.ready(find_patterns(timeline, units, settings))
    moved = tuple(one for one in _moved(known.accepted, timeline, settings) if way.wanted.is_unchanged(one.pattern))
    tried, kept = way.through(patterns, moved, moved)
    # What a follow-up claimed that does not stand may have a time of day.
    doubtful = {one.pattern.signature for one in kept if one.is_doubtful}
    freed = way.ready(find_freed(timeline, units, settings, patterns, way.gates.fallen | doubtful))
    more, others = way.through(freed, moved)
    kept = way.untaken([*kept, *others])
    whole = way.whole(kept)
    rungs = {one.pattern.signature: one.rung_at(way.needed(one.pattern)) for one in (*moved, *tried, *more, *whole)}
    shown = ranked(whole, len(timeline.days) / 7, settings.learning.max_suggestions, known.snoozed)
    way.gates.shown((*kept, *whole), [one for _, one in shown])
    found = [suggestion_of(one, score, timeline, words, now) for score, one in shown]
    return replace(
        heard(timeline, units),
        patterns=tuple(_standing(one, rungs, days_asked(settings, home, one)) for one in (*patterns, *freed)),
        suggestions=held_against(found, way.comparison, words),
        refused=way.gates.refused,
        lessons=way.lessons.used,
    )


class _Way:
    """The way from what was found to what may be shown, gate by gate.

    Attributes:
        wanted: what people have left open.
        comparison: what the home does already.
        gates: who stopped where.
        lessons: what earlier days taught.
    """

    def __init__(self, timeline: Timeline, units: tuple[Unit, ...], settings: Settings, known: Known) -> None:
        """Let nobody pass yet."""
        self._timeline, self._units, self._settings = timeline, units, settings
        self._named = {pattern.signature: pattern for pattern in known.patterns}
        self._half: set[str] = set()
        self.wanted = StillWanted(known, units, timeline)
        self.comparison, self.gates = Comparison(known.existing), Gates()
        self.lessons = Lessons(known.lessons, repr(settings), self._learned)
        self._forward = Forward(timeline, lambda past, sought: self.wanted.limited(self.lessons.taught(past, sought)))

    def needed(self, pattern: Pattern) -> float:
        """Return the confidence that a pattern has to reach."""
        return confidence_asked(self._settings, self._timeline.home, pattern)

    def to_ask(self, pattern: Pattern) -> float:
        """Return the confidence that a pattern has to reach to ask first."""
        return confidence_to_ask(self._settings, self._timeline.home, pattern)

    def ready(self, found: Sequence[Pattern]) -> tuple[Pattern, ...]:
        """Return patterns under the names that they had before, with what people set things to."""
        kept = keep_names(found, self._named)
        named = [replace(one, signature=kept.get(one.signature, one.signature)) for one in found]
        self._half |= {one.signature for one in named if is_half_kept(self._settings, self._timeline.home, one)}
        return tuple(_with_values(one, self._units, self._timeline) for one in named)

    def through(
        self, patterns: Sequence[Pattern], moved: tuple[Tested, ...], beside: tuple[Tested, ...] = ()
    ) -> tuple[list[Tested], list[Tested]]:
        """Return what was tried of patterns, as it fared last, and those that may be shown.

        Args:
            moved: what accepted habits have become.
            beside: what goes the same way.
        """
        gates = self.gates
        limited = self.wanted.limited(patterns)
        gates.missing(Gate.DECIDED, patterns, limited)
        clear = gates.keep(Gate.UNCLEAR, limited, can_be_drafted)
        free = gates.keep(Gate.SAME, clear, lambda one: not any(is_same_habit(one, other.pattern) for other in moved))
        new = [_tested(one, self._units, self._timeline) for one in free]
        tested = gates.keep(Gate.COVERED, new, lambda one: not self.comparison.covering(one.pattern))
        kept = gates.holding(gates.keep(Gate.DECIDED, (*beside, *tested), self.wanted.is_new), self.to_ask)
        # Learning a second time takes nearly as long as the first, so it is done for what would be shown.
        self._forward.learn([one.pattern for one in kept if not one.moved_from])
        forward = self._tried(kept)
        return [*new, *forward], gates.holding(forward, self.to_ask, _may_be_shown)

    def untaken(self, kept: Sequence[Tested]) -> list[Tested]:
        """Leave out what may only ask where a time of day that stands says as much of its acts."""
        doubtful, others = ([one.pattern for one in kept if one.is_doubtful is some] for some in (True, False))
        free = without_taken(doubtful, others, self._units, self._timeline)
        return self.gates.keep(Gate.SAME, kept, lambda one: not one.is_doubtful or one.pattern in free)

    def whole(self, kept: Sequence[Tested]) -> list[Tested]:
        """Return what may be shown: what is one wish as one, each to act when it helps."""
        several = joined(kept, self._units, self._timeline, self._retested)
        timed = [
            self._forward.timed(one, (self.to_ask if one.is_doubtful else self.needed)(one.pattern)) for one in several
        ]
        free = self.gates.keep(
            Gate.COVERED, timed, lambda one: bool(one.moved_from) or not self.comparison.covering(one.pattern)
        )
        return self.gates.trusted(free, kept)

    def _retested(self, pattern: Pattern, unit: Unit) -> Tested | None:
        """Try a pattern on more than it was found on; None where that does not stand, or nobody wants it."""
        whole = replace(pattern, entities=unit.entities)
        test = backtest(whole, unit, self._timeline)
        evidence = evident(whole, test, unit, self._timeline)
        (one,) = self._tried([Tested(pattern=evidence, unit=unit, backtest=test, held_out=None)])
        is_wanted = self.wanted.limited((whole,)) == (whole,) and self.wanted.is_new(one)
        return one if is_wanted and _may_be_shown(one, self.to_ask(whole)) and can_be_drafted(whole) else None

    def _tried(self, several: Sequence[Tested]) -> list[Tested]:
        """Try habits on later days; those that don't stand there as surely as it takes to act may ask at best."""
        forward = self._forward.tried(several, self._asked)
        return [replace(one, is_doubtful=not self._is_sure(one)) for one in forward]

    def _is_sure(self, one: Tested) -> bool:
        return one.pattern.signature not in self._half and one.holds(self.needed(one.pattern))

    def _learned(self, past: Timeline, sought: Sequence[Pattern]) -> tuple[Pattern, ...]:
        return find_sought(past, find_units(past), to_teach(self._settings, len(past.days)), sought)

    def _asked(self, pattern: Pattern) -> tuple[int, float]:
        return days_asked(self._settings, self._timeline.home, pattern), self.needed(pattern)


def _may_be_shown(one: Tested, to_ask: float) -> bool:
    return one.may_ask(to_ask) if one.is_doubtful else one.holds(to_ask)


def past_of(history: EventColumns, home: Home) -> Timeline:
    """Return what learning and every question to the history see of it."""
    return with_openings(without_machines(Timeline.of(history, home)))


def _with_values(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Pattern:
    """Add what people set things to when they did what the automation would have done."""
    if timeline.values.keys().isdisjoint(pattern.entities) or not spares_acts(pattern.trigger):
        return pattern
    acts = kept_acts(pattern, unit_of(pattern, units), timeline)
    return replace(pattern, values=find_values(pattern, acts, timeline))


def _tested(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Tested:
    """Back-test a pattern on all days."""
    unit = unit_of(pattern, units)
    return Tested(pattern=pattern, unit=unit, backtest=backtest(pattern, unit, timeline), held_out=None)


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
            # What came early enough before the usual time is to come as early before the new one.
            found = as_helpful(pattern, habit.pattern)
            if has_moved(habit.pattern, found):
                named = _with_values(
                    replace(found, signature=sign("moved", habit.pattern.signature, pattern.trigger)), units, past
                )
                unit = unit_of(named, units)
                tested = backtest(named, unit, past)
                yield Tested(pattern=named, unit=unit, backtest=tested, held_out=None, moved_from=habit.pattern)


def _standing(pattern: Pattern, rungs: Mapping[str, Rung], days_needed: int) -> Pattern:
    """Return a pattern with the rung that it stands on, where it was tried, and the days that it has to reach."""
    evidence = replace(pattern.evidence, days_needed=days_needed)
    return replace(pattern, rung=rungs.get(pattern.signature), evidence=evidence)


def hold_out(history: EventColumns, home: Home, suggestions: Sequence[Suggestion], since: float) -> tuple[Holdout, ...]:
    """Replay suggestions on the days from ``since`` (UTC epoch seconds) on, which learning must not have seen."""
    timeline = past_of(history, home)
    units = find_units(timeline)
    return tuple(_hold_out(one.pattern, units, timeline, since) for one in suggestions)


def judge(patterns: Sequence[Pattern], timeline: Timeline, words: Words, *, now: float) -> tuple[Suggestion, ...]:
    """Try patterns that a person has changed on all of a past, and draft them anew, good or not.

    Args:
        timeline: nothing in it lies in the future.
        now: UTC epoch seconds.
    """
    units = find_units(timeline)
    return tuple(
        _judge(pattern, known_part(unit_of(pattern, units), timeline), timeline, words, now) for pattern in patterns
    )


def stands(suggestion: Suggestion, home: Home, settings: Settings) -> bool:
    """Tell whether a suggestion that was judged is as good as one has to be to be offered."""
    return holds(suggestion.pattern, suggestion.backtest, confidence_asked(settings, home, suggestion.pattern))


def _judge(pattern: Pattern, unit: Unit, timeline: Timeline, words: Words, now: float) -> Suggestion:
    test = backtest(pattern, unit, timeline) if unit.entities else _NO_BACKTEST
    evidence = evident(pattern, test, unit, timeline)
    tested = Tested(pattern=evidence, unit=unit, backtest=test, held_out=None, is_laid_down=True)
    return suggestion_of(tested, tested.score(len(timeline.days) / 7), timeline, words, now)


def follow_trial(
    pattern: Pattern, history: EventColumns, home: Home, *, since: float, until: float
) -> tuple[TrialDay, ...]:
    """Return what a pattern on trial would have done, and what people did; nothing where its entities have no history.

    Args:
        history: also what came before the trial, as things are in some state when it begins.
        since: begin of the trial, UTC epoch seconds.
        until: its end.
    """
    timeline = past_of(history, home)
    unit = known_part(unit_of(pattern, find_units(timeline)), timeline)
    return trial_log(pattern, unit, timeline, since, until) if unit.entities else ()


def mark_trials(trials: Iterable[Trial], history: EventColumns, home: Home) -> dict[str, str]:
    """Return a letter for each day of trials, by what is tried; of what has no history there is none."""
    timeline = past_of(history, home)
    units = find_units(timeline)
    letters: dict[str, str] = {}
    for trial in trials:
        pattern = trial.suggestion.pattern
        unit = known_part(unit_of(pattern, units), timeline)
        if unit.entities:
            letters[pattern.signature] = trial_letters(pattern, unit, timeline, trial.began_at, trial.until)
    return letters


def _hold_out(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline, since: float) -> Holdout:
    later = backtest(pattern, unit_of(pattern, units), timeline, since)
    return Holdout(days=later.days, runs=later.runs, hits=later.hits, idle=later.idle, late=later.late)
