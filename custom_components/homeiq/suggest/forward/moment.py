"""When to act: in the middle of people's times, or earlier where later days show that this spares more of them.

The middle of people's times comes too late for half of them. What is gained by coming earlier, and what is lost,
depends on how people are: who is punctual is spared nearly every act, and whose times wander is met too early. So no
rule is laid down; each moment is tried on days that the habit was not learned from, and the middle stays where these
don't tell.

A time of day also comes after it was done and undone: the kettle has boiled, and would boil once more. Where later days
show that this matters, what has just been used is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self, assert_never

import numpy as np
from numpy.typing import NDArray

from ...model.habits.pattern import Idle, Pattern
from ...model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger, answers, has_moment
from ...model.habits.usual import earlier, usual
from ...model.things import GONE
from ...past.acts import Unit
from ...past.chance import wilson_lower
from ...past.replay import TOLERANCE, Replay, replay
from ...past.timeline import Timeline

_EARLIEST = 30  # minutes before the middle of people's times
_GRID = 5  # minutes, as people tell the time
_TOO_EARLY = 0.5  # of an act spared, what it costs to come as early as still counts
_SOONER = (0.85, 0.7, 0.6, 0.5)  # times the usual delay, where a state has to last
_STEP = 30  # seconds to which a delay is rounded
_LATELY = 1800  # seconds before the moment within which whatever was used was used for it
_AGAIN = 2  # runs that would have done again what was done and undone; one may be accident


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What earlier days taught of a habit, and the days that it is tried on: since and until, UTC epoch seconds."""

    pattern: Pattern
    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a habit's automation runs.

    Attributes:
        early: how many seconds before the middle of people's times.
        quiet: what has to have been so for a while, so that nothing is done twice; None for nothing.
    """

    early: int = 0
    quiet: Idle | None = None

    def of(self, pattern: Pattern) -> Pattern:
        """Return a pattern that runs like this."""
        sooner = earlier(pattern, self.early)
        return replace(sooner, conditions=(*sooner.conditions, self.quiet)) if self.quiet else sooner

    @classmethod
    def in_force(cls, pattern: Pattern) -> Self:
        """Return how a pattern runs that was found in the middle of people's times."""
        return cls(early=pattern.evidence.early_seconds, quiet=next(iter(_quiet_of(pattern)), None))


