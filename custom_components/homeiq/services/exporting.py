"""The action that hands a suggestion out as text, to be kept or given on."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio as vol

from ..model.habits.suggestion import UnknownSuggestionError
from .fields import SIGNATURE
from .loaded import coordinator_of
from .naming.unknown import async_unknown
from .registering import async_register_action

_SCHEMA = vol.Schema(
    {
        **SIGNATURE,
        vol.Optional("format", default="yaml"): vol.In(("yaml", "blueprint")),
        vol.Optional("install", default=False): cv.boolean,
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it."""
    async_register_action(hass, "export", _async_export, _SCHEMA, SupportsResponse.ONLY)


async def _async_export(call: ServiceCall) -> ServiceResponse:
    signature = call.data["signature"]
    try:
        exported = await coordinator_of(call.hass).decisions.exporting.async_export(
            signature, as_blueprint=call.data["format"] == "blueprint", install=call.data["install"]
        )
    except UnknownSuggestionError as err:
        raise await async_unknown(coordinator_of(call.hass), err) from err
    return {"yaml": exported.text, "path": exported.path}
