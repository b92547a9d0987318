"""The home's automations as the JSON that the action returns."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, assert_never

from ..model.existing import Effect, Standing, Unreadable
from ..model.habits.pattern import Between, Condition, Dark, Idle, NumberIs, SomebodyHome, StateIs, asked_of, limits_of
from ..model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger
from ..model.things.set_state import set_state_of
from .iso_time import moment_to_json


def standing_to_json(standing: Standing) -> dict[str, Any]:
    """Write what an automation does as far as it is understood, and how it stands to what was found."""
    automation = standing.automation
    return {
        "entity_id": automation.entity_id,
        "name": automation.name,
        "enabled": automation.is_enabled,
        "last_triggered": moment_to_json(automation.last_triggered),
        "triggers": [_part(trigger) for trigger in automation.triggers],
        "effects": [_effect(effect) for effect in automation.effects],
        "not_understood": list(automation.unread),
        "stale": standing.is_stale,
        "broken": not automation.is_available or bool(automation.unknown),
        "available": automation.is_available,
        "unknown_entities": list(automation.unknown),
        "covers": list(standing.covers),
        "conflicts": [{"signature": signature, "kind": kind.value} for signature, kind in standing.conflicts],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    occasion = effect.occasion
    return {
        "entities": list(effect.entities),
        **_state(effect.state),
        "trigger": _part(occasion.trigger),
        "weekdays": sorted(occasion.weekdays),
        "conditions": [_part(condition) for condition in occasion.conditions],
        "delay_seconds": occasion.delay_seconds,
    }


def _state(state: str) -> dict[str, Any]:
    """Write what something is brought to: a state, or what is set whatever its state is."""
    if (sets := set_state_of(state)) is None:
        return {"state": state}
    return {"state": sets.within, "attribute": sets.attribute, "value": sets.value}


def _part(part: Trigger | Condition | Unreadable) -> dict[str, Any]:
    match part:
        case AtTime(clock=clock):
            return {"time": clock}
        case AtSun(event=event, offset_minutes=offset):
            return {"event": event, "offset_minutes": offset}
        case Unreadable(what=what):
            return {"not_understood": what}
        case NumberIs():
            return asked_of(part) | limits_of(part)
        case OnChange() | Crosses() | LeftOn() | OnDemand() | Dark() | Between() | StateIs() | Idle() | SomebodyHome():
            return asdict(part)
        case _:
            assert_never(part)
