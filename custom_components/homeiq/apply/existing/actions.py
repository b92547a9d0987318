"""What a single action brings about, in the old spelling and the new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from homeassistant.core import HomeAssistant

from ...model.existing import Occasion
from .config_spelling import Config, is_template
from .notes import Notes
from .plain import brought_to, device_state, set_by, takes
from .targets import entity_ids_of, excluded_by, targets_of

_TOGGLE = "toggle"
_TAKES_ALL = frozenset({"turn_on", "turn_off", _TOGGLE})


def read_action(ledger: Notes, step: Config, occasions: Sequence[Occasion]) -> set[str]:
    """Note what an action does, and return the scripts that it starts."""
    action = str(step.get("action", step.get("service", "")))
    data = step.get("data") or step.get("data_template") or {}
    data = data if isinstance(data, Mapping) else {}
    targets = _targets(ledger.hass, action, step, data)
    domain, _, verb = action.partition(".")
    match domain, verb:
        case "scene", "turn_on":
            read_scenes(ledger, targets, occasions)
        case "scene", "apply":
            ledger.note_states(data.get("entities"), occasions)
        case "scene", "create":
            ledger.made.add(f"scene.{data.get('scene_id')}")
        case "script", ("turn_on" | "toggle"):
            return targets
        case "script", _ if verb not in {"turn_off", "reload"}:
            return {action}
        case _:
            _bring(ledger, action, data, targets, occasions)
    return set()


def read_device_action(ledger: Notes, step: Config, occasions: Sequence[Occasion]) -> None:
    """Note what an action on a device does to its entity."""
    domain, kind = str(step.get("domain")), str(step.get("type"))
    state, entities = device_state(domain, kind), entity_ids_of(ledger.hass, step.get("entity_id"))
    if kind == _TOGGLE and ledger.note_toggled(entities, occasions):
        return
    if state is None or not entities:
        ledger.unread.add(f"{domain}.{kind}")
    else:
        ledger.note(state, entities, occasions)


def read_scenes(ledger: Notes, scenes: Iterable[str], occasions: Sequence[Occasion]) -> None:
    """Note the states that scenes hold; those of devices and services keep theirs to themselves."""
    for scene in scenes:
        config = getattr(component_entity(ledger.hass, "scene", scene), "scene_config", None)
        if config is None:
            ledger.unread.add(scene)
        else:
            held = {name: {**state.attributes, "state": state.state} for name, state in config.states.items()}
            ledger.note_states(held, occasions)


def component_entity(hass: HomeAssistant, domain: str, entity_id: str) -> Any:
    """Return the object behind an entity of a domain, None where there is none."""
    component = hass.data.get(domain)
    return component.get_entity(entity_id) if component else None


def _bring(ledger: Notes, action: str, data: Config, targets: set[str], occasions: Sequence[Occasion]) -> None:
    if action.partition(".")[2] == _TOGGLE and ledger.note_toggled(targets, occasions):
        return
    state = brought_to(action, data)
    brought = [*([] if state is None else [state]), *set_by(action, data)]
    if not brought or is_template(state) or not targets:
        ledger.unread.add("template" if is_template(action) else action)
        return
    for one in brought:
        ledger.note(one, targets, occasions)


def _targets(hass: HomeAssistant, action: str, step: Config, data: Config) -> set[str]:
    named = (data, step.get("target"), {"entity_id": step.get("entity_id")})
    domain, _, verb = action.partition(".")
    if verb in _TAKES_ALL and any(isinstance(part, Mapping) and part.get("entity_id") == "all" for part in named):
        return set(hass.states.async_entity_ids(domain)) - excluded_by(hass, *named)
    return {entity_id for entity_id in targets_of(hass, *named) if takes(action, entity_id)}
