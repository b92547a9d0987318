"""Forward: how habits fare on days that they were not learned from, from several days on.

What each stretch of earlier days taught is tried on the days after it. Where the earlier days don't find the rule, the
later ones are no proof of it. They also tell whether acting earlier than people mostly do would have spared them more.

The stretches end on fixed days, in steps of about a twelfth of a history, so that what they taught last night stands
tonight where the history still begins as it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...model.habits.likeness import SAME_TIME, are_at_other_dials, have_same_conditions
from ...model.habits.pattern import Pattern
from ...model.habits.suggestion import Backtest, Holdout
from ...model.habits.trigger import answers, has_moment, spares_acts
from ...model.habits.usual import usual
from ...past.chance import wilson_lower
from ...past.days.dials import moments_of
from ...past.days.step import step_of
from ...past.replay import Replay, replay
from ...past.timeline import Timeline
from ..backtest import backtest
from ..select import ENOUGH, Tested, counterpart, is_chosen, is_narrowed
from .earlier import EarlierDays
from .lessons import Find
from .moment import IN_THE_MIDDLE, Manner, MomentChoice, Taught, can_be_earlier, in_the_middle

_LEARNED = (0.5, 0.65, 0.8)  # of the days; what was learned on each share is tried up to the next one
_RECENT = 0.7  # of the days, after which a habit must not fail, on three days or more
_LATELY = 28  # of these days at most: of a year, a third is no longer how life is by now
_FEWEST_DAYS = 3  # that are tried; fewer prove nothing
_SEEN = 1.1  # times the days that a habit needs, on which it was seen before it must have been found

type Asked = tuple[int, float]
"""Distinct days that a habit has to be seen on, and the confidence that it has to reach."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Block:
    """Days that were not learned from, and what those before them taught.

    Attributes:
        since: begin of the days, UTC epoch seconds; likewise ``until``.
    """

    since: float
    until: float
    taught: list[Pattern] = field(default_factory=list)


