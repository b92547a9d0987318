"""The actions that decide on a suggestion."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
import probatio as vol

from ..const import DOMAIN
from ..model.acceptance import AcceptMode
from .fields import REASON
from .loaded import coordinator_of, unknown

_SIGNATURE = {vol.Required("signature"): cv.string}
_DISMISS = vol.Schema({**_SIGNATURE, vol.Optional("reason"): REASON})
_ACCEPT = vol.Schema({**_SIGNATURE, vol.Optional("mode", default=AcceptMode.ENABLED): vol.Coerce(AcceptMode)})
_UNDO = vol.Schema(_SIGNATURE)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them. Everybody may dismiss; what creates or deletes automations is for administrators."""
    some = SupportsResponse.OPTIONAL
    hass.services.async_register(DOMAIN, "dismiss_suggestion", _async_dismiss, _DISMISS)
    async_register_admin_service(hass, DOMAIN, "accept_suggestion", _async_accept, _ACCEPT, some)
    async_register_admin_service(hass, DOMAIN, "undo_suggestion", _async_undo, _UNDO)


async def _async_dismiss(call: ServiceCall) -> None:
    signature = call.data["signature"]
    try:
        await coordinator_of(call.hass).async_dismiss(signature, call.data.get("reason"), call.context.user_id)
    except LookupError as err:
        raise unknown(signature) from err


async def _async_accept(call: ServiceCall) -> ServiceResponse:
    signature = call.data["signature"]
    try:
        accepted = await coordinator_of(call.hass).async_accept(
            signature, mode=call.data["mode"], user_id=call.context.user_id
        )
    except LookupError as err:
        raise unknown(signature) from err
    return {
        "signature": accepted.signature,
        "mode": accepted.mode.value,
        "id": accepted.key,
        "entity_id": accepted.entity_id,
    }


async def _async_undo(call: ServiceCall) -> None:
    signature = call.data["signature"]
    try:
        await coordinator_of(call.hass).async_undo(signature, user_id=call.context.user_id)
    except LookupError as err:
        raise unknown(signature) from err
