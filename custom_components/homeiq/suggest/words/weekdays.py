"""Weekdays in words: on workdays, on Mondays to Thursdays, on Tuesdays and Thursdays, every day except Sundays."""

from __future__ import annotations

from collections.abc import Sequence, Set as AbstractSet

from ...model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS
from ...model.words import Words

_USUAL = {EVERY_DAY: "days_every", WORKDAYS: "days_workdays", WEEKEND: "days_weekend"}
_WEEK = len(EVERY_DAY)
_A_RUN = 3  # days in a row, fewer of which are said one by one


def days(weekdays: frozenset[int], words: Words) -> str:
    """Say on which days.

    Args:
        weekdays: 0 is Monday; one at least.
        words: of the owner's language.
    """
    if weekdays in _USUAL:
        return words.say(_USUAL[weekdays])
    if len(weekdays) == _WEEK - 1:
        (left_out,) = EVERY_DAY - weekdays
        return words.say("days_except", day=_name(left_out, words))
    return words.say("days_some", days=named(weekdays, words))


def named(weekdays: AbstractSet[int], words: Words) -> str:
    """Name some weekdays: those in a row by the first and the last, be it over the end of a week."""
    order = _in_order(weekdays)
    in_a_row = order[-1] - order[0] == len(order) - 1
    names = [_name(day % _WEEK, words) for day in order]
    if in_a_row and len(names) >= _A_RUN:
        return words.say("days_run", first=names[0], last=names[-1])
    return names[0] if len(names) == 1 else words.say("names_and", first=", ".join(names[:-1]), last=names[-1])


def _in_order(weekdays: AbstractSet[int]) -> Sequence[int]:
    """Return weekdays as people say them: in the week's order, or on into the next week where they are in a row so.

    Examples:
        >>> _in_order({0, 2}), _in_order({6, 0, 1}), _in_order({0, 3, 6})
        ([0, 2], [6, 7, 8], [0, 3, 6])
    """
    turns = (sorted((day - first) % _WEEK + first for day in weekdays) for first in sorted(weekdays))
    in_a_row = (days for days in turns if days[-1] - days[0] == len(days) - 1)
    return next(in_a_row, sorted(weekdays))


def _name(day: int, words: Words) -> str:
    return words.say(f"weekday_{day}")