IN_THE_MIDDLE = Manner()
"""As it was found."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moment:
    """A moment to act at, as it fared on days that it was not learned from.

    Attributes:
        manner: how it acts.
        spared: runs that spared an act.
        wrong: those that nobody wanted.
        again: those of them that would have done again what was done and undone.
        worth: float64[n], what acting then was worth on each local day, in acts spared.
    """

    manner: Manner
    spared: int
    wrong: int
    again: int
    worth: NDArray[np.float64]

    def is_better_than(self, middle: _Moment) -> bool:
        """Tell whether it spares more acts, or does less that nobody wants, and is right no less often."""
        told, before = self.spared + self.wrong, middle.spared + middle.wrong
        gains = self.spared > middle.spared or self.wrong < middle.wrong
        return gains and self.spared * before >= middle.spared * told

    def is_as_good_as(self, best: _Moment) -> bool:
        """Tell whether the best moment is better by no more than one standard error, which may be accident.

        Source: Breiman et al., Classification and Regression Trees (1984): of several choices within one standard error
        of the best, which mostly is so by some luck, the simplest.
        """
        more = best.worth - self.worth
        return float(more.sum()) <= float(np.sqrt(np.sum(more**2)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MomentChoice:
    """A choice among moments, by the days that a habit was not learned from.

    Attributes:
        pattern: acts in the middle of people's times, or after the middle of their delays.
        taught: what earlier days taught of it, as they did.
        unit: what it acts on.
        timeline: all days.
        confidence: share of the runs near which people have to do it, below 1. A run that nobody wanted costs as many
            acts spared as it takes to reach it: a light may be early, a lock had better be late.
    """

    pattern: Pattern
    taught: Sequence[Taught]
    unit: Unit
    timeline: Timeline
    confidence: float

    def best(self, before: Manner = IN_THE_MIDDLE) -> Manner:
        """Return how to act: as people mostly do, unless later days show that something else helps more.

        Of the moments that may be as good as the best one, it is the latest.
        """
        sooner = [Manner(early=early) for early in (0, *_steps(self.pattern.trigger))]
        moments = [self._tried(one) for one in sooner]
        found = self._best_of(moments)
        if found.again >= _AGAIN and (quiet := self._quiet()):
            moments += [self._tried(replace(one, quiet=quiet)) for one in sooner]
            found = self._best_of(moments)
        return self._held(before, found, moments)

    def _held(self, before: Manner, found: _Moment, moments: Sequence[_Moment]) -> Manner:
        """Return how it was suggested to act before, where that may be as good as what is found tonight."""
        if before in {found.manner, IN_THE_MIDDLE}:
            return found.manner
        held = next((one for one in moments if one.manner == before), None)
        return before if held and held.is_as_good_as(found) and self._is_kept(before) else found.manner

    def _best_of(self, moments: Sequence[_Moment]) -> _Moment:
        """Return the first one that may be as good as the best; the very first is in the middle."""
        better = [one for one in moments[1:] if one.is_better_than(moments[0]) and self._is_kept(one.manner)]
        candidates = [moments[0], *better]
        best = max(candidates, key=lambda one: one.worth.sum())
        return next(one for one in candidates if one.is_as_good_as(best))

    def _quiet(self) -> Idle | None:
        """Return that it was not used right before: that it had been as people mostly find it."""
        if not has_moment(self.pattern.trigger) or self.pattern.sets:
            return None
        name = self.pattern.entities[0]
        series = self.timeline.series[name]
        found = {
            state: int(np.count_nonzero(series.was(state, self.unit.acts, inclusive=False))) for state in series.states
        }
        states = [one for one in series.states if found[one] and one not in {*GONE, self.pattern.state_of(name)}]
        return Idle(entity_id=name, state=max(states, key=found.__getitem__), seconds=_LATELY) if states else None

    def _tried(self, manner: Manner) -> _Moment:
        """Let what was taught act in a manner, each on its days."""
        timeline = self.timeline
        first, days = int(timeline.days[0]), int(np.ptp(timeline.days)) + 2
        worth, spared, wrong, again = np.zeros(days), 0, 0, 0
        for one in self.taught:
            played = replay(manner.of(one.pattern), self.unit, timeline)
            played = played.where((played.times >= one.since) & (played.times < one.until))
            # An evening's run may come before midnight, and the usual moment after it: both are of one day.
            day = timeline.calendar.day(played.times + manner.early) - first
            worth += np.bincount(day, self._worth(one.pattern, played), minlength=days)
            outcomes = played.outcomes
            spared += int(np.count_nonzero(outcomes.spared))
            wrong += int(np.count_nonzero(outcomes.wrong))
            again += 0 if outcomes.late is None else int(np.count_nonzero(outcomes.late))
        return _Moment(manner=manner, spared=spared, wrong=wrong, again=again, worth=worth)

    def _worth(self, pattern: Pattern, played: Replay) -> NDArray[np.float64]:
        """Return what each run is worth, in acts spared."""
        outcomes = played.outcomes
        waited = self.unit.acts[outcomes.act[outcomes.spared]] - played.times[outcomes.spared]
        farthest = pattern.evidence.window_seconds if answers(pattern.trigger) else TOLERANCE
        worth = np.where(outcomes.wrong, -self.confidence / (1 - self.confidence), 0.0)
        worth[outcomes.spared] = 1 - _TOO_EARLY * waited / farthest
        return worth

    def _is_kept(self, manner: Manner) -> bool:
        """Tell whether it is as surely a habit at that moment, on all days."""
        hit = replay(manner.of(self.pattern), self.unit, self.timeline).outcomes.hit
        return wilson_lower(int(np.count_nonzero(hit)), len(hit)) >= self.confidence


def in_the_middle(pattern: Pattern) -> Pattern:
    """Return a pattern as it was found, in the middle of people's times."""
    quiet = _quiet_of(pattern)
    return replace(usual(pattern), conditions=tuple(one for one in pattern.conditions if one not in quiet))


def _quiet_of(pattern: Pattern) -> tuple[Idle, ...]:
    """Return what keeps a time of day from doing again what has just been done."""
    own = (one for one in pattern.conditions if isinstance(one, Idle) and one.entity_id in pattern.entities)
    return tuple(own) if has_moment(pattern.trigger) else ()


def can_be_earlier(trigger: Trigger) -> bool:
    """Tell whether there is an earlier moment than the one that people mostly choose."""
    return next(_steps(trigger), 0) > 0


def _steps(trigger: Trigger) -> Iterator[int]:
    """Yield how much earlier than the middle it may act, seconds, the latest first."""
    match trigger:
        case AtTime() | AtSun():
            yield from (60 * early for early in range(_GRID, _EARLIEST + 1, _GRID))
        case OnChange(for_seconds=held) | Crosses(for_seconds=held):
            shorter = {max(round(held * part / _STEP) * _STEP, _STEP) for part in _SOONER}
            yield from sorted(held - one for one in shorter if one < held)
        case LeftOn() | OnDemand():
            return
        case _:
            assert_never(trigger)
