"""What a person changes about a habit before, or after, it becomes an automation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from typing import Any, assert_never

from ..day import DAY
from ..habits.pattern import Between, Condition, Dark, Idle, NumberIs, Pattern, SetTo, SomebodyHome, StateIs
from ..habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger, answers
from ..habits.value import VALUE_ATTRIBUTES
from ..habits.waiting import latest_answer
from ..surroundings import measures_number
from ..things import AT_REST
from ..things.brought import left_of

_MOST_OFFSET = 12 * 60  # minutes from sunrise or sunset
_LONGEST = 24 * 3600  # seconds that a state has to last
_CLOCK = MappingProxyType({"hours": 3600, "minutes": 60, "seconds": 1})  # by unit: seconds
_AT_ONCE = 300.0  # seconds within which an act answers a trigger that need not last


class AdjustmentError(ValueError):
    """A habit can't be changed like that.

    Attributes:
        field: what doesn't fit.
    """

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change; what is None stays as it is.

    Attributes:
        minute: local minutes after midnight.
        offset_minutes: before (negative) or after sunrise or sunset.
        weekdays: 0 is Monday.
        for_seconds: how long the trigger's state has to last.
        limit: the number that a sensor has to cross.
        entities: what is acted on.
        conditions: all of them, in place of the ones before.
        values: by entity, what it is set to in place of what it was set to before; nothing leaves that open. Other
            entities stay as they are.
    """

    minute: int | None = None
    offset_minutes: int | None = None
    weekdays: frozenset[int] | None = None
    for_seconds: int | None = None
    limit: float | None = None
    entities: tuple[str, ...] | None = None
    conditions: tuple[Condition, ...] | None = None
    values: Mapping[str, tuple[SetTo, ...]] | None = None

    def of(self, pattern: Pattern) -> Pattern:
        """Return a changed pattern; what speaks for it is still what spoke for the old one.

        Raises:
            AdjustmentError: a field is out of range, or means nothing to this kind of habit.
        """
        trigger = self._trigger(pattern.trigger)
        if self.weekdays is not None and not frozenset() < self.weekdays <= frozenset(range(7)):
            raise AdjustmentError("weekdays")
        if self.entities is not None and not self.entities:
            raise AdjustmentError("entity_id")
        entities = pattern.entities if self.entities is None else tuple(sorted(set(self.entities)))
        state, otherwise = left_of(pattern, entities)
        return replace(
            pattern,
            trigger=trigger,
            state=state,
            weekdays=pattern.weekdays if self.weekdays is None else self.weekdays,
            entities=entities,
            conditions=pattern.conditions if self.conditions is None else self._conditions(pattern, entities),
            values=self._values(pattern, entities),
            otherwise=otherwise,
            evidence=replace(
                pattern.evidence,
                window_seconds=self._window(pattern),
                early_seconds=pattern.evidence.early_seconds if trigger == pattern.trigger else 0,
            ),
        )

    def _conditions(self, pattern: Pattern, entities: tuple[str, ...]) -> tuple[Condition, ...]:
        """Leave out that a thing stays as it is while something in it is set: that goes without saying."""
        stays = {StateIs(entity_id=name, state=pattern.entity_state) for name in entities if pattern.sets}
        return tuple(one for one in self.conditions or () if one not in stays)

    def _values(self, pattern: Pattern, entities: tuple[str, ...]) -> tuple[SetTo, ...]:
        changed = self.values or {}
        if not changed.keys() <= set(entities):
            raise AdjustmentError("values")
        kept = [one for one in pattern.values if one.entity_id in entities and one.entity_id not in changed]
        new = [one for several in changed.values() for one in several]
        return tuple(sorted([*kept, *new], key=lambda one: (one.entity_id, one.attribute)))

    def _trigger(self, trigger: Trigger) -> Trigger:
        self._refuse_strangers(trigger)
        match trigger:
            case AtTime():
                return trigger if self.minute is None else AtTime(minute=_within(self.minute, 0, DAY - 1, "time"))
            case AtSun():
                return trigger if self.offset_minutes is None else self._about_sun(trigger, self.offset_minutes)
            case OnChange():
                return trigger if self.for_seconds is None else self._lasting(trigger, self.for_seconds)
            case Crosses():
                crossing = trigger if self.for_seconds is None else self._lasting(trigger, self.for_seconds)
                return crossing if self.limit is None else replace(crossing, limit=_finite(self.limit))
            case LeftOn() | OnDemand():
                return trigger
            case _:
                assert_never(trigger)

    def _about_sun(self, trigger: AtSun, minutes: int) -> AtSun:
        return replace(trigger, offset_minutes=_within(minutes, -_MOST_OFFSET, _MOST_OFFSET, "offset_minutes"))

    def _lasting[T: (OnChange, Crosses)](self, trigger: T, seconds: int) -> T:
        return replace(trigger, for_seconds=_within(seconds, 0, _LONGEST, "for_seconds"))

    def _refuse_strangers(self, trigger: Trigger) -> None:
        """Refuse the fields of other triggers."""
        fields: dict[str, tuple[float | None, type | tuple[type, ...]]] = {
            "time": (self.minute, AtTime),
            "offset_minutes": (self.offset_minutes, AtSun),
            "for_seconds": (self.for_seconds, (OnChange, Crosses)),
            "limit": (self.limit, Crosses),
        }
        for name, (value, kind) in fields.items():
            if value is not None and not isinstance(trigger, kind):
                raise AdjustmentError(name)

    def _window(self, pattern: Pattern) -> float:
        """Return how long after the trigger an act counts, as learning would choose it for the new delay."""
        before = pattern.evidence.window_seconds
        if self.for_seconds is None or not answers(pattern.trigger):
            return before
        if self.for_seconds:
            return latest_answer(self.for_seconds)
        return _AT_ONCE if pattern.trigger.for_seconds else before