class Forward:
    """The days of a home from which, and on which, habits are tried."""

    def __init__(self, timeline: Timeline, find: Find, asked: Callable[[Pattern], Asked]) -> None:
        """Learn nothing yet.

        Args:
            timeline: all days.
            find: learns.
            asked: what a habit has to reach.
        """
        self._timeline = timeline
        self._find = find
        self._asked = asked
        self._earlier = EarlierDays(timeline)
        # Each stretch of days asks of all of it.
        self._played: dict[Pattern, Replay] = {}

    @cached_property
    def _blocks(self) -> tuple[_Block, ...]:
        return tuple(_blocks(self._timeline))

    def learn(self, sought: Sequence[Pattern]) -> None:
        """Have each stretch of earlier days teach of some habits; that takes nearly as long as all days took."""
        for block in self._blocks if sought else ():
            block.taught.extend(self._find(self._earlier.before(block.since), sought))

    def rest(self) -> None:
        """Let go of the earlier days, of which all is learned that is needed."""
        self._earlier.rest()

    def tried(self, tested: Sequence[Tested]) -> list[Tested]:
        """Add to habits how they fared; what has moved has no days to be tried on, and neither has a short past."""
        if all(one.moved_from for one in tested) or not self._blocks:
            return list(tested)
        return [one if one.moved_from else self._tried(one) for one in tested]

    def timed(self, one: Tested, confidence: float, before: Manner = IN_THE_MIDDLE) -> Tested:
        """Let a habit act when it helps most, as far as later days show, and tell how that fared.

        Args:
            one: a habit that was tried.
            confidence: that it has to reach.
            before: how it was suggested to act the last time.
        """
        if one.moved_from or one.forward is None or not can_be_earlier(one.pattern.trigger):
            return one
        taught = [*self._taught(one)]
        # What went by another dial came earlier and earlier, or later, and says nothing about the moment on this one.
        own = [each for each in taught if not are_at_other_dials(each.pattern, one.pattern)]
        choice = MomentChoice(
            pattern=one.pattern, taught=own, unit=one.unit, timeline=self._timeline, confidence=confidence
        )
        manner = choice.best(before)
        if manner == IN_THE_MIDDLE:
            return one
        pattern = manner.of(one.pattern)
        forward = _pooled([self._fared(replace(each, pattern=manner.of(each.pattern)), one) for each in taught])
        test = replace(backtest(pattern, one.unit, self._timeline), forward=_told(forward))
        return replace(one, pattern=pattern, backtest=test, forward=forward)

    def as_of(self, one: Tested, until: float = np.inf) -> Tested:
        """Return how a habit stood at an earlier moment, UTC epoch seconds: without the days that have come since."""
        manner, spares = Manner.in_force(one.pattern), spares_acts(one.pattern.trigger)
        middle = replace(one, pattern=in_the_middle(one.pattern))
        fared = [
            backtest(manner.of(each.pattern), one.unit, self._timeline, each.since, min(each.until, until))
            for each in self._taught(middle)
        ]
        forward = _pooled(fared) if fared else None
        test = backtest(one.pattern, one.unit, self._timeline, until=until)
        return replace(
            one,
            backtest=replace(test, forward=_told(forward) if spares else None),
            held_out=self._recently(middle, until) if self._blocks else None,
            forward=forward,
        )

    def _tried(self, one: Tested) -> Tested:
        taught = [*self._taught(one)]
        fared = [self._fared(each, one) for each in taught]
        forward = _pooled(fared) if fared else None
        spares = spares_acts(one.pattern.trigger)
        return replace(
            one,
            backtest=replace(one.backtest, forward=_told(forward) if spares else None),
            held_out=self._recently(one),
            forward=forward,
            is_confirmed=len(taught) == len(self._blocks)
            and all(have_same_conditions(one.pattern, each.pattern) for each in taught),
            # Conditions are chosen among many: on the days that they were chosen on, they always fit.
            is_unfounded=not fared and (bool(one.pattern.conditions) or self._was_seen(one, self._blocks[-1].since)),
        )

    def _taught(self, one: Tested) -> Iterator[Taught]:
        """Yield what each stretch of earlier days taught of a habit, where it did, by the clock or by the sun.

        Where none knows it by the clock, they may know it by the sun: the fewer the days, the less do the two differ.
        Whatever they went by, it is what would have been done.
        """
        found = [(block, self._before(one, block)) for block in self._blocks]
        if not any(before for _, before in found):
            found = [(block, self._by_another_dial(one.pattern, block)) for block in self._blocks]
        for block, before in found:
            if before is not None:
                yield Taught(pattern=_as_learned(one.pattern, before), since=block.since, until=block.until)

    def _before(self, one: Tested, block: _Block) -> Pattern | None:
        """Return what the days before a block taught of a habit; the habit itself where they bear it out as surely.

        That it is dark, who is home, or whether it is a workday was not chosen among many, so no days are needed to
        choose it. Where earlier ones explain the same acts by other conditions, or by nothing as yet, the habit has
        stood there all the same.
        """
        before = counterpart(one.pattern, block.taught)
        is_unchosen = answers(one.pattern.trigger) and is_narrowed(one.pattern) and not is_chosen(one.pattern)
        return one.pattern if is_unchosen and self._was_seen(one, block.since) else before

    def _was_seen(self, one: Tested, before: float) -> bool:
        """Tell whether a habit was done so often on the earlier days that they should have taught it.

        On days enough it may still have been kept too few times to be sure of it: then they could not.
        """
        needed, confidence = self._asked(one.pattern)
        if one.pattern not in self._played:
            self._played[one.pattern] = replay(one.pattern, one.unit, self._timeline)
        played = self._played[one.pattern]
        played = played.where(played.times < before)
        kept = played.outcomes.hit
        days = self._timeline.calendar.day(played.times[kept])
        is_sure = wilson_lower(int(np.count_nonzero(kept)), len(kept)) >= confidence
        return is_sure and len(np.unique(days)) >= _SEEN * needed

    def _by_another_dial(self, pattern: Pattern, block: _Block) -> Pattern | None:
        """Return what the days before a block taught by another dial, at about a habit's time then."""
        day = self._timeline.calendar.day(np.array([block.since]))
        others = [one for one in block.taught if are_at_other_dials(one, pattern)]
        near = [one for one in others if abs(self._when(one, day) - self._when(pattern, day)) <= 60 * SAME_TIME]
        return max(near, key=lambda one: one.evidence.hits, default=None)

    def _when(self, pattern: Pattern, day: NDArray[np.int64]) -> float:
        """Return when people mostly do it on a local day, UTC epoch seconds; NaN where there is no such event."""
        trigger = usual(pattern).trigger
        return float(moments_of(trigger, day, self._timeline)[0]) if has_moment(trigger) else np.nan

    def _recently(self, one: Tested, until: float = np.inf) -> Backtest | None:
        """Try what all but the last days taught of a habit on these, or else the habit itself."""
        days, block = self._timeline.days, self._blocks[1]
        first = max(round(len(days) * _RECENT), len(days) - _LATELY)
        if len(days) - first < _FEWEST_DAYS:
            return None
        since = max(float(self._timeline.calendar.moment(days[first : first + 1], 0)[0]), block.since)
        before = self._before(one, block)
        return backtest(_as_learned(one.pattern, before), one.unit, self._timeline, since, until)

    def _fared(self, taught: Taught, one: Tested) -> Backtest:
        return backtest(taught.pattern, one.unit, self._timeline, taught.since, taught.until)


