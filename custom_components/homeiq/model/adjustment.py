"""What a person changes about a habit before, or after, it becomes an automation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from .pattern import (
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Idle,
    OnChange,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
    Trigger,
)

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
        entities: what is acted on.
        conditions: all of them, in place of the ones before.
        values: by entity, what it is set to in place of what it was set to before; nothing leaves that open. Other
            entities stay as they are.
    """

    minute: int | None = None
    offset_minutes: int | None = None
    weekdays: frozenset[int] | None = None
    for_seconds: int | None = None
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
        return replace(
            pattern,
            trigger=trigger,
            weekdays=pattern.weekdays if self.weekdays is None else self.weekdays,
            entities=entities,
            conditions=pattern.conditions if self.conditions is None else self.conditions,
            values=self._values(pattern, entities),
            evidence=replace(pattern.evidence, window_seconds=self._window(pattern)),
        )

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
            case AtTime() if self.minute is not None:
                return AtTime(minute=_within(self.minute, 0, 24 * 60 - 1, "time"))
            case AtSun(event=event) if self.offset_minutes is not None:
                offset = _within(self.offset_minutes, -_MOST_OFFSET, _MOST_OFFSET, "offset_minutes")
                return AtSun(event=event, offset_minutes=offset)
            case OnChange(entity_id=entity_id, to=to) if self.for_seconds is not None:
                seconds = _within(self.for_seconds, 0, _LONGEST, "for_seconds")
                return OnChange(entity_id=entity_id, to=to, for_seconds=seconds)
            case _:
                return trigger

    def _refuse_strangers(self, trigger: Trigger) -> None:
        """Refuse the fields of other triggers."""
        fields = {
            "time": (self.minute, AtTime),
            "offset_minutes": (self.offset_minutes, AtSun),
            "for_seconds": (self.for_seconds, OnChange),
        }
        for name, (value, kind) in fields.items():
            if value is not None and not isinstance(trigger, kind):
                raise AdjustmentError(name)

    def _window(self, pattern: Pattern) -> float:
        """Return how long after the trigger an act counts, as learning would choose it for the new delay."""
        before = pattern.evidence.window_seconds
        if self.for_seconds is None or not isinstance(pattern.trigger, OnChange):
            return before
        if self.for_seconds:
            return max(1.6 * self.for_seconds, self.for_seconds + 60.0)
        return _AT_ONCE if pattern.trigger.for_seconds else before


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
        case {"condition": "state", "entity_id": [str(entity_id)] | str(entity_id), "state": str(state), **rest}:
            return _state(entity_id, state, rest)
        case _:
            raise AdjustmentError("conditions")


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
    except TypeError, ValueError:
        raise AdjustmentError("conditions") from None
    return _within(seconds, 1, _LONGEST, "conditions")


def _minute(clock: str) -> int:
    try:
        hours, minutes = map(int, clock.split(":")[:2])
    except ValueError:
        raise AdjustmentError("conditions") from None
    return _within(60 * hours + minutes, 0, 24 * 60 - 1, "conditions")


def _within(value: int, low: int, high: int, field: str) -> int:
    if not low <= value <= high:
        raise AdjustmentError(field)
    return value
