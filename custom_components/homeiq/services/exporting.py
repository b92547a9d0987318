"""The action that hands a suggestion out as text, to be kept or given on."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
import probatio as vol

from ..const import DOMAIN
from ..model.suggestion import UnknownSuggestionError
from .loaded import coordinator_of, unknown

_SCHEMA = vol.Schema(
    {
        vol.Required("signature"): cv.string,
        vol.Optional("format", default="yaml"): vol.In(("yaml", "blueprint")),
        vol.Optional("install", default=False): cv.boolean,
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it; it may write a file, so it is for administrators."""
    async_register_admin_service(hass, DOMAIN, "export", _async_export, _SCHEMA, SupportsResponse.ONLY)


async def _async_export(call: ServiceCall) -> ServiceResponse:
    signature = call.data["signature"]
    try:
        exported = await coordinator_of(call.hass).async_export(
            signature, as_blueprint=call.data["format"] == "blueprint", install=call.data["install"]
        )
    except UnknownSuggestionError as err:
        raise unknown(signature) from err
    return {"yaml": exported.text, "path": exported.path}
