"""Simulated locks."""

from typing import Any, override

from homeassistant.components.lock import LockEntity, LockState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import DemoHomeConfigEntry, SimulatedEntity, add_all


async def async_setup_entry(
    hass: HomeAssistant, entry: DemoHomeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the locks."""
    add_all(entry, async_add_entities, "lock", SimulatedLock)


class SimulatedLock(SimulatedEntity, LockEntity):
    """A lock."""

    @override
    def show(self, state: str) -> None:
        self._attr_is_locked = state == LockState.LOCKED

    @override
    async def async_lock(self, **kwargs: Any) -> None:
        self.act(LockState.LOCKED)

    @override
    async def async_unlock(self, **kwargs: Any) -> None:
        self.act(LockState.UNLOCKED)
