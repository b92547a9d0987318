"""A pattern as an automation: exactly what Home Assistant's own editor would save."""

from __future__ import annotations

from typing import Any, assert_never

from ..model.day import WEEKDAYS
from ..model.existing import ANY_STATE
from ..model.habits.pattern import (
    EVERY_DAY,
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SomebodyHome,
    StateIs,
    asked_of,
    limits_of,
    presence_asked,
)
from ..model.habits.trigger import (
    AtSun,
    AtTime,
    Crosses,
    LeftOn,
    OnChange,
    OnDemand,
    Trigger,
    answers,
    reminds,
    side_of,
)
from ..model.things import GONE, PARTLY, THINGS, thing_of
from ..model.things.set_state import set_state_of
from .action_data import data_of, grouped

_OPEN = 100  # position of an open cover


def draft(
    pattern: Pattern,
    alias: str,
    description: str,
    notice: str = "",
    note: str = "",
    *,
    for_who_is_home: bool = False,
) -> dict[str, Any]:
    """Return the automation's config, id included.

    A scene's has no triggers: it does what the scene does when somebody runs it.

    Args:
        notice: what a reminder says; only that of something left on needs one.
        note: what the editor shows beside the trigger.
        for_who_is_home: it does nothing while nobody is home, asked last, behind the pattern's own conditions.
    """
    return {
        "id": f"homeiq_{pattern.signature}",
        "alias": alias,
        "description": description,
        "triggers": [one | ({"note": note} if note else {}) for one in _triggers(pattern.trigger)],
        "conditions": [
            *_weekdays(pattern.weekdays),
            *(_condition(condition, pattern.trigger) for condition in pattern.conditions),
            *(_condition(condition, pattern.trigger) for condition in stays_in(pattern)),
            *([presence_asked(SomebodyHome())] if for_who_is_home else []),
        ],
        "actions": [_reminder(pattern, notice)] if reminds(pattern.trigger) else _actions(pattern),
        "mode": "single",
    }


def stays_in(pattern: Pattern) -> tuple[StateIs, ...]:
    """Return what has to hold for something to be set: each thing is as it was whenever people set it.

    So no lamp is lit to dim it, no thermostat that is off begins to heat, and none that cools is set as people set it
    while it heats.
    """
    return tuple(StateIs(entity_id=name, state=pattern.entity_state) for name in pattern.entities if pattern.sets)


def can_be_drafted(pattern: Pattern) -> bool:
    """Tell whether an action brings the entities to the state: how far a cover is to be let down has to be known."""
    return all(state != PARTLY or "position" in data_of(pattern, name) for name, state in pattern.brings)


def _triggers(trigger: Trigger) -> list[dict[str, Any]]:
    match trigger:
        case AtTime(clock=clock):
            return [{"trigger": "time", "at": f"{clock}:00"}]
        case AtSun(event=event, offset_minutes=offset):
            sign = "-" if offset < 0 else ""
            off = {"offset": f"{sign}{_duration(abs(offset) * 60)}"} if offset else {}
            return [{"trigger": "sun", "event": event, **off}]
        case (
            OnChange(entity_id=entity_id, to=to, for_seconds=for_seconds)
            | LeftOn(entity_id=entity_id, to=to, for_seconds=for_seconds)
        ):
            if says := thing_of(entity_id).says if to != ANY_STATE else "":
                return [_moment(entity_id, to, says, for_seconds)]
            config = {"trigger": "state", "entity_id": [entity_id], **_change(entity_id, to, for_seconds)}
            return [{**config, "for": _duration(for_seconds)} if for_seconds else config]
        case Crosses(entity_id=entity_id, for_seconds=for_seconds):
            held = {"for": _duration(for_seconds)} if for_seconds else {}
            return [{"trigger": "numeric_state", "entity_id": [entity_id], **side_of(trigger), **held}]
        case OnDemand():
            return []
        case _:
            assert_never(trigger)


def _moment(entity_id: str, to: str, says: str, for_seconds: int) -> dict[str, Any]:
    """Return what hears one of an entity's moments; of two alike, an attribute tells the first only."""
    if for_seconds:
        told = {"trigger": "state", "entity_id": [entity_id], "attribute": says, "to": to}
        return {**told, "for": _duration(for_seconds)}
    return {"trigger": "event.received", "target": {"entity_id": [entity_id]}, "options": {says: [to]}}


