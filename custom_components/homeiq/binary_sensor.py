"""The binary sensor that turns on when HomeIQ is not well."""

from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import HomeIQConfigEntry
from .entity import HomeIQEntity

PARALLEL_UPDATES = 0

HEALTH = BinarySensorEntityDescription(
    key="health",
    translation_key="health",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one binary sensor."""
    async_add_entities([HealthBinarySensor(entry.runtime_data, HEALTH)])


class HealthBinarySensor(HomeIQEntity, BinarySensorEntity):
    """On while something is wrong."""

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
