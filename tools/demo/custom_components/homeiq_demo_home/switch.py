"""Simulated switches and plugs."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the switches."""
    add_all(entry, async_add_entities, "switch", SimulatedSwitch)


class SimulatedSwitch(SimulatedEntity, SwitchEntity):
    """A switch."""

    @override
    def show(self, state: str) -> None:
        self._attr_is_on = state == STATE_ON

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self.act(STATE_ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.act(STATE_OFF)
