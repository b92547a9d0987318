"""The binary sensors: on when HomeIQ is not well, and on while accepted automations may ask something."""

from __future__ import annotations

from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .apply.asks_first import MAY_ASK
from .coordinator import HomeIQConfigEntry
from .entity import HomeIQEntity

PARALLEL_UPDATES = 0

HEALTH = BinarySensorEntityDescription(
    key="health",
    translation_key="health",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)
ASKING = BinarySensorEntityDescription(key="may_ask", translation_key="may_ask")


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the binary sensors."""
    async_add_entities([HealthBinarySensor(entry.runtime_data, HEALTH), AskingBinarySensor(entry.runtime_data, ASKING)])


class HealthBinarySensor(HomeIQEntity, BinarySensorEntity):
    """On while something is wrong."""

    @override
    def shows(self) -> object:
        return self.is_on, self.extra_state_attributes

    @property
    @override
    def is_on(self) -> bool:
        """Tell whether there is a problem."""
        return bool(self.coordinator.health.problems)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Name the problems."""
        return {"problems": list(self.coordinator.health.problems)}


class AskingBinarySensor(HomeIQEntity, BinarySensorEntity):
    """On while a question may be put: automations that ask first look at its attribute, by whatever name it goes."""

    @override
    def shows(self) -> object:
        return self.is_on, self.extra_state_attributes

    @property
    @override
    def is_on(self) -> bool:
        """Tell whether a question may be put now."""
        return self.coordinator.consent.allowance.may_ask

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Say the same, and how many questions are left today."""
        allowance = self.coordinator.consent.allowance
        return {MAY_ASK: allowance.may_ask, "asks_left": allowance.left}
