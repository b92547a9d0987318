"""What HomeIQ never creates, whoever drafted it: asked of the final config, just before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Any

from ..model.home import Entity, Home
from ..model.things import thing_of
from ..past.ways_in import is_forbidden, lets_in, opened_by


class FaultKind(StrEnum):
    """Why a config is refused."""

    UNSAFE = "refused_unsafe"
    SERVICE = "refused_service"
    TARGET = "refused_target"
    UNKNOWN = "refused_unknown"
    TEMPLATE = "refused_template"
    FORM = "refused_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFault:
    """Why a config is refused, and what in it.

    Attributes:
        why: its value is the translation key of the message.
        what: the action, entity or key that it is about.
    """

    why: FaultKind
    what: str


_TOP = frozenset({"id", "alias", "description", "triggers", "conditions", "actions", "mode"})
_TRIGGERS = frozenset({"time", "time_pattern", "sun", "state", "numeric_state", "zone", "calendar", "homeassistant"})
_MARKUP = ("{{", "{%", "{#")
_QUIET_BEFORE = re.compile(
    r"\{\{ trigger\.from_state is not none and trigger\.to_state\.last_changed - "
    r"trigger\.from_state\.last_changed > timedelta\(seconds=\d+\) \}\}"
)
"""The one template that HomeIQ's own drafts have: the trigger's entity had been as it was for a while."""
_REMINDER = frozenset({"title", "message", "notification_id"})
_ACTION_KEYS = frozenset({"action", "target", "data", "alias", "enabled"})
_NESTED = ("sequence", "parallel", "then", "else", "default")
_WAITING = frozenset({"delay", "condition", "conditions", "wait_for_trigger"})
_BRANCHES = frozenset({*_NESTED, "if", "choose", "alias", "enabled"})


def refusal(config: Mapping[str, Any], home: Home) -> ConfigFault | None:
    """Return why an automation must not be created; None where it may.

    Args:
        config: the automation, as it would be written.
        home: what there is to act on.
    """
    return next(_faults(config, home), None)


def is_unsafe(config: Mapping[str, Any], home: Home) -> bool:
    """Tell whether an automation would open a way in. What can't be made for other reasons is not that."""
    return any(fault.why is FaultKind.UNSAFE for fault in _faults(config, home))


def scene_refusal(states: Mapping[str, str], home: Home) -> ConfigFault | None:
    """Return why a scene must not be created; None where it may.

    Args:
        states: the state that it brings each entity to.
        home: what there is to act on.
    """
    return next(_scene_faults(states, home), None)


def _scene_faults(states: Mapping[str, str], home: Home) -> Iterator[ConfigFault]:
    for entity_id, state in states.items():
        if (entity := home.entities.get(entity_id)) is None:
            yield ConfigFault(why=FaultKind.UNKNOWN, what=entity_id)
            continue
        if way := lets_in(entity_id, state, home):
            yield ConfigFault(why=FaultKind.UNSAFE, what=way.entity_id)
        for one in _with_members(entity, home, set()):
            if is_forbidden(one.entity_id, state, home):
                yield ConfigFault(why=FaultKind.UNSAFE, what=one.entity_id)
            elif not thing_of(one.entity_id).allowed and one.domain != "group":
                yield ConfigFault(why=FaultKind.TARGET, what=one.entity_id)


def _faults(config: Mapping[str, Any], home: Home) -> Iterator[ConfigFault]:
    yield from (ConfigFault(why=FaultKind.FORM, what=str(key)) for key in config.keys() - _TOP)
    for part in ("triggers", "conditions", "actions"):
        yield from (
            ConfigFault(why=FaultKind.TEMPLATE, what=text) for text in _texts(config.get(part)) if is_template(text)
        )
    for trigger in _list(config.get("triggers")):
        yield from _trigger_faults(trigger)
    for part in ("triggers", "conditions"):
        yield from (
            ConfigFault(why=FaultKind.UNKNOWN, what=name)
            for name in _named(config.get(part))
            if not _is_known(name, home)
        )
    actions = _list(config.get("actions"))
    if not actions:
        yield ConfigFault(why=FaultKind.FORM, what="actions")
    for action in actions:
        yield from _action_faults(action, home)


