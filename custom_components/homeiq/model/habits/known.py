"""What is known before a run: found earlier, decided by people, and what the home does already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..existing import Existing
from .lesson import Lesson
from .pattern import Pattern
from .shown import Shown
from .suggestion import AcceptedHabit, Decision, DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a run has to heed.

    Attributes:
        patterns: of earlier runs, so that a habit keeps its signature.
        dismissed: signatures that must not come back.
        decisions: what people have said to suggestions, as far as it holds now.
        accepted: what became an automation; where such a habit's time has moved, it is proposed to move the automation.
        existing: the home's automations; what they do already is not suggested.
        lessons: what earlier days taught when the last run asked them.
        shown: what the last run suggested; None where there was none.
    """

    patterns: tuple[Pattern, ...] = ()
    dismissed: frozenset[str] = frozenset()
    decisions: tuple[Decision, ...] = ()
    accepted: tuple[AcceptedHabit, ...] = ()
    existing: Existing = field(default_factory=Existing)
    lessons: tuple[Lesson, ...] = ()
    shown: tuple[Shown, ...] | None = None

    @property
    def snoozed(self) -> frozenset[str]:
        """Signatures that are found, but not shown for a while."""
        return frozenset(one.signature for one in self.decisions if one.verdict is DecisionKind.SNOOZED)

    def where_shown(self, passes: Callable[[Shown], bool]) -> Known:
        """Return the same with some of what the last run suggested."""
        return self if self.shown is None else replace(self, shown=tuple(filter(passes, self.shown)))


NOTHING = Known()
