"""Simulated blinds and doors that open at once."""

from typing import Any, override

from homeassistant.components.cover import CoverDeviceClass, CoverEntity, CoverEntityFeature, CoverState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, Simulation, add_all
from .script import Thing


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the covers."""
    add_all(entry, async_add_entities, "cover", SimulatedCover)


class SimulatedCover(SimulatedEntity, CoverEntity):
    """A blind."""

    _attr_supported_features = CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE

    def __init__(self, thing: Thing, simulation: Simulation) -> None:
        """Take the device class of the script."""
        super().__init__(thing, simulation)
        self._attr_device_class = CoverDeviceClass(thing.device_class) if thing.device_class else None

    @override
    def show(self, state: str) -> None:
        self._attr_is_opening = state == CoverState.OPENING
        self._attr_is_closing = state == CoverState.CLOSING
        self._attr_is_closed = state == CoverState.CLOSED

    @override
    async def async_open_cover(self, **kwargs: Any) -> None:
        self.act(CoverState.OPEN)

    @override
    async def async_close_cover(self, **kwargs: Any) -> None:
        self.act(CoverState.CLOSED)
