"""A lamp of Home Assistant's own light integration, with brightness, colour and temperature."""

from typing import Any, override

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_RGB_COLOR,
    ColorMode,
    LightEntity,
)
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import setup_test_component_platform

LAMP = "light.lamp"


class Lamp(LightEntity):
    """Does at once what it is told."""

    _attr_should_poll = False
    _attr_supported_color_modes = frozenset({ColorMode.COLOR_TEMP, ColorMode.RGB})  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self._attr_name = name
        self._attr_is_on = False
        self._attr_brightness = 255
        self._attr_color_mode = ColorMode.COLOR_TEMP
        self._attr_color_temp_kelvin = 4000

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_is_on = True
        self._attr_brightness = kwargs.get(ATTR_BRIGHTNESS, self._attr_brightness)
        if ATTR_RGB_COLOR in kwargs:
            self._attr_color_mode, self._attr_rgb_color = ColorMode.RGB, kwargs[ATTR_RGB_COLOR]
        if ATTR_COLOR_TEMP_KELVIN in kwargs:
            self._attr_color_mode, self._attr_color_temp_kelvin = ColorMode.COLOR_TEMP, kwargs[ATTR_COLOR_TEMP_KELVIN]
        self.async_write_ha_state()

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._attr_is_on = False
        self.async_write_ha_state()


async def async_add_lamps(hass: HomeAssistant, *names: str) -> None:
    """Furnish a home with lamps that are off."""
    setup_test_component_platform(hass, "light", [Lamp(name) for name in names])
    assert await async_setup_component(hass, "light", {"light": {"platform": "test"}})
    await hass.async_block_till_done()
