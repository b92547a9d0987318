"""The home as Home Assistant's registries and states describe it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    ATTR_FRIENDLY_NAME,
    ATTR_UNIT_OF_MEASUREMENT,
    STATE_UNAVAILABLE,
)
from homeassistant.core import CoreState, HomeAssistant, callback, split_entity_id
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.helpers.entity_component import EntityComponent
from homeassistant.util.hass_dict import HassKey

from ..model.home import Area, Device, Entity, Floor, Home, Label, members_in
from ..model.surroundings import NOTHING, Surroundings
from .controls import controls_of

_GROUP = "group"


KEPT: HassKey[Callable[[], Home]] = HassKey("homeiq_home")
"""Reads the home with the help of what was read before, while there is somebody who keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What the home consists of beside its entities."""

    devices: Mapping[str, Device]
    areas: Mapping[str, Area]
    floors: Mapping[str, Floor]
    labels: Mapping[str, Label]


@callback
def read_home(hass: HomeAssistant) -> Home:
    """Read everything that the home consists of, as it is now."""
    if read := hass.data.get(KEPT):
        return read()
    entities = _read_entities(hass)
    return home_of(hass, entities, read_rest(hass), controls=controls_of(hass, entities))


@callback
def home_of(
    hass: HomeAssistant,
    entities: Mapping[str, Entity],
    rest: Rest,
    around: Surroundings = NOTHING,
    controls: frozenset[str] = frozenset(),
) -> Home:
    """Put a home together."""
    return Home(
        time_zone=hass.config.time_zone,
        latitude=hass.config.latitude,
        longitude=hass.config.longitude,
        entities=entities,
        devices=rest.devices,
        areas=rest.areas,
        floors=rest.floors,
        labels=rest.labels,
        around=around,
        controls=controls,
        # While Home Assistant starts, entities without an entry in the registry are still to come.
        is_whole=hass.state is CoreState.running,
    )


@callback
def read_rest(hass: HomeAssistant) -> Rest:
    """Read what there is beside entities."""
    return Rest(
        devices=_read_devices(hass),
        areas=_frozen(
            (area.id, Area(area_id=area.id, name=area.name, floor_id=area.floor_id, labels=frozenset(area.labels)))
            for area in ar.async_get(hass).async_list_areas()
        ),
        floors=_frozen(
            (floor.floor_id, Floor(floor_id=floor.floor_id, name=floor.name, level=floor.level))
            for floor in fr.async_get(hass).async_list_floors()
        ),
        labels=_frozen(
            (label.label_id, Label(label_id=label.label_id, name=label.name))
            for label in lr.async_get(hass).async_list_labels()
        ),
    )


@callback
def areas_of(hass: HomeAssistant, entity_ids: Iterable[str]) -> frozenset[str]:
    """Return the areas that some entities are in; an entity without one adds none."""
    entries = filter(None, map(er.async_get(hass).async_get, entity_ids))
    return frozenset(area_id for entry in entries if (area_id := place_of(hass, entry)[0]))


@callback
def place_of(hass: HomeAssistant, entry: er.RegistryEntry) -> tuple[str | None, frozenset[str]]:
    """Return the area that an entity is in and the labels that apply to it, its device's and its area's included."""
    area_id, labels = entry.area_id, frozenset(entry.labels)
    if entry.device_id and (device := dr.async_get(hass).async_get(entry.device_id)):
        area_id = area_id or dr.async_get_effective_area_id(hass, device)
        labels |= device.labels
    if area_id and (area := ar.async_get(hass).async_get_area(area_id)):
        labels |= area.labels
    return area_id, labels


def _frozen[V](pairs: Iterable[tuple[str, V]]) -> Mapping[str, V]:
    return MappingProxyType(dict(pairs))


@callback
def entries_of(hass: HomeAssistant) -> Mapping[str, er.RegistryEntry]:
    """Return the entries of the entities that are there, by entity id."""
    return {one.entity_id: one for one in er.async_get(hass).entities.values() if not one.disabled}


def _read_entities(hass: HomeAssistant) -> Mapping[str, Entity]:
    states = {state.entity_id: state.attributes for state in hass.states.async_all()}
    entries = entries_of(hass)
    return _frozen(
        (entity_id, read_entity(hass, entity_id, states.get(entity_id), entries.get(entity_id)))
        for entity_id in sorted(states.keys() | entries.keys())
    )


def read_entity(
    hass: HomeAssistant, entity_id: str, state: Mapping[str, Any] | None, entry: er.RegistryEntry | None
) -> Entity:
    """Describe an entity by the attributes of its state and its entry, of which at least one is there."""
    attributes: Mapping[str, Any] = state or {}
    device_class = attributes.get(ATTR_DEVICE_CLASS)
    name = attributes.get(ATTR_FRIENDLY_NAME)
    members = members_in(entity_id, attributes) or _members_away(hass, entity_id, entry)
    unit = _text(attributes.get(ATTR_UNIT_OF_MEASUREMENT))
    if entry is None:
        return Entity(
            entity_id=entity_id,
            name=name or _plain(entity_id),
            device_class=_text(device_class),
            members=members,
            unit=unit,
        )
    area_id, labels = place_of(hass, entry)
    return Entity(
        entity_id=entity_id,
        name=name or er.async_get_full_entity_name(hass, entry) or _plain(entity_id),
        platform=entry.platform,
        device_id=entry.device_id,
        area_id=area_id,
        device_class=_text(entry.device_class or entry.original_device_class or device_class),
        category=entry.entity_category.value if entry.entity_category else None,
        labels=labels,
        members=members,
        # One entry may stand for the name itself.
        aliases=tuple(alias for alias in entry.aliases if isinstance(alias, str)),
        chosen_class=entry.device_class,
        is_hidden=entry.hidden_by is not None,
        # The state tells the unit that the owner chose; the entry, that of the integration.
        unit=unit or _text(entry.unit_of_measurement),
    )


def _plain(entity_id: str) -> str:
    return split_entity_id(entity_id)[1].replace("_", " ").capitalize()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _members_away(hass: HomeAssistant, entity_id: str, entry: er.RegistryEntry | None) -> tuple[str, ...]:
    """Return what a group stands for while it is away: it doesn't say so itself then, and comes back as what it was."""
    if (state := hass.states.get(entity_id)) is not None and state.state != STATE_UNAVAILABLE:
        return ()
    component: Any = hass.data.get(split_entity_id(entity_id)[0])
    entity = component.get_entity(entity_id) if isinstance(component, EntityComponent) else None
    if entity and entity.platform.platform_name == _GROUP:
        return members_in(entity_id, entity.extra_state_attributes or {})
    options = hass.config_entries.async_get_entry(entry.config_entry_id) if entry and entry.config_entry_id else None
    if options is None or options.domain != _GROUP:
        return ()
    registry = er.async_get(hass)
    members = options.options.get("entities") or ()
    return tuple(er.async_resolve_entity_id(registry, str(member)) or str(member) for member in members)


def _read_devices(hass: HomeAssistant) -> Mapping[str, Device]:
    registry = dr.async_get(hass)
    # Iterating gives main devices; parts of a device are reached through the entities that they carry.
    carried = (registry.async_get(entry.device_id) for entry in er.async_get(hass).entities.values() if entry.device_id)
    devices: dict[str, dr.AnyDeviceEntry] = {device.id: device for device in registry.devices}
    devices |= {device.id: device for device in carried if device}
    return _frozen((device_id, _read_device(hass, device)) for device_id, device in devices.items())


def _read_device(hass: HomeAssistant, device: dr.AnyDeviceEntry) -> Device:
    maker = device if isinstance(device, dr.DeviceEntry) else None
    return Device(
        device_id=device.id,
        name=device.name_by_user or device.name or device.id,
        area_id=dr.async_get_effective_area_id(hass, device),
        manufacturer=maker.manufacturer if maker else None,
        model=maker.model if maker else None,
        labels=frozenset(device.labels),
    )
