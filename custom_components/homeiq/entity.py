"""What all entities of HomeIQ share: one device, and entity ids that no language changes."""

from __future__ import annotations

from typing import override

from homeassistant.const import MATCH_ALL
from homeassistant.core import Context, callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity
from homeassistant.loader import async_get_loaded_integration

from .const import DOMAIN
from .coordinator import HomeIQCoordinator
from .rights import RIGHTS, async_require


class HomeIQEntity(CoordinatorEntity[HomeIQCoordinator]):
    """An entity that shows what the coordinator knows."""

    _attr_has_entity_name = True
    # Attributes repeat what the database of HomeIQ holds already.
    _unrecorded_attributes = frozenset({MATCH_ALL})
    _written: object = None

    def __init__(self, coordinator: HomeIQCoordinator, description: EntityDescription) -> None:
        """Name the entity after its description and put it into the one device."""
        super().__init__(coordinator)
        self.entity_description = description
        entry_id = coordinator.config_entry.entry_id
        version = async_get_loaded_integration(coordinator.hass, DOMAIN).version
        self._attr_unique_id = f"{entry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry_id)},
            entry_type=DeviceEntryType.SERVICE,
            name="HomeIQ",
            manufacturer="HomeIQ",
            sw_version=str(version),
        )

    @property
    @override
    def available(self) -> bool:
        """Stay available: what was learned last is valid until something better is known."""
        return True

    @property
    @override
    def suggested_object_id(self) -> str:
        """Ask for an id in English: dashboards and automations are shared between languages."""
        return self.entity_description.key

    def shows(self) -> object:
        """Return all of its state that the coordinator decides on; None where that takes as long as to write it."""
        return None

    @override
    @callback
    def _handle_coordinator_update(self) -> None:
        """Write the state where it says something else: whoever is told of a decision waits for twenty of these."""
        shown = self.shows()
        if shown is None or shown != self._written:
            self._written = shown
            self.async_write_ha_state()

    async def async_admit(self, deed: str) -> str | None:
        """Let those pass who may do something, and return who they are; None where no person calls.

        Home Assistant forgets who calls within seconds, so this comes before all else.

        Raises:
            Unauthorized: they may not.
        """
        context = self._context or Context()
        await async_require(self.hass, context, RIGHTS[deed])
        return context.user_id

    @override
    async def async_added_to_hass(self) -> None:
        """Begin once it is there."""
        await super().async_added_to_hass()
        self.begin()

    @callback
    def begin(self) -> None:
        """Do what only this entity does once it is there.

        Not by ``async_added_to_hass``: an entity whose class has one leaves for a new id and comes back, unless
        that class says as well what becomes of it.
        """

    @callback
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Take a new id as it is: nothing here depends on it."""
