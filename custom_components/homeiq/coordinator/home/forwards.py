"""What acts on something else when it is acted on: scripts, scenes, templates, switches shown as something else.

And what existing automations do when it changes: a helper that a person turns on may be what unlocks the door. What is
brought about that lets nobody in, such as locking or closing, doesn't count; nor does what a template works out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util.hass_dict import HassKey

from ...apply.existing.targets import entity_ids_of, excluded_by, targets_of
from ...model.things import Thing, thing_of
from ...past.ways_in.judge import SPEAKING_FOR_THEMSELVES

_OF_SCRIPTS = frozenset({"turn_on", "turn_off", "toggle", "reload"})
_ENDINGS = frozenset({"lock", "close"})
"""What actions of devices are called that let nobody in."""
_PLACES = frozenset({"device_id", "area_id", "floor_id", "label_id"})
_ARMING = "alarm_arm"
_SILENT = "siren.turn_off"


class Read(NamedTuple):
    """What was read of a configuration.

    Attributes:
        config: the configuration itself: another one takes its place when it changes.
        set_off_by: entities that set it off, of those that somebody could act on.
        opens: what it may open.
        is_fixed: that stays so as long as the configuration does.
    """

    config: Any
    set_off_by: frozenset[str]
    opens: frozenset[str]
    is_fixed: bool


_KNOWN: HassKey[dict[str, Read]] = HassKey("homeiq_forwards")


@callback
def read_forwards(hass: HomeAssistant) -> Mapping[str, tuple[str, ...]]:
    """Return what may be opened by acting on an entity, by the entity; whether it is a way in is judged elsewhere."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    _forget_what_is_gone(hass)
    for entity_id, targets in (*_of_scripts(hass), *_of_automations(hass), *_of_templates(hass), *_of_entries(hass)):
        found[entity_id] |= targets - {entity_id}
    return MappingProxyType({entity_id: tuple(sorted(targets)) for entity_id, targets in found.items() if targets})


def _forget_what_is_gone(hass: HomeAssistant) -> None:
    known = hass.data.setdefault(_KNOWN, {})
    there = {entity.entity_id for domain in ("automation", "script") for entity in _entities_of(hass, domain)}
    for entity_id in known.keys() - there:
        del known[entity_id]


def _of_scripts(hass: HomeAssistant) -> Iterator[tuple[str, frozenset[str]]]:
    for script in _entities_of(hass, "script"):
        yield script.entity_id, _read(hass, script).opens
    for scene in hass.states.async_all("scene"):
        yield scene.entity_id, frozenset(str(one) for one in scene.attributes.get("entity_id") or ())


def _of_automations(hass: HomeAssistant) -> Iterator[tuple[str, frozenset[str]]]:
    for automation in _entities_of(hass, "automation"):
        state = hass.states.get(automation.entity_id)
        if state is not None and state.state != STATE_OFF:
            read = _read(hass, automation)
            for entity_id in read.set_off_by if read.opens else ():
                yield entity_id, read.opens


def _domain_of(action: Mapping[str, Any]) -> str:
    return str(action.get("action", action.get("service", ""))).partition(".")[0]


@callback
def _read(hass: HomeAssistant, entity: Any) -> Read:
    """Read the configuration of an automation or a script, or return what was read of it before."""
    known = hass.data[_KNOWN]
    config = getattr(entity, "raw_config", None)
    before = known.get(entity.entity_id)
    if before and before.config is config and before.is_fixed:
        return before
    parts = config if isinstance(config, Mapping) else {}
    read = Read(
        config=config,
        set_off_by=frozenset(_looked_at(hass, parts.get("triggers", parts.get("trigger")))),
        opens=frozenset(_called(hass, [parts.get(key) for key in ("actions", "action", "sequence")])),
        is_fixed=not _depends(config),
    )
    known[entity.entity_id] = read
    return read


