"""How alike two habits are: one and the same, one that has moved, or two."""

from __future__ import annotations

from typing import assert_never

from ..day import apart
from ..things.brought import share_an_act
from .pattern import Between, Condition, Idle, NumberIs, Pattern
from .trigger import (
    AtSun,
    AtTime,
    Crosses,
    LeftOn,
    OnChange,
    OnDemand,
    Trigger,
    has_moment,
    is_called,
    spares_acts,
)
from .usual import usual

_MOVED = 15  # minutes from which on an accepted routine is worth moving
_ANOTHER = 180  # minutes from which on it is another one
_SAME_NUMBER = 0.25  # of the larger of two limits
SAME_TIME = 45
"""Minutes within which two routines are one."""
_SAME_HOURS = 120  # minutes by which the ends of a band of hours may lie apart


def minutes_apart(one: Trigger, other: Trigger) -> int | None:
    """Return how far two triggers lie apart on the dial that both go by; None where they go by none, or by two.

    Examples:
        >>> minutes_apart(AtTime(minute=10), AtTime(minute=1430))
        20
        >>> minutes_apart(AtSun(event="sunset", offset_minutes=-10), AtSun(event="sunset", offset_minutes=15))
        25
        >>> minutes_apart(AtSun(event="sunset", offset_minutes=0), AtTime(minute=1260)) is None
        True
    """
    match one:
        case AtTime(minute=minute):
            return abs(apart(minute, other.minute)) if isinstance(other, AtTime) else None
        case AtSun(event=event, offset_minutes=offset):
            if not isinstance(other, AtSun) or other.event != event:
                return None
            return abs(offset - other.offset_minutes)
        case OnChange() | Crosses() | LeftOn() | OnDemand():
            return None
        case _:
            assert_never(one)


def are_near_numbers(one: float, other: float) -> bool:
    """Tell whether two limits of a sensor mean the same: within a quarter of the larger one.

    Examples:
        >>> are_near_numbers(60.0, 65.0), are_near_numbers(5.0, 40.0), are_near_numbers(-1.0, 1.0)
        (True, False, False)
    """
    return abs(one - other) <= _SAME_NUMBER * max(abs(one), abs(other))


def is_near(one: Trigger, other: Trigger, within: int) -> bool:
    """Tell whether two triggers are moments of one dial, no more than so many minutes apart."""
    away = minutes_apart(one, other)
    return away is not None and away <= within


def is_same_trigger(one: Trigger, other: Trigger, within: int) -> bool:
    """Tell whether two triggers are one, however long each waits and whatever else it looks at.

    Args:
        one: of a habit.
        other: of another one.
        within: minutes that two times of day, or two distances from the sun, may lie apart.
    """
    match one:
        case AtTime() | AtSun():
            return is_near(one, other, within)
        case OnChange(entity_id=name, to=to):
            return isinstance(other, OnChange) and (other.entity_id, other.to) == (name, to)
        case Crosses(entity_id=name, is_above=is_above):
            if not isinstance(other, Crosses) or (other.entity_id, other.is_above) != (name, is_above):
                return False
            return are_near_numbers(one.limit, other.limit)
        case LeftOn():
            return isinstance(other, LeftOn)
        case OnDemand():
            return isinstance(other, OnDemand)
        case _:
            assert_never(one)


def is_same_occasion(one: Trigger, other: Trigger, within: int) -> bool | None:
    """Tell whether two triggers mean the same occasion; None where only the past can tell.

    Args:
        one: of a habit.
        other: of another one that acts on the same.
        within: minutes that two times of day, or two distances from the sun, may lie apart.
    """
    if is_same_trigger(one, other, within):
        return True
    if minutes_apart(one, other) is not None or not (spares_acts(one) and spares_acts(other)):
        return False
    return None


def is_same_habit(one: Pattern, other: Pattern) -> bool:
    """Tell whether two patterns describe one habit, a drift of less than three quarters of an hour allowed."""
    if not _act_alike(one, other) or not one.weekdays & other.weekdays:
        return False
    return is_same_trigger(usual(one).trigger, usual(other).trigger, SAME_TIME)


def are_at_other_dials(one: Pattern, other: Pattern) -> bool:
    """Tell whether one pattern goes by the clock and the other by the sun, or each by another event of the sun.

    On the same days they do the same; whether at the same time is for the days to tell.
    """
    return (
        _act_alike(one, other)
        and bool(one.weekdays & other.weekdays)
        and has_moment(one.trigger)
        and has_moment(other.trigger)
        and minutes_apart(one.trigger, other.trigger) is None
    )


def has_moved(accepted: Pattern, found: Pattern) -> bool:
    """Tell whether a routine is an accepted one at another time: a quarter of an hour to three hours away.

    Nearer is not worth a word, farther is another habit of the same lamp. Both people's times and the automation's have
    to be apart.
    """
    if not _act_alike(accepted, found) or not have_most_days_in_common(accepted, found):
        return False
    away = minutes_apart(usual(accepted).trigger, usual(found).trigger)
    return away is not None and _MOVED <= away <= _ANOTHER and not is_near(accepted.trigger, found.trigger, _MOVED - 1)


def set_off_each_other(one: Pattern, other: Pattern) -> bool:
    """Tell whether two follow-ups are the two readings of one habit: this with that, and that with this."""
    return _answers(one, other) and _answers(other, one)


def have_most_days_in_common(one: Pattern, other: Pattern) -> bool:
    """Tell whether more than half of the weekdays that either has are those of both."""
    return len(one.weekdays & other.weekdays) * 2 > len(one.weekdays | other.weekdays)


def have_same_conditions(one: Pattern, other: Pattern) -> bool:
    """Tell whether two patterns depend on the same things in the same way, be it within somewhat other limits."""
    left = list(other.conditions)
    for mine in one.conditions:
        same = next((theirs for theirs in left if _are_alike(mine, theirs)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _are_alike(one: Condition, other: Condition) -> bool:
    match one, other:
        case Between(after=after, before=before), Between():
            return abs(apart(after, other.after)) <= _SAME_HOURS and abs(apart(before, other.before)) <= _SAME_HOURS
        case Idle(entity_id=name, state=state), Idle():
            return (name, state) == (other.entity_id, other.state)
        case NumberIs(measured=name), NumberIs():
            return name == other.measured and all(
                (mine is None) == (theirs is None)
                for mine, theirs in ((one.above, other.above), (one.below, other.below))
            )
        case _:
            return one == other


def _act_alike(one: Pattern, other: Pattern) -> bool:
    if (one.otherwise or other.otherwise) and is_called(one.trigger) and is_called(other.trigger):
        return are_one_scene(one, other)
    return share_an_act(one, other)


def are_one_scene(one: Pattern, other: Pattern) -> bool:
    """Tell whether more than half of all that either of two scenes does, both do: two evenings may share a lamp."""
    mine, theirs = set(one.brings), set(other.brings)
    return 2 * len(mine & theirs) > len(mine | theirs)


def _answers(one: Pattern, other: Pattern) -> bool:
    """Tell whether what a habit does sets another one off."""
    trigger = other.trigger
    return isinstance(trigger, OnChange) and (trigger.entity_id, trigger.to) in one.brings
