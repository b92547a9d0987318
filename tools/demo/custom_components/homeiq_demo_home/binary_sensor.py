"""Simulated motion and door sensors."""

from typing import override

from homeassistant.components.binary_sensor import BinarySensorDeviceClass, BinarySensorEntity
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, Simulation, add_all
from .script import Thing


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors."""
    add_all(entry, async_add_entities, "binary_sensor", SimulatedBinarySensor)


class SimulatedBinarySensor(SimulatedEntity, BinarySensorEntity):
    """A sensor of something that is or isn't."""

    def __init__(self, thing: Thing, simulation: Simulation) -> None:
        """Take the device class of the script."""
        super().__init__(thing, simulation)
        self._attr_device_class = BinarySensorDeviceClass(thing.device_class) if thing.device_class else None

    @override
    def show(self, state: str) -> None:
        self._attr_is_on = state == STATE_ON
