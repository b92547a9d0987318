"""The gates on the way from what was found to what is suggested, and who stopped at which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..model.habits.gate import Gate, Refused
from ..model.habits.likeness import is_same_habit
from ..model.habits.pattern import Pattern
from ..model.habits.rung import Rung
from ..model.habits.suggestion import Backtest
from ..model.things.set_state import is_same_state
from .select import Tested, holds

_FAR = 127  # times; what needs more than these is told no number

_NO_HABIT = frozenset({Gate.DAYS, Gate.LOOSE, Gate.ENDED})

type Needed = Callable[[Pattern], float]
"""Tells the confidence that a habit has to reach."""


class Gates:
    """Lets habits pass, and remembers those that did not.

    Attributes:
        refused: by signature.
    """

    def __init__(self) -> None:
        """Have refused nobody yet."""
        self.refused: dict[str, Refused] = {}

    @property
    def fallen(self) -> frozenset[str]:
        """Signatures of those that are no habits, or not surely enough."""
        return frozenset(name for name, why in self.refused.items() if why.gate in _NO_HABIT)

    def keep[T: (Pattern, Tested)](self, gate: Gate, several: Iterable[T], passes: Callable[[T], bool]) -> list[T]:
        """Return those that pass a gate."""
        kept: list[T] = []
        for one in several:
            if passes(one):
                kept.append(one)
            else:
                self._refuse(one, Refused(gate=gate))
        return kept

    def missing[T: (Pattern, Tested)](self, gate: Gate, before: Iterable[T], after: Iterable[T]) -> None:
        """Note those that did not come out of a gate."""
        left = {_signature(one) for one in after}
        self.keep(gate, before, lambda one: _signature(one) in left)

    def holding(
        self, several: Iterable[Tested], needed: Needed, passes: Callable[[Tested, float], bool] = Tested.holds
    ) -> list[Tested]:
        """Return those that stand at the confidence that they need.

        Args:
            several: the habits.
            needed: tells the confidence.
            passes: tells whether one stands at it.
        """
        kept: list[Tested] = []
        for one in several:
            confidence = needed(one.pattern)
            if passes(one, confidence):
                kept.append(one)
            else:
                self._refuse(one, _why(one, confidence))
        return kept

    def trusted(self, several: Iterable[Tested], parts: Sequence[Tested]) -> list[Tested]:
        """Return those that may do something: what is only forming is to be seen, and no more.

        What has moved is an automation of the owner's already; where it has gone they are told, however it fares.

        Args:
            several: the habits.
            parts: what some of them were joined of, which has no better figures than the whole.
        """
        kept: list[Tested] = []
        for one in several:
            if one.moved_from or one.rung is not Rung.FORMING:
                kept.append(one)
                continue
            for part in (one, *(other for other in parts if _tells_of(one.pattern, other.pattern))):
                self._refuse(part, Refused(gate=_why_forming(one)))
        return kept

    def shown(self, several: Sequence[Tested], shown: Sequence[Tested]) -> None:
        """Note those that found no place among the suggestions, or stand there as a part of another one."""
        names = {_signature(one) for one in shown}
        for one in several:
            if _signature(one) in names:
                continue
            is_told = any(_tells_of(other.pattern, one.pattern) for other in shown)
            self._refuse(one, Refused(gate=Gate.SAME if is_told else Gate.PLACES))

    def parted(self, before: Iterable[Tested], after: Iterable[Tested], parts: Sequence[Tested]) -> None:
        """Note the parts of those that a gate has stopped: what stops the whole stops them."""
        left = {_signature(one) for one in after}
        for one in before:
            if _signature(one) not in left:
                for part in (part for part in parts if _tells_of(one.pattern, part.pattern)):
                    self._refuse(part, self.refused[_signature(one)])

    def pardon(self, several: Iterable[Tested]) -> None:
        """Forget what stood in the way of those that are suggested all the same."""
        for one in several:
            self.refused.pop(_signature(one), None)

    def _refuse(self, one: Pattern | Tested, why: Refused) -> None:
        self.refused.setdefault(_signature(one), why)


def _tells_of(shown: Pattern, one: Pattern) -> bool:
    """Tell whether a habit is suggested already, alone or with what is done at the same moment."""
    if one.state != shown.state and is_same_state(shown.state, one.state):
        return is_same_habit(one, shown) or set(one.entities) < set(shown.entities)
    return is_same_habit(one, shown) or set(one.brings) < set(shown.brings)


def _signature(one: Pattern | Tested) -> str:
    return one.signature if isinstance(one, Pattern) else one.pattern.signature


def _why(one: Tested, needed: float) -> Refused:
    test = one.backtest
    if holds(one.pattern, test, needed):
        return Refused(gate=Gate.ENDED)
    is_kept = test.runs and test.kept >= needed * test.runs
    return Refused(gate=Gate.DAYS if is_kept else Gate.LOOSE, needs=_needs(one.pattern, test, needed))


def _why_forming(one: Tested) -> Gate:
    """Return the gate for what was kept often enough and would mostly be in vain, or fits its own days alone."""
    if one.is_unfounded:
        return Gate.ENDED
    return Gate.DAYS if one.is_fitted else Gate.LOOSE


def _needs(pattern: Pattern, test: Backtest, needed: float) -> int | None:
    """Return how many more wanted runs it takes, one after the other."""

    def is_enough(more: int) -> bool:
        return holds(pattern, replace(test, runs=test.runs + more, hits=test.hits + more), needed)

    found = bisect_left(range(_FAR + 1), 1, key=is_enough)
    return found if found <= _FAR else None