def changeable(pattern: Pattern) -> tuple[str, ...]:
    """Name the fields of a change that mean something to a habit, as those who ask for one write them."""
    can_be_set = any(
        state not in AT_REST and VALUE_ATTRIBUTES.get(name.partition(".")[0]) for name, state in pattern.brings
    )
    values = ("values",) if can_be_set else ()
    match pattern.trigger:
        case AtTime():
            return ("time", "weekdays", "entity_id", "conditions", *values)
        case AtSun():
            return ("offset_minutes", "weekdays", "entity_id", "conditions", *values)
        case OnChange():
            return ("for", "weekdays", "entity_id", "conditions", *values)
        case Crosses():
            return ("limit", "for", "weekdays", "entity_id", "conditions", *values)
        case LeftOn():
            return ("weekdays", "conditions")
        case OnDemand():
            return ("entity_id", *values)
        case _:
            assert_never(pattern.trigger)


def condition_from_config(config: Mapping[str, Any]) -> Condition:
    """Read one of the conditions that HomeIQ can try on the past.

    Raises:
        AdjustmentError: it is none of them, or says more than HomeIQ can try.
    """
    match config:
        case {"condition": "time", "after": str(after), "before": str(before), **rest} if not rest:
            return Between(after=_minute(after), before=_minute(before))
        case {"condition": "numeric_state", "entity_id": ["zone.home"] | "zone.home", "above": 0, **rest} if not rest:
            return SomebodyHome()
        case {"condition": "numeric_state", "entity_id": [str(entity_id)] | str(entity_id), **limits}:
            return _number(entity_id, limits)
        case {"condition": "state", "entity_id": [str(entity_id)] | str(entity_id), "state": str(state), **rest}:
            return _state(entity_id, state, rest)
        case _:
            raise AdjustmentError("conditions")


def _number(entity_id: str, limits: Mapping[str, Any]) -> NumberIs:
    attribute, limits = limits.get("attribute", ""), {name: one for name, one in limits.items() if name != "attribute"}
    is_plain = limits.keys() <= {"above", "below"} and all(map(_is_finite, limits.values()))
    if not is_plain or not measures_number(entity_id, attribute):
        raise AdjustmentError("conditions")
    try:
        return NumberIs(entity_id=entity_id, attribute=attribute, **limits)
    except ValueError:
        raise AdjustmentError("conditions") from None


def _is_finite(limit: Any) -> bool:
    return isinstance(limit, int | float) and not isinstance(limit, bool) and isfinite(limit)


def _state(entity_id: str, state: str, rest: Mapping[str, Any]) -> Condition:
    if not rest.keys() <= {"for"}:
        raise AdjustmentError("conditions")
    if "for" in rest:
        return Idle(entity_id=entity_id, state=state, seconds=_seconds(rest["for"]))
    match entity_id, state:
        case "sun.sun", "below_horizon" | "above_horizon":
            return Dark(dark=state == "below_horizon")
        case "zone.home", "0":
            return SomebodyHome(home=False)
        case _:
            return StateIs(entity_id=entity_id, state=state)


def _seconds(held: Any) -> int:
    """Read a duration as Home Assistant's editor writes one."""
    match held:
        case str() if len(parts := held.split(":")) == len(_CLOCK):
            amounts: Mapping[str, Any] = dict(zip(_CLOCK, parts, strict=True))
        case Mapping() if held and held.keys() <= _CLOCK.keys():
            amounts = held
        case int() if not isinstance(held, bool):
            amounts = {"seconds": held}
        case _:
            raise AdjustmentError("conditions")
    try:
        seconds = sum(int(amount) * _CLOCK[unit] for unit, amount in amounts.items())
    except TypeError, ValueError, OverflowError:
        raise AdjustmentError("conditions") from None
    return _within(seconds, 1, _LONGEST, "conditions")


def _minute(clock: str) -> int:
    try:
        hours, minutes = map(int, clock.split(":")[:2])
    except ValueError:
        raise AdjustmentError("conditions") from None
    return _within(60 * hours + minutes, 0, DAY - 1, "conditions")


def _finite(limit: float) -> float:
    if not isfinite(limit):
        raise AdjustmentError("limit")
    return limit


def _within(value: int, low: int, high: int, field: str) -> int:
    if not low <= value <= high:
        raise AdjustmentError(field)
    return value