def _trigger_faults(trigger: Any) -> Iterator[ConfigFault]:
    """Find triggers by which somebody from outside could set things off."""
    kind = trigger.get("trigger") if isinstance(trigger, Mapping) else None
    if not isinstance(kind, str) or not (kind in _TRIGGERS or "." in kind):
        yield ConfigFault(why=FaultKind.FORM, what=str(kind or trigger))


def _action_faults(action: Any, home: Home) -> Iterator[ConfigFault]:
    if not isinstance(action, Mapping):
        yield ConfigFault(why=FaultKind.FORM, what=str(action))
    elif "action" in action:
        yield from (ConfigFault(why=FaultKind.FORM, what=str(key)) for key in action.keys() - _ACTION_KEYS)
        yield from _service_faults(action, home)
    elif action.keys() & _BRANCHES - {"alias", "enabled"}:
        yield from (ConfigFault(why=FaultKind.FORM, what=str(key)) for key in action.keys() - _BRANCHES)
        for inner in _inner(action):
            yield from _action_faults(inner, home)
    elif not action.keys() & _WAITING:
        yield ConfigFault(why=FaultKind.FORM, what=", ".join(map(str, action)))


def _inner(action: Mapping[str, Any]) -> Iterator[Any]:
    for key in _NESTED:
        yield from _list(action.get(key))
    for choice in _list(action.get("choose")):
        yield from _list(choice.get("sequence")) if isinstance(choice, Mapping) else (choice,)


def _service_faults(action: Mapping[str, Any], home: Home) -> Iterator[ConfigFault]:
    name = str(action["action"])
    if name == "persistent_notification.create":
        extra = (action.get("data") or {}).keys() - _REMINDER | ({"target"} & action.keys())
        yield from (ConfigFault(why=FaultKind.FORM, what=str(key)) for key in extra)
        return
    domain, _, service = name.partition(".")
    if service not in thing_of(name).allowed:
        yield ConfigFault(why=FaultKind.SERVICE, what=name)
        return
    target = action.get("target")
    data = action.get("data") or {}
    if not isinstance(target, Mapping) or set(target) != {"entity_id"} or not isinstance(data, Mapping):
        yield ConfigFault(why=FaultKind.TARGET, what=name)
        return
    if {"entity_id", "area_id", "device_id", "floor_id", "label_id"} & data.keys():
        yield ConfigFault(why=FaultKind.TARGET, what=name)
    for entity_id in _list(target["entity_id"]):
        yield from _target_faults(str(entity_id), domain, service, home)


def _target_faults(entity_id: str, domain: str, service: str, home: Home) -> Iterator[ConfigFault]:
    if entity_id.partition(".")[0] != domain:
        yield ConfigFault(why=FaultKind.TARGET, what=entity_id)
        return
    if entity_id not in home.entities:
        yield ConfigFault(why=FaultKind.UNKNOWN, what=entity_id)
        return
    if way := opened_by(entity_id, service, home):
        yield ConfigFault(why=FaultKind.UNSAFE, what=way.entity_id)


def _with_members(entity: Entity, home: Home, seen: set[str]) -> Iterator[Entity]:
    """Yield an entity and everything that it stands for."""
    seen.add(entity.entity_id)
    yield entity
    for name in entity.members:
        if name not in seen and (member := home.entities.get(name)):
            yield from _with_members(member, home, seen)


def _is_known(entity_id: str, home: Home) -> bool:
    return entity_id in home.entities


def _named(node: Any) -> Iterator[str]:
    """Yield the entities that triggers and conditions look at."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in {"entity_id", "zone"}:
                yield from map(str, _list(value))
            else:
                yield from _named(value)
    elif isinstance(node, list | tuple):
        for part in node:
            yield from _named(part)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for part in node:
            yield from _texts(part)
    elif isinstance(node, str):
        yield node


def is_template(text: str) -> bool:
    """Tell whether Home Assistant would work a text out instead of saying it."""
    return any(mark in text for mark in _MARKUP) and not _QUIET_BEFORE.fullmatch(text)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
