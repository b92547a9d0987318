"""Whether an occasion of an automation comes whenever a pattern's does, sometimes, or never."""

from enum import Enum

from ..model.existing import ANY_STATE, Occasion, Unreadable
from ..model.pattern import AtSun, AtTime, Between, Condition, Dark, OnChange, Pattern, StateIs

SAME_MOMENT = 15  # minutes within which two times of day, or two distances from the sun, are one
_SAME_HOLD = 60  # seconds by which two waits may differ in any case; beyond it, half of the longer one
_DAY = 24 * 60  # minutes


class Fit(Enum):
    """How often one thing holds when another one happens."""

    ALWAYS = 2
    SOMETIMES = 1
    NEVER = 0


def comes_with(occasion: Occasion, pattern: Pattern, *, at_once: bool = False) -> bool:
    """Tell whether the trigger of an occasion comes when a pattern's does.

    Args:
        occasion: of an automation.
        pattern: a habit.
        at_once: neither may come long before the other; without it, what comes earlier counts as well.
    """
    delay = occasion.delay_seconds
    match occasion.trigger, pattern.trigger:
        case AtTime(minute=minute), AtTime(minute=wanted):
            return _apart(minute + delay // 60, wanted) <= SAME_MOMENT
        case AtSun(event=event, offset_minutes=offset), AtSun(event=wanted_event, offset_minutes=wanted):
            return event == wanted_event and abs(offset + delay // 60 - wanted) <= SAME_MOMENT
        case OnChange(entity_id=name, to=to, for_seconds=hold), OnChange() as wanted_change:
            if name != wanted_change.entity_id or to not in {ANY_STATE, wanted_change.to}:
                return False
            later = hold + delay - wanted_change.for_seconds
            slack = max(_SAME_HOLD, max(hold + delay, wanted_change.for_seconds) // 2)
            return later <= slack and (later >= -slack or not at_once)
        case _:
            return False


def conditions_hold(occasion: Occasion, pattern: Pattern) -> Fit:
    """Tell how often the conditions of an occasion hold when a pattern's act is due, its days included."""
    fits = [_days(occasion, pattern), *(_holds(condition, pattern) for condition in occasion.conditions)]
    return min(fits, key=lambda fit: fit.value)


def _days(occasion: Occasion, pattern: Pattern) -> Fit:
    if occasion.weekdays >= pattern.weekdays:
        return Fit.ALWAYS
    return Fit.SOMETIMES if occasion.weekdays & pattern.weekdays else Fit.NEVER


def _holds(condition: Condition | Unreadable, pattern: Pattern) -> Fit:
    if condition in pattern.conditions:
        return Fit.ALWAYS
    match condition:
        case Dark(dark=dark):
            return _light(pattern, dark=dark)
        case Between():
            return _band(condition, pattern)
        case StateIs():
            return _state(condition, pattern)
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
        case _:
            return Fit.SOMETIMES


def _band(band: Between, pattern: Pattern) -> Fit:
    length = (band.before - band.after) % _DAY or _DAY
    if isinstance(pattern.trigger, AtTime):
        into = (pattern.trigger.minute - band.after + SAME_MOMENT) % _DAY
        return Fit.ALWAYS if into <= length + 2 * SAME_MOMENT else Fit.NEVER
    for wanted in (one for one in pattern.conditions if isinstance(one, Between)):
        wanted_length = (wanted.before - wanted.after) % _DAY or _DAY
        begins = (wanted.after - band.after) % _DAY
        if begins + wanted_length <= length:
            return Fit.ALWAYS
        if begins >= length and begins + wanted_length <= _DAY:
            return Fit.NEVER
    return Fit.SOMETIMES


def _state(condition: StateIs, pattern: Pattern) -> Fit:
    if condition.entity_id in pattern.entities:
        # There is only something to do while it is in another state.
        return Fit.ALWAYS if condition.state != pattern.state else Fit.SOMETIMES
    known = {one.entity_id: one.state for one in pattern.conditions if isinstance(one, StateIs)}
    if isinstance(pattern.trigger, OnChange):
        known[pattern.trigger.entity_id] = pattern.trigger.to
    if condition.entity_id not in known:
        return Fit.SOMETIMES
    return Fit.ALWAYS if known[condition.entity_id] == condition.state else Fit.NEVER


def _apart(one: int, other: int) -> int:
    """Return how far two times of day are apart, minutes."""
    return abs((one - other + _DAY // 2) % _DAY - _DAY // 2)
