"""A pattern as an automation: exactly what Home Assistant's own editor would save."""

from types import MappingProxyType
from typing import Any

from ..model.pattern import (
    EVERY_DAY,
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Idle,
    LeftOn,
    OnChange,
    OnDemand,
    Pattern,
    SomebodyHome,
    StateIs,
    Trigger,
)
from .values import grouped

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ACTIONS = MappingProxyType(
    {
        "on": "turn_on",
        "off": "turn_off",
        "playing": "media_play",
        "cleaning": "start",
        "docked": "return_to_base",
        "locked": "lock",
    }
)
# Turning these on and setting them are two actions: not every integration takes both in one.
_SET_BY_THEMSELVES = MappingProxyType({"climate": "climate.set_temperature", "media_player": "media_player.volume_set"})
_OPEN = 100  # position of an open cover
_OPENERS = MappingProxyType({"cover": "cover", "valve": "valve"})


def draft(pattern: Pattern, alias: str, description: str, notice: str = "") -> dict[str, Any]:
    """Return the automation's config, id included.

    A scene's has no triggers: it does what the scene does when somebody runs it.

    Args:
        notice: what a reminder says; only that of something left on needs one.
    """
    reminds = isinstance(pattern.trigger, LeftOn)
    return {
        "id": f"homeiq_{pattern.signature}",
        "alias": alias,
        "description": description,
        "triggers": _triggers(pattern.trigger),
        "conditions": [
            *_weekdays(pattern.weekdays),
            *(_condition(condition, pattern.trigger) for condition in pattern.conditions),
        ],
        "actions": [_reminder(pattern, notice)] if reminds else _actions(pattern),
        "mode": "single",
    }


def _triggers(trigger: Trigger) -> list[dict[str, Any]]:
    return [] if isinstance(trigger, OnDemand) else [_trigger(trigger)]


def _trigger(trigger: AtTime | AtSun | OnChange | LeftOn) -> dict[str, Any]:
    match trigger:
        case AtTime(clock=clock):
            return {"trigger": "time", "at": f"{clock}:00"}
        case AtSun(event=event, offset_minutes=0):
            return {"trigger": "sun", "event": event}
        case AtSun(event=event, offset_minutes=offset):
            sign = "-" if offset < 0 else ""
            return {"trigger": "sun", "event": event, "offset": f"{sign}{_duration(abs(offset) * 60)}"}
        case (
            OnChange(entity_id=entity_id, to=to, for_seconds=hold)
            | LeftOn(entity_id=entity_id, to=to, for_seconds=hold)
        ):
            # Back from an absence is no change that anybody made.
            config = {
                "trigger": "state",
                "entity_id": [entity_id],
                "to": to,
                "not_from": ["unavailable", "unknown"],
            }
            return {**config, "for": _duration(hold)} if hold else config


def _duration(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _weekdays(weekdays: frozenset[int]) -> list[dict[str, Any]]:
    if weekdays == EVERY_DAY:
        return []
    return [{"condition": "time", "weekday": [_WEEKDAYS[day] for day in sorted(weekdays)]}]


def _condition(condition: Condition, trigger: Trigger) -> dict[str, Any]:
    match condition:
        case Dark(dark=dark):
            state = "below_horizon" if dark else "above_horizon"
            return {"condition": "state", "entity_id": "sun.sun", "state": state}
        case Between(after=after, before=before):
            return {"condition": "time", "after": _duration(after * 60), "before": _duration(before * 60)}
        case StateIs(entity_id=entity_id, state=state):
            return {"condition": "state", "entity_id": entity_id, "state": state}
        case SomebodyHome(home=home):
            nobody = {"condition": "state", "entity_id": "zone.home", "state": "0"}
            return {"condition": "numeric_state", "entity_id": "zone.home", "above": 0} if home else nobody
        case Idle(entity_id=entity_id, state=state, seconds=seconds):
            if isinstance(trigger, OnChange) and trigger.entity_id == entity_id:
                return {"condition": "template", "value_template": _quiet_before(seconds)}
            return {"condition": "state", "entity_id": entity_id, "state": state, "for": _duration(seconds)}


def _quiet_before(seconds: int) -> str:
    """Return a template that holds where the trigger's entity had not changed for a while before it did."""
    quiet = "trigger.to_state.last_changed - trigger.from_state.last_changed"
    return f"{{{{ trigger.from_state is not none and {quiet} > timedelta(seconds={seconds}) }}}}"


def _reminder(pattern: Pattern, notice: str) -> dict[str, Any]:
    return {
        "action": "persistent_notification.create",
        "data": {"title": "HomeIQ", "message": notice, "notification_id": f"homeiq_{pattern.signature}"},
    }


def _actions(pattern: Pattern) -> list[dict[str, Any]]:
    """Return one action a domain, with all its entities as the target; more where they are set to different values."""
    by_domain: dict[str, list[str]] = {}
    for entity_id in pattern.entities:
        by_domain.setdefault(entity_id.partition(".")[0], []).append(entity_id)
    return [
        action
        for domain, entities in by_domain.items()
        for targets, data in grouped(pattern, entities)
        for action in _valued(domain, pattern.state, targets, data)
    ]


def _valued(domain: str, state: str, targets: list[str], data: dict[str, float]) -> list[dict[str, Any]]:
    """Return the actions that bring entities to a state and set them to what people set them to."""
    action = _action(domain, state, targets)
    if not data:
        return [action]
    if domain in _SET_BY_THEMSELVES:
        return [action, {"action": _SET_BY_THEMSELVES[domain], "target": {"entity_id": targets}, "data": data}]
    if domain == "cover":
        if data["position"] >= _OPEN:
            return [action]
        return [{"action": "cover.set_cover_position", "target": {"entity_id": targets}, "data": data}]
    return [{**action, "data": data}]


def _action(domain: str, state: str, targets: list[str]) -> dict[str, Any]:
    target = {"entity_id": targets}
    if domain in _OPENERS:
        verb = "open" if state == "open" else "close"
        return {"action": f"{domain}.{verb}_{_OPENERS[domain]}", "target": target}
    if domain == "climate":
        return {"action": "climate.set_hvac_mode", "target": target, "data": {"hvac_mode": state}}
    return {"action": f"{domain}.{_ACTIONS[state]}", "target": target}
