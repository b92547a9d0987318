"""Whether an occasion of an automation comes whenever a pattern's does, sometimes, or never."""

from __future__ import annotations

from enum import Enum
from math import inf
from typing import assert_never

from ..model.day import DAY
from ..model.existing import ANY_STATE, Occasion, Unreadable
from ..model.habits.likeness import are_near_numbers, is_near
from ..model.habits.pattern import Between, Condition, Dark, NumberIs, Pattern, SomebodyHome, StateIs, is_use_at_moment
from ..model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand

SAME_MOMENT = 15  # minutes within which two times of day, or two distances from the sun, are one
_SAME_HOLD = 60  # seconds by which two waits may differ in any case; beyond it, half of the longer one


class Fit(Enum):
    """How often one thing holds when another one happens."""

    ALWAYS = 2
    SOMETIMES = 1
    NEVER = 0


def comes_with(occasion: Occasion, pattern: Pattern, *, at_once: bool = False) -> bool:
    """Tell whether an automation's trigger comes when that of a pattern does.

    Args:
        occasion: of an automation.
        pattern: a habit.
        at_once: neither may come long before the other; without it, what comes earlier counts as well.
    """
    delay, wanted = occasion.delay_seconds, pattern.trigger
    match occasion.trigger:
        case AtTime(minute=minute):
            return is_near(AtTime(minute=(minute + delay // 60) % DAY), wanted, SAME_MOMENT)
        case AtSun(event=event, offset_minutes=offset):
            return is_near(AtSun(event=event, offset_minutes=offset + delay // 60), wanted, SAME_MOMENT)
        case OnChange() as change:
            return isinstance(wanted, OnChange) and _comes_with_change(change, delay, wanted, at_once=at_once)
        case Crosses() as crossing:
            return isinstance(wanted, Crosses) and _comes_with_crossing(crossing, delay, wanted, at_once=at_once)
        case LeftOn() | OnDemand() | Unreadable():
            return False
        case _:
            assert_never(occasion.trigger)


def _comes_with_change(change: OnChange, delay: int, wanted: OnChange, *, at_once: bool) -> bool:
    if change.entity_id != wanted.entity_id or change.to not in {ANY_STATE, wanted.to}:
        return False
    return _waits_alike(change.for_seconds + delay, wanted.for_seconds, at_once=at_once)


def _comes_with_crossing(crossing: Crosses, delay: int, wanted: Crosses, *, at_once: bool) -> bool:
    """Tell whether a sensor crosses one number about when it crosses another one that is near."""
    if (crossing.entity_id, crossing.is_above) != (wanted.entity_id, wanted.is_above):
        return False
    is_near = are_near_numbers(crossing.limit, wanted.limit)
    return is_near and _waits_alike(crossing.for_seconds + delay, wanted.for_seconds, at_once=at_once)


def _waits_alike(waits: int, wanted: int, *, at_once: bool) -> bool:
    later, slack = waits - wanted, max(_SAME_HOLD, max(waits, wanted) // 2)
    return later <= slack and (later >= -slack or not at_once)


def conditions_hold(occasion: Occasion, pattern: Pattern) -> Fit:
    """Tell how often the conditions of an occasion hold when a pattern's act is due, its days included."""
    fits = [_days(occasion, pattern), *(_holds(condition, pattern) for condition in occasion.conditions)]
    return min(fits, key=lambda fit: fit.value)


def _days(occasion: Occasion, pattern: Pattern) -> Fit:
    if occasion.day_off in pattern.conditions:
        return Fit.ALWAYS
    if occasion.weekdays >= pattern.weekdays:
        return Fit.ALWAYS
    return Fit.SOMETIMES if occasion.weekdays & pattern.weekdays else Fit.NEVER


def _holds(condition: Condition | Unreadable, pattern: Pattern) -> Fit:
    # What comes to use at its moment is not drafted for an empty house.
    if condition in pattern.conditions or (condition == SomebodyHome() and is_use_at_moment(pattern)):
        return Fit.ALWAYS
    match condition:
        case Dark(dark=dark):
            return _light(pattern, dark=dark)
        case Between():
            return _band(condition, pattern)
        case StateIs():
            return _state(condition, pattern)
        case NumberIs():
            return _number(condition, pattern)
        case _:
            return Fit.SOMETIMES


def _light(pattern: Pattern, *, dark: bool) -> Fit:
    if any(isinstance(one, Dark) for one in pattern.conditions):
        return Fit.NEVER  # the same one was found before
    match pattern.trigger:
        case AtSun(event=event, offset_minutes=offset):
            # How far on the dark side of the event, minutes.
            depth = offset if event == "sunset" else -offset
            return Fit.ALWAYS if (depth if dark else -depth) >= -SAME_MOMENT else Fit.NEVER
        case AtTime() | OnChange() | Crosses() | LeftOn() | OnDemand():
            return Fit.SOMETIMES
        case _:
            assert_never(pattern.trigger)


def _band(band: Between, pattern: Pattern) -> Fit:
    length = (band.before - band.after) % DAY or DAY
    match pattern.trigger:
        case AtTime(minute=minute):
            into = (minute - band.after + SAME_MOMENT) % DAY
            return Fit.ALWAYS if into <= length + 2 * SAME_MOMENT else Fit.NEVER
        case AtSun() | OnChange() | Crosses() | LeftOn() | OnDemand():
            return _of_bands(band, length, pattern)
        case _:
            assert_never(pattern.trigger)


def _of_bands(band: Between, length: int, pattern: Pattern) -> Fit:
    """Tell how often a band of so many minutes holds within the bands that a pattern asks for."""
    for wanted in (one for one in pattern.conditions if isinstance(one, Between)):
        wanted_length = (wanted.before - wanted.after) % DAY or DAY
        begins = (wanted.after - band.after) % DAY
        if begins + wanted_length <= length:
            return Fit.ALWAYS
        if begins >= length and begins + wanted_length <= DAY:
            return Fit.NEVER
    return Fit.SOMETIMES


def _state(condition: StateIs, pattern: Pattern) -> Fit:
    if condition.entity_id in pattern.entities:
        # There is only something to do while it is in another state.
        return Fit.ALWAYS if condition.state != pattern.state_of(condition.entity_id) else Fit.SOMETIMES
    known = {one.entity_id: one.state for one in pattern.conditions if isinstance(one, StateIs)}
    if isinstance(pattern.trigger, OnChange):
        known[pattern.trigger.entity_id] = pattern.trigger.to
    if condition.entity_id not in known:
        return Fit.SOMETIMES
    return Fit.ALWAYS if known[condition.entity_id] == condition.state else Fit.NEVER


def _number(condition: NumberIs, pattern: Pattern) -> Fit:
    """Tell how often a sensor is within limits while it is within those that a pattern asks for."""
    low, high = _span(condition)
    for one in pattern.conditions:
        if isinstance(one, NumberIs) and one.measured == condition.measured:
            wanted_low, wanted_high = _span(one)
            if low <= wanted_low and wanted_high <= high:
                return Fit.ALWAYS
            if wanted_high <= low or high <= wanted_low:
                return Fit.NEVER
    return Fit.SOMETIMES


def _span(condition: NumberIs) -> tuple[float, float]:
    return (
        -inf if condition.above is None else condition.above,
        inf if condition.below is None else condition.below,
    )
