"""The home as it was read last, of which only what has changed since is read again.

Reading thousands of entities takes tens of milliseconds of the event loop, and most of what is asked for needs the
home. Registries tell when something in them changes, which is seldom. Home Assistant replaces the attributes of a state
when they change, and only then: they tell themselves whether an entity is still the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from ..model.home import Entity, Home
from ..settings import Context
from .controls import controls_of
from .registries import KEPT, Rest, entries_of, home_of, read_entity, read_rest
from .surroundings import read_surroundings

NOTHING_NAMED = Context()
"""The owner said nothing."""
_REGISTRIES = (
    ar.EVENT_AREA_REGISTRY_UPDATED,
    dr.EVENT_DEVICE_REGISTRY_UPDATED,
    er.EVENT_ENTITY_REGISTRY_UPDATED,
    fr.EVENT_FLOOR_REGISTRY_UPDATED,
    lr.EVENT_LABEL_REGISTRY_UPDATED,
)

type _Attributes = Mapping[str, Any]


class KeptHome:
    """Keeps the home for ``read_home`` while HomeIQ runs."""

    def __init__(self, hass: HomeAssistant, context: Context = NOTHING_NAMED) -> None:
        """Keep nothing yet; ``context`` is what its owner said that people go by."""
        self._hass = hass
        self._context = context
        self._entries: Mapping[str, er.RegistryEntry] | None = None
        self._attributes: Mapping[str, _Attributes] = {}
        self._entities: Mapping[str, Entity] = MappingProxyType({})
        self._controls: frozenset[str] = frozenset()
        self._rest: Rest | None = None
        self._home: Home | None = None
        self._cancels: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> None:
        """Keep it from now on."""
        listen = self._hass.bus.async_listen
        self._cancels = [listen(kind, self._async_forget) for kind in _REGISTRIES]
        self._hass.data[KEPT] = self.read

    @callback
    def async_stop(self) -> None:
        """Keep it no longer."""
        self._hass.data.pop(KEPT, None)
        while self._cancels:
            self._cancels.pop()()

    @callback
    def read(self) -> Home:
        """Return the home as it is now; where it is as it was, the same object, and otherwise so are its parts."""
        if self._rest is None:
            self._rest = read_rest(self._hass)
        self._renew_entities()
        around = read_surroundings(self._hass, self._context)
        home, before = home_of(self._hass, self._entities, self._rest, around, self._controls), self._home
        if before is None or not _is_the_same(home, before):
            self._home = before = home
        return before

    def _renew_entities(self) -> None:
        before, states = self._attributes, self._hass.states.async_all()
        changed = {one.entity_id: one.attributes for one in states if before.get(one.entity_id) is not one.attributes}
        if self._entries is None or len(states) != len(before) or changed.keys() - before.keys():
            self._entries = entries_of(self._hass)
            self._attributes = {one.entity_id: one.attributes for one in states}
            self._entities = self._read(sorted(self._entries.keys() | self._attributes.keys()))
            self._controls = controls_of(self._hass, self._entities)
        elif changed:
            self._attributes = {**before, **changed}
            self._controls = (self._controls - changed.keys()) | controls_of(self._hass, changed)
            # Most of what changes, such as a brightness, is nothing that an entity is known by.
            new = {name: one for name, one in self._read(changed).items() if one != self._entities.get(name)}
            if new:
                self._entities = MappingProxyType({**self._entities, **new})

    def _read(self, entity_ids: Iterable[str]) -> Mapping[str, Entity]:
        return MappingProxyType({entity_id: self._read_one(entity_id) for entity_id in entity_ids})

    def _read_one(self, entity_id: str) -> Entity:
        entries = self._entries or {}
        entity = read_entity(self._hass, entity_id, self._attributes.get(entity_id), entries.get(entity_id))
        before = self._entities.get(entity_id)
        if entity.members or before is None or not before.members:
            return entity
        state = self._hass.states.get(entity_id)
        # A group that is away doesn't say what it stands for.
        is_away = state is None or state.state == STATE_UNAVAILABLE
        return replace(entity, members=before.members) if is_away else entity

    @callback
    def _async_forget(self, _event: Event[Any]) -> None:
        """Read all of it anew: entities bear the area and the labels of their device and its area."""
        self._entries, self._rest = None, None


def _is_the_same(home: Home, before: Home) -> bool:
    """Tell whether a home is as it was, without looking at what it consists of: that has been looked at."""
    return (
        home.entities is before.entities
        and home.devices is before.devices
        and home.around == before.around
        and home.controls == before.controls
        and home.is_whole == before.is_whole
        and (home.time_zone, home.latitude, home.longitude) == (before.time_zone, before.latitude, before.longitude)
    )
