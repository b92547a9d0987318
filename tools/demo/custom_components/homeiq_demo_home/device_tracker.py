"""Simulated phones, which tell who is at home."""

from typing import override

from homeassistant.components.device_tracker import BaseScannerEntity, SourceType
from homeassistant.const import STATE_HOME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the phones."""
    add_all(entry, async_add_entities, "device_tracker", SimulatedPhone)


class SimulatedPhone(SimulatedEntity, BaseScannerEntity):
    """A phone that the router sees while its owner is at home."""

    _attr_source_type = SourceType.ROUTER
    _is_connected: bool | None = None

    @property
    @override
    def is_connected(self) -> bool | None:
        return self._is_connected

    @override
    def show(self, state: str) -> None:
        self._is_connected = state == STATE_HOME
