"""The actions that decide on a suggestion."""

from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio as vol

from ..const import DOMAIN
from ..model.acceptance import AcceptMode
from ..model.suggestion import Objection
from .fields import REASON, SIGNATURE, timestamp_of
from .loaded import coordinator_of, unknown

WEEK = timedelta(days=7)

_OBJECTION = vol.Optional("objection", default=Objection.NOT_WANTED)
_DISMISS = vol.Schema({**SIGNATURE, vol.Optional("reason"): REASON, _OBJECTION: vol.Coerce(Objection)})
_SNOOZE = vol.Schema(
    {
        **SIGNATURE,
        vol.Exclusive("until", "length"): cv.datetime,
        vol.Exclusive("duration", "length"): cv.positive_time_period,
    }
)
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
    except LookupError as err:
        raise unknown(signature) from err


async def _async_snooze(call: ServiceCall) -> None:
    signature = call.data["signature"]
    until: datetime = call.data.get("until") or dt_util.now() + call.data.get("duration", WEEK)
    try:
        await coordinator_of(call.hass).async_snooze(signature, timestamp_of(until), call.context.user_id)
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
