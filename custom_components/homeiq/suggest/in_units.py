"""Limits and set-points that were told in one unit, told in another: the same warmth, another number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.habits.pattern import Condition, NumberIs, Pattern, SetTo
from ..model.habits.suggestion import Suggestion
from ..model.habits.trigger import Crosses
from ..model.habits.value import value_name
from ..model.home import Home
from ..model.words import Words
from .drafted import retold
from .offered import compared

type Lines = Mapping[str, tuple[float, float] | None]
"""Factor and offset from the unit of before to that of now, by name in the history; None where nobody knows."""

_DIGITS = 4  # that count; there and back again a limit is the same number
_ALL_DIGITS = 15


def in_units(suggestion: Suggestion, lines: Lines, home: Home, words: Words) -> Suggestion | None:
    """Return a suggestion with its limits and set-points in the units of now, and its texts; None where nobody can."""
    pattern = pattern_in_units(suggestion.pattern, lines)
    return retold(suggestion, pattern, home, words) if pattern else None


def pattern_in_units(pattern: Pattern, lines: Lines) -> Pattern | None:
    """Return a pattern with its limits and set-points in the units of now, under its name; None where nobody can.

    Examples:
        >>> warm = Crosses(entity_id="sensor.hall", limit=70.0, is_above=True)
        >>> celsius = pattern_in_units(habit(warm), {"sensor.hall": (5 / 9, -160 / 9)})
        >>> celsius.trigger.limit
        21.11
    """
    if any(lines.get(name, ()) is None for name in compared(pattern)):
        return None
    trigger = pattern.trigger
    if isinstance(trigger, Crosses):
        trigger = replace(trigger, limit=_told(trigger.limit, trigger.entity_id, lines))
    return replace(
        pattern,
        state=_state_in_units(pattern, lines),
        trigger=trigger,
        conditions=tuple(_condition_in_units(one, lines) for one in pattern.conditions),
        values=tuple(_value_in_units(one, lines) for one in pattern.values),
    )


def _state_in_units(pattern: Pattern, lines: Lines) -> str:
    if (sets := pattern.sets) is None:
        return pattern.state
    return replace(sets, value=_told(sets.value, value_name(pattern.entities[0], sets.attribute), lines)).text


def _condition_in_units(condition: Condition, lines: Lines) -> Condition:
    if not isinstance(condition, NumberIs) or condition.measured not in lines:
        return condition
    limits = [limit for limit in (condition.above, condition.below) if limit is not None]
    told = [_told(limit, condition.measured, lines) for limit in limits]
    if len({*told}) < len(limits):
        told = [_told(limit, condition.measured, lines, _ALL_DIGITS) for limit in limits]
    above = None if condition.above is None else told[0]
    return replace(condition, above=above, below=None if condition.below is None else told[-1])


def _value_in_units(value: SetTo, lines: Lines) -> SetTo:
    name = value_name(value.entity_id, value.attribute)
    if (line := lines.get(name)) is None:
        return value
    return replace(value, value=_told(value.value, name, lines), spread=value.spread * abs(line[0]))


def _told(limit: float, name: str, lines: Lines, digits: int = _DIGITS) -> float:
    if (line := lines.get(name)) is None:
        return limit
    factor, offset = line
    return float(f"{limit * factor + offset:.{digits}g}")
