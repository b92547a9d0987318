"""The action that checks the database."""

from __future__ import annotations

from dataclasses import asdict

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
import probatio as vol

from .loaded import coordinator_of
from .registering import async_register_action

_SCHEMA = vol.Schema({})


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it; it reads everything there is, so it is for administrators."""
    async_register_action(hass, "check_database", _async_check, _SCHEMA, SupportsResponse.OPTIONAL)


async def _async_check(call: ServiceCall) -> ServiceResponse:
    checked = await coordinator_of(call.hass).damage.async_check()
    return {**asdict(checked), "tables": list(checked.tables), "seconds": round(checked.seconds, 3)}