def _change(entity_id: str, to: str, for_seconds: int) -> dict[str, Any]:
    """Return from and to which states a trigger fires; back from an absence is no change that anybody made."""
    if to == ANY_STATE:
        # Before the first one ever, nothing is known.
        return {"not_from": ["unavailable"], "not_to": [*GONE]}
    reports = thing_of(entity_id).reports(to)
    if len(reports) == 1:
        # Who stops a cover on its way down does not open it.
        down = ("closing",) if PARTLY in thing_of(entity_id).actions and to == "open" else ()
        return {"to": to, "not_from": [*GONE, *down]}
    # Home Assistant waits for one state to last; each of them begins the wait anew.
    return {"to": [*reports], "not_from": [*GONE, *(() if for_seconds else reports)]}


def _duration(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _weekdays(weekdays: frozenset[int]) -> list[dict[str, Any]]:
    if weekdays == EVERY_DAY:
        return []
    return [{"condition": "time", "weekday": [WEEKDAYS[day] for day in sorted(weekdays)]}]


def _condition(condition: Condition, trigger: Trigger) -> dict[str, Any]:
    match condition:
        case Dark(dark=dark):
            state = "below_horizon" if dark else "above_horizon"
            return {"condition": "state", "entity_id": "sun.sun", "state": state}
        case Between(after=after, before=before):
            return {"condition": "time", "after": _duration(after * 60), "before": _duration(before * 60)}
        case StateIs(entity_id=entity_id, state=state):
            return {"condition": "state", "entity_id": entity_id, "state": _asked(entity_id, state)}
        case SomebodyHome():
            return presence_asked(condition)
        case NumberIs():
            return {"condition": "numeric_state", **asked_of(condition), **limits_of(condition)}
        case Idle():
            return _quiet(condition, trigger)


def _quiet(condition: Idle, trigger: Trigger) -> dict[str, Any]:
    if answers(trigger) and trigger.entity_id == condition.entity_id:
        return {"condition": "template", "value_template": _quiet_before(condition.seconds)}
    asked, held = _asked(condition.entity_id, condition.state), _duration(condition.seconds)
    return {"condition": "state", "entity_id": condition.entity_id, "state": asked, "for": held}


def _asked(entity_id: str, state: str) -> str | list[str]:
    reports = thing_of(entity_id).reports(state)
    return reports[0] if len(reports) == 1 else [*reports]


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
    """Return one action a domain and state, with all its entities as the target; more where their values differ."""
    by_call: dict[tuple[str, str], list[str]] = {}
    for entity_id, state in pattern.brings:
        by_call.setdefault((entity_id.partition(".")[0], state), []).append(entity_id)
    return [
        action
        for (domain, state), entities in by_call.items()
        for targets, data in grouped(pattern, entities)
        for action in _valued(domain, state, targets, data)
    ]


def _valued(domain: str, state: str, targets: list[str], data: dict[str, float]) -> list[dict[str, Any]]:
    """Return the actions that bring entities to a state and set them to what people set them to."""
    thing = THINGS[domain]
    if sets := set_state_of(state):
        verb = thing.sets or thing.actions.get(PARTLY) or thing.actions[sets.within]
        return [{"action": f"{domain}.{verb}", "target": {"entity_id": targets}, "data": data}]
    action = _action(domain, state, targets)
    if not data:
        return [action]
    if thing.sets:
        # Turning it on and setting it are two actions: not every integration takes both in one.
        return [action, {"action": f"{domain}.{thing.sets}", "target": {"entity_id": targets}, "data": data}]
    if PARTLY in thing.actions:
        if state != PARTLY and data["position"] >= _OPEN:
            return [action]
        return [{"action": f"{domain}.{thing.actions[PARTLY]}", "target": {"entity_id": targets}, "data": data}]
    return [{**action, "data": data}]


def _action(domain: str, state: str, targets: list[str]) -> dict[str, Any]:
    thing = THINGS[domain]
    action = {"action": f"{domain}.{thing.actions[state]}", "target": {"entity_id": targets}}
    return {**action, "data": {thing.modes: state}} if thing.modes else action
