"""Simulated sensors of temperature, brightness and power."""

from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, Simulation, add_all
from .script import Thing


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors."""
    add_all(entry, async_add_entities, "sensor", SimulatedSensor)


class SimulatedSensor(SimulatedEntity, SensorEntity):
    """A sensor of a number where the script has a unit for it, else of a text."""

    def __init__(self, thing: Thing, simulation: Simulation) -> None:
        """Take unit and device class of the script."""
        super().__init__(thing, simulation)
        if thing.unit:
            self._attr_native_unit_of_measurement = thing.unit
            self._attr_state_class = SensorStateClass.MEASUREMENT
            self._attr_device_class = SensorDeviceClass(thing.device_class) if thing.device_class else None

    @override
    def show(self, state: str) -> None:
        self._attr_native_value = state
