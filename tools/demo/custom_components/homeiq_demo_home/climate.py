"""Simulated heating."""

from typing import Any, override

from homeassistant.components.climate import ClimateEntity, ClimateEntityFeature, HVACMode
from homeassistant.const import ATTR_TEMPERATURE, UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the heating."""
    add_all(entry, async_add_entities, "climate", SimulatedClimate)


class SimulatedClimate(SimulatedEntity, ClimateEntity):
    """A thermostat."""

    _attr_hvac_modes = [HVACMode.OFF, HVACMode.HEAT, HVACMode.AUTO]  # noqa: RUF012 -- Home Assistant's own type of it
    _attr_supported_features = (
        ClimateEntityFeature.TARGET_TEMPERATURE | ClimateEntityFeature.TURN_ON | ClimateEntityFeature.TURN_OFF
    )
    # Home Assistant 2026.10 knows only the former name, and 2026.11 warns of it where it stands alone.
    _attr_temperature_unit = _attr_native_temperature_unit = UnitOfTemperature.CELSIUS
    _attr_target_temperature = _attr_native_target_temperature = 21.0

    @override
    def show(self, state: str) -> None:
        self._attr_hvac_mode = HVACMode(state) if state in HVACMode else None

    @override
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        self.act(hvac_mode)

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        target = kwargs.get(ATTR_TEMPERATURE, self._attr_target_temperature)
        self._attr_target_temperature = self._attr_native_target_temperature = target
        self.async_write_ha_state()

    @override
    async def async_turn_on(self) -> None:
        self.act(HVACMode.HEAT)

    @override
    async def async_turn_off(self) -> None:
        self.act(HVACMode.OFF)
