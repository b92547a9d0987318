"""The passage from what was found to what may be shown, gate by gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from ..mine.evidence import confidence_asked, confidence_to_ask, days_asked, is_half_kept, to_teach
from ..mine.miners import Ground, find_sought
from ..mine.rivals import without_taken
from ..mine.values import with_values
from ..model.habits.gate import Gate
from ..model.habits.known import Known
from ..model.habits.likeness import is_same_habit
from ..model.habits.pattern import Pattern
from ..model.habits.rung import Rung
from ..model.habits.trigger import answers
from ..past.acts import Unit, find_units, unit_of
from ..past.timeline import Timeline
from ..settings import Settings
from ..suggest.backtest import backtest
from ..suggest.draft import can_be_drafted
from ..suggest.existing import Comparison
from ..suggest.forward.lessons import Lessons
from ..suggest.forward.origins import Forward
from ..suggest.gates import Gates
from ..suggest.one_wish.alike import of_one_state
from ..suggest.one_wish.several import Joining, of_several_states
from ..suggest.select import Tested, is_nearly_kept, keep_names
from ..suggest.still_wanted import StillWanted, evident
from .constancy import Constancy, Judges, was_one


class Passage:
    """The way from what was found to what may be shown, gate by gate.

    Attributes:
        wanted: what people have left open.
        comparison: what the home does already.
        gates: who stopped where.
        lessons: what earlier days taught.
        constancy: what was suggested the last time.
    """

    def __init__(
        self, timeline: Timeline, units: tuple[Unit, ...], settings: Settings, known: Known, now: float
    ) -> None:
        """Let nobody pass yet."""
        self._timeline, self._units, self._settings = timeline, units, settings
        self._named = {pattern.signature: pattern for pattern in known.patterns}
        self._half: set[str] = set()
        self._grounds: dict[Timeline, Ground] = {}
        self._shown = known.shown or ()
        self.wanted = StillWanted(known, units, timeline)
        self.comparison, self.gates = Comparison(known.existing), Gates()
        self.lessons = Lessons(known.lessons, repr(settings), self._learned)
        find = self.lessons.taught
        self._forward = Forward(timeline, lambda past, sought: self.wanted.limited(find(past, sought)), self._asked)
        judges = Judges(
            forward=self._forward,
            gates=self.gates,
            passes=lambda one: _may_be_shown(one, self.to_ask(one.pattern)),
            is_nearly_kept=lambda one: is_nearly_kept(one.backtest, self.to_ask(one.pattern)),
            may_stay=self._may_stay,
            is_sure=self._is_sure,
            is_open=self._is_open,
        )
        self.constancy = Constancy(known, units, timeline, judges, now)

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
        named = [self.constancy.as_shown(one) for one in named]
        self._half |= {one.signature for one in named if is_half_kept(self._settings, self._timeline.home, one)}
        return tuple(with_values(one, self._units, self._timeline) for one in named)

    def through(
        self, patterns: Sequence[Pattern], moved: tuple[Tested, ...], beside: tuple[Tested, ...] = ()
    ) -> tuple[list[Tested], list[Tested]]:
        """Return the patterns that were tried, each with its last figures, and those of them that may be shown.

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
        """Return what may be shown: what is one wish joined, and each set to act when it helps most."""

        @cache
        def at_best(one: Tested) -> Tested:
            needed = (self.to_ask if one.is_doubtful else self.needed)(one.pattern)
            return self._forward.timed(one, needed, self.constancy.manner(one.pattern))

        joining = Joining(
            retest=self._retested, rung=lambda one: at_best(one).rung, was_one=partial(was_one, self._shown)
        )
        alike = [*of_one_state(kept, self._units, self._timeline, self._retested)]
        several = self.constancy.named([*of_several_states(alike, self._units, self._timeline, joining)])
        timed = [at_best(one) for one in several]
        free = self.gates.keep(
            Gate.COVERED, timed, lambda one: bool(one.moved_from) or not self.comparison.covering(one.pattern)
        )
        trusted = self.gates.trusted(free, kept)
        steady = self.constancy.steady(trusted)
        self.gates.parted(trusted, steady, kept)
        self._forward.rest()
        self._grounds.clear()
        return steady

    def _retested(self, pattern: Pattern, unit: Unit) -> Tested | None:
        """Try a pattern on the things of several; None where it does not stand, or somebody has decided on it."""
        whole = replace(pattern, entities=unit.entities)
        test = backtest(whole, unit, self._timeline)
        evidence = evident(whole, test, unit, self._timeline)
        (one,) = self._tried([Tested(pattern=evidence, unit=unit, backtest=test, held_out=None)])
        is_wanted = self.wanted.limited((whole,)) == (whole,) and self.wanted.is_new(one)
        return one if is_wanted and _may_be_shown(one, self.to_ask(whole)) and can_be_drafted(whole) else None

    def _tried(self, several: Sequence[Tested]) -> list[Tested]:
        """Try habits on later days; those that don't stand there as surely as it takes to act may ask at best."""
        forward = self._forward.tried(several)
        return [replace(one, is_doubtful=not self._is_sure(one), is_seldom=self._is_seldom(one)) for one in forward]

    def _is_sure(self, one: Tested) -> bool:
        return one.pattern.signature not in self._half and one.holds(self.needed(one.pattern))

    def _is_open(self, one: Tested) -> bool:
        """Tell whether something that was suggested may be so still, as far as people and the home have a say."""
        pattern = one.pattern
        is_whole = self.wanted.limited((pattern,)) == (pattern,) and can_be_drafted(pattern)
        return is_whole and self.wanted.is_new(one) and not self.comparison.covering(pattern)

    def _may_stay(self, one: Tested, rung: Rung) -> bool:
        return one.may_still(rung, (self.needed if rung is Rung.ACTS else self.to_ask)(one.pattern))

    def _is_seldom(self, one: Tested) -> bool:
        """Tell whether what follows something was seen on fewer days than it takes to act."""
        needed, _ = self._asked(one.pattern)
        return answers(one.pattern.trigger) and one.pattern.evidence.support_days < needed

    def _learned(self, past: Timeline, sought: Sequence[Pattern]) -> tuple[Pattern, ...]:
        if past not in self._grounds:
            settings = to_teach(self._settings, len(past.days))
            self._grounds[past] = Ground(timeline=past, units=find_units(past), settings=settings)
        return find_sought(self._grounds[past], sought)

    def _asked(self, pattern: Pattern) -> tuple[int, float]:
        return days_asked(self._settings, self._timeline.home, pattern), self.needed(pattern)


def _may_be_shown(one: Tested, to_ask: float) -> bool:
    return one.may_ask(to_ask) if one.is_doubtful else one.holds(to_ask)


def _tested(pattern: Pattern, units: tuple[Unit, ...], timeline: Timeline) -> Tested:
    """Back-test a pattern on all days."""
    unit = unit_of(pattern, units, timeline)
    return Tested(pattern=pattern, unit=unit, backtest=backtest(pattern, unit, timeline), held_out=None)
