"""A habit as its automation's parts in plain words: when it begins, what has to hold, what is done."""

from dataclasses import dataclass

from ...model.habits.pattern import EVERY_DAY, Pattern
from ...model.home import Home
from ...model.words import Words
from .wording import acts, conditions, parts


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


def in_words(pattern: Pattern, home: Home, words: Words) -> InWords:
    """Say the parts of a habit."""
    said = parts(pattern, home, words)
    days = () if pattern.weekdays == EVERY_DAY else (said["weekdays"],)
    return InWords(
        when=_alone(said["trigger"]),
        only_if=tuple(map(_alone, (*days, *conditions(pattern, home, words)))),
        do=tuple(map(_alone, acts(pattern, home, words))),
    )


def _alone(said: str) -> str:
    """Begin a phrase as a sentence begins; the names in it stay as they are."""
    return said[:1].upper() + said[1:]
