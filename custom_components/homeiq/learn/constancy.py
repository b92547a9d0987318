"""From night to night: who comes back the next day finds what was there, unless there is a reason.

Figures near a threshold fall on either side of it from one night to the next. So what was suggested stays for some days
while what it lacks is within the noise of its figures, and what is new has to have stood some days ago as well. Until
then it may be luck. Who hears of suggestions for the first time hears of all that stand: nothing came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..mine.alive import is_alive
from ..model.habits.as_before import as_before
from ..model.habits.gate import Gate
from ..model.habits.known import Known
from ..model.habits.likeness import is_same_habit
from ..model.habits.pattern import Pattern
from ..model.habits.rung import Rung
from ..model.habits.shown import Shown
from ..model.habits.suggestion import LIMITED
from ..model.habits.trigger import spares_acts
from ..model.things.brought import share_an_act
from ..past.acts import ONE_SCENE, Unit, unit_of
from ..past.machines.devices.joined import together
from ..past.replay import kept_acts, replay
from ..past.timeline import Timeline
from ..past.together import ONE_WISH
from ..suggest.backtest import backtest
from ..suggest.forward.moment import IN_THE_MIDDLE, Manner, in_the_middle
from ..suggest.forward.origins import Forward
from ..suggest.gates import Gates
from ..suggest.select import Tested
from ..suggest.still_wanted import evident

_DAY = 86400.0  # seconds
_STOOD = 3 * _DAY  # before now, when what is new has to have stood as well; less where the past is short
_PART = 12  # of the past, that this is at most
_STAYS = 3.5 * _DAY  # after it stood last, for which it stays: three nights, be one an hour longer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judges:
    """Who else has a say.

    Attributes:
        forward: tells how habits fare on days that they were not learned from.
        gates: remember who stopped where.
        passes: tells whether something stands at the confidence that it needs to be shown.
        is_nearly_kept: tells whether something is kept as often as it takes to be shown, within the noise of that.
        may_stay: tells whether what something lacks of a rung is within the noise of its figures.
        is_sure: tells whether something stands as surely as it takes to act.
        is_open: tells whether nobody wants something otherwise, or has it already.
    """

    forward: Forward
    gates: Gates
    passes: Callable[[Tested], bool]
    is_nearly_kept: Callable[[Tested], bool]
    may_stay: Callable[[Tested, Rung], bool]
    is_sure: Callable[[Tested], bool]
    is_open: Callable[[Tested], bool]


class Constancy:
    """What was suggested the last time, held against what is found now."""

    def __init__(self, known: Known, units: tuple[Unit, ...], timeline: Timeline, judges: Judges, now: float) -> None:
        """Know what was suggested the last time; ``now`` is in UTC epoch seconds."""
        names = {one.pattern.signature: one for one in known.shown or ()}
        self._is_first = known.shown is None
        self._shown = {name: one for name, one in names.items() if name not in known.dismissed}
        self._units, self._timeline, self._judges, self._now = units, timeline, judges, now

    def as_shown(self, pattern: Pattern) -> Pattern:
        """Return a pattern as it was suggested, where that hardly differs."""
        shown = self._shown.get(pattern.signature)
        return as_before(pattern, shown.pattern) if shown else pattern

    def manner(self, pattern: Pattern) -> Manner:
        """Return how a pattern was suggested to act; in the middle of people's times where it was not."""
        shown = self._shown.get(pattern.signature)
        return Manner.in_force(shown.pattern) if shown else IN_THE_MIDDLE

    def named(self, several: Sequence[Tested]) -> list[Tested]:
        """Return habits under the names under which they were suggested, be it with a thing less or more."""
        names = {one.pattern.signature for one in several}
        free = [one.pattern for name, one in sorted(self._shown.items()) if name not in names]
        found: list[Tested] = []
        for one in several:
            is_new = one.pattern.signature not in self._shown and not one.moved_from
            same = next((before for before in free if is_new and is_same_habit(before, one.pattern)), None)
            if same is not None:
                free.remove(same)
                found.append(replace(one, pattern=replace(one.pattern, signature=same.signature)))
            else:
                found.append(one)
        return found

    def steady(self, several: Sequence[Tested]) -> list[Tested]:
        """Return what may be shown tonight: what is found and stands for some days, and what stays."""
        staying = self._staying(several)
        self._judges.gates.pardon(staying)
        alone = self._judges.gates.keep(
            Gate.SAME, several, lambda one: not any(self._is_twin(one, other) for other in staying)
        )
        held = [self._held(one) for one in alone]
        return [*self._judges.gates.keep(Gate.DAYS, held, lambda one: one.held_at is not Rung.FORMING), *staying]

    def noted(self, several: Iterable[Tested]) -> tuple[Shown, ...]:
        """Return what the next run has to know of what is suggested; what has moved is found anew or not at all."""
        return tuple(self._noted(one) for one in several if not one.moved_from)

    def _noted(self, one: Tested) -> Shown:
        pattern, now = replace(one.pattern, rung=one.rung), self._now
        before = self._shown.get(pattern.signature)
        if one.held_at is None or before is None:
            return Shown(pattern=pattern, stood_at=now, acted_at=now if one.rung is Rung.ACTS else None)
        acted_at = before.acted_at if one.rung is Rung.ACTS else None
        return Shown(pattern=pattern, stood_at=before.stood_at if one.only_stays else now, acted_at=acted_at)

    def _held(self, one: Tested) -> Tested:
        """Return a habit on the rung on which it may be shown: a new one only if it was so some days ago."""
        shown, is_left = self._shown.get(one.pattern.signature), one.pattern.signature.endswith(LIMITED)
        # What a person has left of another one comes at once.
        if self._is_first or one.moved_from or not spares_acts(one.pattern.trigger) or (shown is None and is_left):
            return one
        if shown is None:
            before = self._rung_before(one)
            return one if before in {one.rung, Rung.ACTS} else replace(one, held_at=before)
        if one.rung is Rung.ACTS and shown.acted_at is None:
            return one if self._rung_before(one) is Rung.ACTS else replace(one, held_at=Rung.ASKS)
        if one.rung is Rung.ASKS and shown.acted_at is not None:
            is_staying = self._is_recent(shown.acted_at) and self._judges.may_stay(one, Rung.ACTS)
            return replace(one, held_at=Rung.ACTS) if is_staying else one
        return one

    def _rung_before(self, one: Tested) -> Rung:
        before = self._judges.forward.as_of(one, self._now - min(_STOOD, len(self._timeline.days) * _DAY / _PART))
        before = replace(before, is_doubtful=one.is_doubtful or not self._judges.is_sure(before))
        return before.rung if self._judges.passes(before) else Rung.FORMING

    def _is_recent(self, moment: float) -> bool:
        return self._now - moment < _STAYS

    def _staying(self, several: Sequence[Tested]) -> list[Tested]:
        """Return what was suggested, is not found to be so tonight, and stays."""
        gone = [
            one
            for one in self._shown.values()
            if spares_acts(one.pattern.trigger) and not any(is_of(one.pattern, other) for other in several)
        ]
        recent = [one for one in gone if self._is_recent(one.stood_at)]
        again = [one for one in map(self._again, recent) if one and self._is_still_about(one)]
        # Earlier days take longest, so they are asked last.
        self._judges.forward.learn([in_the_middle(one.pattern) for one in again])
        tried = map(self._judges.forward.as_of, again)
        return [
            replace(one, held_at=Rung.ASKS, only_stays=True) for one in tried if self._judges.may_stay(one, Rung.ASKS)
        ]

    def _again(self, shown: Shown) -> Tested | None:
        """Try what was suggested once more, as it was."""
        pattern = shown.pattern
        if not set(pattern.entities) <= self._timeline.series.keys():
            return None
        unit = unit_of(pattern, self._units, self._timeline)
        test = backtest(pattern, unit, self._timeline)
        known = evident(pattern, test, unit, self._timeline)
        return Tested(pattern=known, unit=unit, backtest=test, held_out=None, is_doubtful=True)

    def _is_still_about(self, one: Tested) -> bool:
        """Tell whether nothing but what earlier days say may stand in the way of what stood some days ago."""
        return self._judges.is_open(one) and self._judges.is_nearly_kept(one) and self._goes_on(one)

    def _goes_on(self, one: Tested) -> bool:
        played = replay(one.pattern, one.unit, self._timeline)
        days = self._timeline.calendar.day(played.times)
        hits = np.unique(days[played.outcomes.hit])
        return len(hits) > 0 and is_alive(hits, np.unique(days), one.pattern.weekdays, self._timeline)

    def _is_twin(self, one: Tested, other: Tested) -> bool:
        """Tell whether two habits are about the same acts: at least half of those of the one that has fewer."""
        if one.moved_from or not share_an_act(one.pattern, other.pattern):
            return False
        acts, others = (kept_acts(each.pattern, each.unit, self._timeline) for each in (one, other))
        within = ONE_SCENE if one.pattern.otherwise or other.pattern.otherwise else ONE_WISH
        return len(acts) > 0 and 2 * together(acts, others, within) >= min(len(acts), len(others))


def was_one(shown: Iterable[Shown], pattern: Pattern) -> bool:
    """Tell whether all that a pattern does was suggested as one wish the last time."""
    mine = set(pattern.brings)
    return any(mine <= set(one.pattern.brings) and is_same_habit(one.pattern, pattern) for one in shown)


def is_of(shown: Pattern, one: Tested) -> bool:
    """Tell whether what was suggested is what is found now."""
    return one.pattern.signature == shown.signature or is_same_habit(one.pattern, shown)
