"""Lessons: what a stretch of earlier days taught, which stays true for as long as nothing about these days changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from .pattern import Pattern
from .trigger import Kind, answers, has_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTopic:
    """What a past is asked about: habits that it would look for in the same places, whenever they come.

    Attributes:
        kind: times of day and of the sun are looked for together.
        brings: each entity with the state that it is brought to.
        set_off_by: whose change sets a follow-up off; empty for anything else.
    """

    kind: Kind
    brings: tuple[tuple[str, str], ...]
    set_off_by: str

    @classmethod
    def of(cls, pattern: Pattern) -> Self:
        """Return what a habit asks a past about."""
        trigger = pattern.trigger
        return cls(
            kind=Kind.ROUTINE if has_moment(trigger) else pattern.kind,
            brings=pattern.brings,
            set_off_by=trigger.entity_id if answers(trigger) else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a past said when it was asked about some habits.

    Attributes:
        past: names all that the answer rests on.
        topics: what it was asked about.
        taught: the habits that it knew of; of what it was not asked about some may be missing, or too many.
    """

    past: str
    topics: frozenset[LessonTopic]
    taught: tuple[Pattern, ...]
