"""The switch that pauses the learning, for as long as guests are there."""

from __future__ import annotations

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .answers.iso_time import moment_to_json
from .coordinator import HomeIQConfigEntry
from .entity import HomeIQEntity

PARALLEL_UPDATES = 1

LEARNING = SwitchEntityDescription(key="learning", translation_key="learning")


async def async_setup_entry(
    hass: HomeAssistant, entry: HomeIQConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the one switch."""
    async_add_entities([LearningSwitch(entry.runtime_data, LEARNING)])


class LearningSwitch(HomeIQEntity, SwitchEntity):
    """Off while HomeIQ does not learn from what happens."""

    @override
    def shows(self) -> object:
        return self.is_on, self.extra_state_attributes

    @property
    @override
    def is_on(self) -> bool:
        """Tell whether HomeIQ learns from what happens now."""
        return self.coordinator.data.pause is None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Say since when and until when learning is paused, as people of the home read it."""
        pause, zone = self.coordinator.data.pause, dt_util.get_default_time_zone()
        return {
            "paused_since": moment_to_json(pause.begin, zone) if pause else None,
            "paused_until": moment_to_json(pause.until, zone) if pause else None,
        }

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Learn again."""
        await self.async_admit("resume_learning")
        await self.coordinator.pausing.async_resume()

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Pause until somebody resumes."""
        await self.async_admit("pause_learning")
        await self.coordinator.pausing.async_pause()
