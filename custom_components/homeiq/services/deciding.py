"""The actions that decide on a suggestion."""

import time

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers.service import async_register_admin_service
import probatio as vol

from ..const import DOMAIN
from ..model.acceptance import AcceptMode
from ..model.suggestion import Objection, UnknownSuggestionError
from .fields import LENGTH, REASON, SIGNATURE, end_of
from .loaded import coordinator_of, unknown

WEEK = 7 * 86400.0  # seconds

_OBJECTION = vol.Optional("objection", default=Objection.NOT_WANTED)
_DISMISS = vol.Schema({**SIGNATURE, vol.Optional("reason"): REASON, _OBJECTION: vol.Coerce(Objection)})
_SNOOZE = vol.Schema({**SIGNATURE, **LENGTH})
_ACCEPT = vol.Schema({**SIGNATURE, vol.Optional("mode", default=AcceptMode.ENABLED): vol.Coerce(AcceptMode)})
_UNDO = vol.Schema(SIGNATURE)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them. Everybody may dismiss and snooze; what creates or deletes automations is for administrators."""
    some = SupportsResponse.OPTIONAL
    hass.services.async_register(DOMAIN, "dismiss_suggestion", _async_dismiss, _DISMISS)
    hass.services.async_register(DOMAIN, "snooze_suggestion", _async_snooze, _SNOOZE)
    async_register_admin_service(hass, DOMAIN, "accept_suggestion", _async_accept, _ACCEPT, some)
    async_register_admin_service(hass, DOMAIN, "undo_suggestion", _async_undo, _UNDO)


async def _async_dismiss(call: ServiceCall) -> None:
    signature = call.data["signature"]
    try:
        await coordinator_of(call.hass).async_dismiss(
            signature, call.data.get("reason"), call.context.user_id, call.data["objection"]
        )
    except UnknownSuggestionError as err:
        raise unknown(signature) from err


async def _async_snooze(call: ServiceCall) -> None:
    signature = call.data["signature"]
    until = end_of(call)
    try:
        await coordinator_of(call.hass).async_snooze(
            signature, time.time() + WEEK if until is None else until, call.context.user_id
        )
    except UnknownSuggestionError as err:
        raise unknown(signature) from err


async def _async_accept(call: ServiceCall) -> ServiceResponse:
    signature = call.data["signature"]
    try:
        accepted = await coordinator_of(call.hass).async_accept(
            signature, mode=call.data["mode"], user_id=call.context.user_id
        )
    except UnknownSuggestionError as err:
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
    except UnknownSuggestionError as err:
        raise unknown(signature) from err