def _blocks(timeline: Timeline) -> Iterator[_Block]:
    days = timeline.days
    firsts = _firsts(len(days))
    if len(days) - firsts[0] < _FEWEST_DAYS:
        return
    marks = [*timeline.calendar.moment(days[firsts], 0).tolist(), np.inf]
    for since, until in pairwise(marks):
        yield _Block(since=since, until=until)


def _firsts(count: int) -> list[int]:
    """Return after how many days the days begin that were not learned from: on most nights after as many as before.

    Examples:
        >>> _firsts(20), _firsts(91), _firsts(97)
        ([10, 13, 16], [49, 63, 77], [49, 63, 77])
    """
    step = step_of(count)
    if step == 1:
        return [round(count * share) for share in _LEARNED]
    # In the middle of the step.
    return [step * round((count // step + 0.5) * share) for share in _LEARNED]


def _told(forward: Backtest | None) -> Holdout | None:
    """Return what is said of later days; a few runs say nothing, and a scene and a reminder promise no run."""
    if forward is None or forward.told < ENOUGH:
        return None
    return Holdout(days=forward.days, runs=forward.runs, hits=forward.hits, idle=forward.idle, late=forward.late)


def _pooled(fared: Sequence[Backtest]) -> Backtest:
    return Backtest(
        days=sum(one.days for one in fared),
        runs=sum(one.runs for one in fared),
        hits=sum(one.hits for one in fared),
        false_alarms=sum(one.false_alarms for one in fared),
        misses=sum(one.misses for one in fared),
        reversals=sum(one.reversals for one in fared),
        idle=sum(one.idle for one in fared),
        late=sum(one.late for one in fared),
    )


def _as_learned(pattern: Pattern, before: Pattern | None) -> Pattern:
    """Return what the earlier days taught of a habit; how long people may take is no part of what is held out.

    The automation acts at once. People who come to take two minutes where it was one still want what it does.
    """
    if before is None:
        return pattern
    if not (_answers_at_once(before) and _answers_at_once(pattern)):
        return before
    window = max(before.evidence.window_seconds, pattern.evidence.window_seconds)
    return replace(before, evidence=replace(before.evidence, window_seconds=window))


def _answers_at_once(pattern: Pattern) -> bool:
    return answers(pattern.trigger) and not pattern.trigger.for_seconds
