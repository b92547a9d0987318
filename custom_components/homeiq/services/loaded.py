"""The coordinator that an action is for, and the errors that every action can end with."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator
from ..model.habits.pattern import Pattern
from ..store.file.threads import in_thread, in_turns


@callback
def coordinator_of(hass: HomeAssistant) -> HomeIQCoordinator:
    """Return the coordinator.

    Raises:
        ServiceValidationError: HomeIQ is not loaded.
    """
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        coordinator: HomeIQCoordinator = entry.runtime_data
        return coordinator
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="not_loaded")


async def async_patterns_of(coordinator: HomeIQCoordinator) -> tuple[Pattern, ...]:
    """Return all patterns that may be shown, best first; read in a worker thread, for there may be ten thousand."""
    return await in_thread(lambda: tuple(in_turns(coordinator.data.patterns)))