def _depends(node: Any) -> bool:
    """Tell whether what a configuration acts on may change though it doesn't: who is in a room, a device or a group."""
    match node:
        case Mapping():
            if _domain_of(node) in SPEAKING_FOR_THEMSELVES:
                return False
            return bool(_PLACES & node.keys()) or any(map(_depends, node.values()))
        case list() | tuple():
            return any(map(_depends, node))
        case _:
            return isinstance(node, str) and node.startswith("group.")


def _of_templates(hass: HomeAssistant) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in _platform_of(hass, "template"):
        component = _component_of(hass, entry.domain)
        if component and (entity := component.get_entity(entry.entity_id)):
            for script in getattr(entity, "_action_scripts", {}).values():
                yield entry.entity_id, frozenset(_called(hass, script.sequence))


def _of_entries(hass: HomeAssistant) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in _platform_of(hass, "switch_as_x"):
        options: Mapping[str, Any] = entry.options.get("switch_as_x") or {}
        yield entry.entity_id, frozenset(entity_ids_of(hass, options.get("entity_id")))


def _platform_of(hass: HomeAssistant, platform: str) -> list[er.RegistryEntry]:
    return [entry for entry in er.async_get(hass).entities.values() if entry.platform == platform]


def _entities_of(hass: HomeAssistant, domain: str) -> list[Any]:
    component = _component_of(hass, domain)
    return list(component.entities) if component else []


def _component_of(hass: HomeAssistant, domain: str) -> Any:
    return hass.data.get(domain)


def _looked_at(hass: HomeAssistant, triggers: Any) -> Iterator[str]:
    """Yield the entities of triggers that somebody could act on."""
    match triggers:
        case Mapping():
            for entity_id in targets_of(hass, triggers, triggers.get("target")):
                if _may_be_acted_on(thing_of(entity_id)):
                    yield entity_id
        case list() | tuple():
            for one in triggers:
                yield from _looked_at(hass, one)


def _may_be_acted_on(thing: Thing) -> bool:
    return thing.is_acted_on or thing.is_activated or thing.is_chosen


def _called(hass: HomeAssistant, actions: Any) -> Iterator[str]:
    """Yield what actions act on, wherever they stand, and so that it might open."""
    match actions:
        case Mapping():
            yield from _called_by(hass, actions)
            for inner in actions.values():
                yield from _called(hass, inner)
        case list() | tuple():
            for inner in actions:
                yield from _called(hass, inner)


def _called_by(hass: HomeAssistant, action: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(scene := action.get("scene"), str):
        yield from entity_ids_of(hass, scene)
    if isinstance(kind := action.get("type"), str) and "device_id" in action and kind not in _ENDINGS:
        yield from entity_ids_of(hass, action.get("entity_id"))
    name = action.get("action", action.get("service"))
    if not isinstance(name, str):
        return
    domain, _, service = name.partition(".")
    if domain == "script" and service not in _OF_SCRIPTS:
        yield name
    if service.startswith(_ARMING) or name == _SILENT:
        return
    for entity_id in _targets_of(hass, domain, (action, action.get("target"), action.get("data"))):
        if service not in thing_of(entity_id).harmless_actions:
            yield entity_id


def _targets_of(hass: HomeAssistant, domain: str, parts: Iterable[Any]) -> set[str]:
    """Return what an action of a domain acts on: what it names, and of a room or a device what is of its domain."""
    given = [part for part in parts if isinstance(part, Mapping)]
    left_out = excluded_by(hass, *given)
    named = targets_of(hass, *({"entity_id": part["entity_id"]} for part in given if "entity_id" in part)) - left_out
    # A lamp in a room lets nobody in, and most rooms are named for their lamps.
    if domain in SPEAKING_FOR_THEMSELVES or not any(_PLACES & part.keys() for part in given):
        return named
    found = targets_of(hass, *({key: part[key] for key in _PLACES & part.keys()} for part in given))
    return named | {one for one in found - left_out if domain in {one.partition(".")[0], "homeassistant"}}
