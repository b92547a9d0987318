"""Which entities a target names, whichever way it names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.const import ATTR_DEVICE_CLASS
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from .config_spelling import as_list, is_template
from .plain import Meaning

_KEYS = frozenset({"entity_id", "device_id", "area_id", "floor_id", "label_id"})


@callback
def entity_ids_of(hass: HomeAssistant, value: Any) -> list[str]:
    """Return the entity ids of a list in which entities may stand by their registry ids too."""
    registry = er.async_get(hass)
    named = [one for one in as_list(value) if isinstance(one, str) and not is_template(one)]
    return [er.async_resolve_entity_id(registry, one) or one for one in named]


@callback
def targets_of(hass: HomeAssistant, *parts: Any) -> set[str]:
    """Return the entities that the parts of a target name, less those that they leave out.

    Groups, devices, areas, floors and labels are expanded. A part that is a template counts for nothing: nobody knows
    its value before it runs.
    """
    return _named_by(hass, parts) - excluded_by(hass, *parts)


@callback
def excluded_by(hass: HomeAssistant, *parts: Any) -> set[str]:
    """Return the entities that the parts of a target leave out of all that they name, a group with its members.

    A room that is left out is left out as a whole, with what is hidden in it, though no target names that by its room.
    """
    left_out = [part.get("exclude") for part in parts if isinstance(part, Mapping)]
    if not any(left_out):
        return set()
    groups = (entity_ids_of(hass, one.get("entity_id")) for one in left_out if isinstance(one, Mapping))
    return _named_by(hass, left_out, only_primary=False).union(_hidden_in(hass, _named(hass, left_out)), *groups)


@callback
def _hidden_in(hass: HomeAssistant, named: dict[str, list[str]]) -> set[str]:
    """Return what is hidden in rooms and devices, or wears a label, which Home Assistant leaves out of all targets."""
    labels = frozenset(named.get("label_id", ()))
    found = async_extract_referenced_entity_ids(hass, TargetSelection(named), primary_entities_only=False)
    # Of a device that is not only there by its room, all is meant, wherever it is.
    registry = dr.async_get(hass)
    labelled = [device.id for label in labels for device in dr.async_entries_for_label(registry, label)]
    by_itself = TargetSelection({"device_id": [*named.get("device_id", ()), *labelled]})
    devices = async_extract_referenced_entity_ids(hass, by_itself).referenced_devices
    return {
        entry.entity_id
        for entry in er.async_get(hass).entities.values()
        if entry.hidden_by is not None
        and (
            not labels.isdisjoint(entry.labels)
            or entry.area_id in found.referenced_areas
            or entry.device_id in (devices if entry.area_id else found.referenced_devices)
        )
    }


@callback
def _named_by(hass: HomeAssistant, parts: Iterable[Any], *, only_primary: bool = True) -> set[str]:
    """Return what is named; ``only_primary``: of rooms and devices, nothing that sets them up or looks after them."""
    named = _named(hass, parts)
    # Most name entities only, and these need no looking up.
    if named.keys() <= {"entity_id"} and not any(one.startswith("group.") for one in named.get("entity_id", ())):
        return set(named.get("entity_id", ()))
    found = async_extract_referenced_entity_ids(hass, TargetSelection(named), primary_entities_only=only_primary)
    return found.referenced | found.indirectly_referenced


@callback
def _named(hass: HomeAssistant, parts: Iterable[Any]) -> dict[str, list[str]]:
    """Return what parts of a target name, by the way in which they do."""
    named: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part, Mapping):
            for key in _KEYS & part.keys():
                named[key] = [*named.get(key, ()), *(one for one in as_list(part[key]) if not is_template(one))]
    if "entity_id" in named:
        named["entity_id"] = entity_ids_of(hass, named["entity_id"])
    return named


@callback
def meant(hass: HomeAssistant, entity_id: str, meaning: Meaning) -> bool:
    """Tell whether an entity is of the domain and device class that are meant."""
    if entity_id.partition(".")[0] != meaning.domain:
        return False
    return meaning.device_class is None or device_class_of(hass, entity_id) == meaning.device_class


@callback
def device_class_of(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the device class of an entity, as its owner sees it."""
    if (entry := er.async_get(hass).async_get(entity_id)) and (known := entry.device_class):
        return str(known)
    if state := hass.states.get(entity_id):
        return state.attributes.get(ATTR_DEVICE_CLASS)
    return str(entry.original_device_class) if entry and entry.original_device_class else None
