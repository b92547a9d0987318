"""What all simulated devices have in common: they take any state that they are told, and keep it over a restart."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Context, callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import RestoreEntity

from .script import DOMAIN, Script, Thing


@dataclass(slots=True, kw_only=True)
class Simulation:
    """The script, and the entities that play in it by id."""

    script: Script
    entities: dict[str, SimulatedEntity] = field(default_factory=dict)


type DemoHomeConfigEntry = ConfigEntry[Simulation]


class SimulatedEntity(RestoreEntity):
    """A device that only exists in a script."""

    _attr_should_poll = False
    _attr_has_entity_name = True
    _attr_name = None

    def __init__(self, thing: Thing, simulation: Simulation) -> None:
        """Start as the history ended."""
        # The history names its entities, so these have to have exactly those ids.
        self.entity_id = thing.entity_id
        self._attr_unique_id = thing.entity_id
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, thing.entity_id)},
            name=thing.name,
            manufacturer="HomeIQ",
            model="Simulated device",
            suggested_area=thing.area,
        )
        if thing.members:
            self._attr_extra_state_attributes = {"entity_id": list(thing.members)}
        self._members = thing.members
        self._simulation = simulation
        self._take(thing.state)

    @override
    async def async_added_to_hass(self) -> None:
        """Join the simulation, as it was before a restart."""
        await super().async_added_to_hass()
        if last := await self.async_get_last_state():
            self._take(last.state)
        self._simulation.entities[self.entity_id] = self

    @abstractmethod
    def show(self, state: str) -> None:
        """Look like a state."""

    @callback
    def become(self, state: str, context: Context) -> None:
        """Reach a state for a reason."""
        self._take(state)
        self.async_set_context(context)
        self.async_write_ha_state()

    @callback
    def act(self, state: str) -> None:
        """Do what somebody asked for, a group together with its members."""
        self._take(state)
        self.async_write_ha_state()
        for member in self._members:
            if entity := self._simulation.entities.get(member):
                entity.become(state, self._context or Context())

    def _take(self, state: str) -> None:
        self._attr_available = state != STATE_UNAVAILABLE
        if state not in (STATE_UNAVAILABLE, STATE_UNKNOWN):
            self.show(state)


def add_all(
    entry: DemoHomeConfigEntry,
    add: AddConfigEntryEntitiesCallback,
    domain: str,
    make: Callable[[Thing, Simulation], Any],
) -> None:
    """Add all entities of a domain that the script names."""
    simulation = entry.runtime_data
    add(make(thing, simulation) for thing in simulation.script.things if thing.domain == domain)
