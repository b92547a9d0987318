"""What is different about a habit after it was changed, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.habits.pattern import Pattern
from ...model.home import Home
from ...model.words import Words
from .wording import parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part of a habit that is no longer the same.

    Attributes:
        part: ``trigger``, ``weekdays``, ``entities`` or ``conditions``.
        before: as it was, in the owner's language.
        after: as it would be.
    """

    part: str
    before: str
    after: str


def differences(before: Pattern, after: Pattern, home: Home, words: Words) -> tuple[Difference, ...]:
    """Return the parts in which two versions of a habit differ."""
    said = parts(before, home, words), parts(after, home, words)
    return tuple(
        Difference(part=part, before=said[0][part], after=said[1][part])
        for part in said[0]
        if _of(part, before) != _of(part, after)
    )


def _of(part: str, pattern: Pattern) -> object:
    """Return a part; what entities are set to is said with them."""
    return (pattern.entities, pattern.values) if part == "entities" else getattr(pattern, part)
