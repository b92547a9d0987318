"""Simulated fans."""

from typing import Any, override

from homeassistant.components.fan import FanEntity, FanEntityFeature
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the fans."""
    add_all(entry, async_add_entities, "fan", SimulatedFan)


class SimulatedFan(SimulatedEntity, FanEntity):
    """A fan with one speed."""

    _attr_supported_features = FanEntityFeature.TURN_ON | FanEntityFeature.TURN_OFF

    _is_on = False

    @property
    @override
    def is_on(self) -> bool:
        return self._is_on

    @override
    def show(self, state: str) -> None:
        self._is_on = state == STATE_ON

    @override
    async def async_turn_on(self, percentage: int | None = None, preset_mode: str | None = None, **kwargs: Any) -> None:
        self.act(STATE_ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.act(STATE_OFF)
