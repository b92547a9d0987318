"""The button that asks HomeIQ to learn now."""

from __future__ import annotations

from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import HomeIQConfigEntry
from .entity import HomeIQEntity
from .services import async_refresh

PARALLEL_UPDATES = 1

REFRESH = ButtonEntityDescription(key="refresh", translation_key="refresh")


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one button."""
    async_add_entities([RefreshButton(entry.runtime_data, REFRESH)])


class RefreshButton(HomeIQEntity, ButtonEntity):
    """Learns now, without AI."""

    @override
    def shows(self) -> object:
        return ()  # when it was pressed is all of its state

    @override
    async def async_press(self) -> None:
        """Start a run, or say why not."""
        user_id = await self.async_admit("refresh")
        await async_refresh(self.coordinator, user_id=user_id, reason="button")
