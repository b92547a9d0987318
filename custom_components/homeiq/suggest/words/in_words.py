"""A habit as its automation's parts in plain words: when it begins, what has to hold, what is done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...model.habits.pattern import EVERY_DAY, Pattern, SomebodyHome
from ...model.home import Home
from ...model.words import Words
from .wording import acts, conditions, parts, staying


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords:
    """The parts, in the owner's language, each a phrase that stands by itself.

    Attributes:
        when: what sets it off.
        only_if: on which days, where these are not all, and each of the conditions.
        do: what is done.
    """

    when: str
    only_if: tuple[str, ...]
    do: tuple[str, ...]


def in_words(pattern: Pattern, home: Home, words: Words, *, for_who_is_home: bool = False) -> InWords:
    """Say the parts of a habit, and that its automation does nothing while nobody is home, if so."""
    asked = replace(pattern, conditions=(*pattern.conditions, SomebodyHome())) if for_who_is_home else pattern
    said = parts(pattern, home, words)
    days = () if pattern.weekdays == EVERY_DAY else (said["weekdays"],)
    return InWords(
        when=_alone(said["trigger"]),
        only_if=tuple(map(_alone, (*days, *conditions(asked, home, words), *staying(pattern, home, words)))),
        do=tuple(map(_alone, acts(pattern, home, words))),
    )


def _alone(said: str) -> str:
    """Begin a phrase as a sentence begins; the names in it stay as they are."""
    return said[:1].upper() + said[1:]
