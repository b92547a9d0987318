"""The coordinator that an action is for, and the errors that every action can end with."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator


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
