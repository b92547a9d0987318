"""Simulated lights, dimmable."""

from typing import Any, override

from homeassistant.components.light import ATTR_BRIGHTNESS, ColorMode, LightEntity
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the lights."""
    add_all(entry, async_add_entities, "light", SimulatedLight)


class SimulatedLight(SimulatedEntity, LightEntity):
    """A lamp."""

    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}  # noqa: RUF012 -- Home Assistant's own type of it
    _attr_brightness = 200

    @override
    def show(self, state: str) -> None:
        self._attr_is_on = state == STATE_ON

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_brightness = kwargs.get(ATTR_BRIGHTNESS, self._attr_brightness)
        self.act(STATE_ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.act(STATE_OFF)
