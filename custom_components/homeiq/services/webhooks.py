"""The actions about webhooks: what there is, what became of it, trying one, delivering again."""

from __future__ import annotations

from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
import probatio as vol

from ..answers.iso_time import moment_to_json
from ..deliver.hooks.retrying import is_taken
from ..model.hooks import State
from .fields import SIGNATURE_LENGTH, text, whole
from .loaded import coordinator_of
from .paging import CURSOR, NUMBERED
from .programs.receivers import answer_to_json, async_webhooks, delivery_to_json
from .registering import async_register_action

_STATES = {state.name.lower(): state for state in State}
_NAME = text(SIGNATURE_LENGTH, 1)
_TEST = vol.Schema({vol.Required("webhook"): _NAME})
_LOG = vol.Schema({**NUMBERED, vol.Optional("webhook"): _NAME, vol.Optional("state"): vol.In(_STATES)})
_AGAIN = vol.Schema({vol.Optional("webhook"): _NAME, vol.Optional("delivery"): whole(1, 2**53)})


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them; what goes out of the home is the administrators' business."""
    only = SupportsResponse.ONLY
    async_register_action(hass, "list_webhooks", _async_list, vol.Schema({}), only)
    async_register_action(hass, "list_deliveries", _async_log, _LOG, only)
    async_register_action(hass, "test_webhook", _async_test, _TEST, SupportsResponse.OPTIONAL)
    async_register_action(hass, "redeliver", _async_again, _AGAIN, SupportsResponse.OPTIONAL)


async def _async_list(call: ServiceCall) -> ServiceResponse:
    return {"webhooks": list[Any](await async_webhooks(coordinator_of(call.hass), moment_to_json))}


async def _async_log(call: ServiceCall) -> ServiceResponse:
    hooks = coordinator_of(call.hass).hooks
    state = _STATES[call.data["state"]] if "state" in call.data else None
    limit, before = call.data["limit"], call.data.get(CURSOR)
    # One more than is told tells whether there is another page.
    log = await hooks.async_log(limit + 1, _id_of(call), state, before)
    names = {hook.hook_id: hook.title for hook in hooks.roster.all}
    shown = log[:limit]
    return {
        "deliveries": list[Any](delivery_to_json(one, names.get(one.hook_id, "")) for one in shown),
        "next_cursor": str(shown[-1].number) if len(log) > limit else None,
    }


async def _async_test(call: ServiceCall) -> ServiceResponse:
    hooks = coordinator_of(call.hass).hooks
    answer = await hooks.async_test(hooks.roster.named(call.data["webhook"]).hook_id)
    return answer_to_json(answer, is_delivered=is_taken(answer))


async def _async_again(call: ServiceCall) -> ServiceResponse:
    hooks = coordinator_of(call.hass).hooks
    return {"deliveries": await hooks.async_again(_id_of(call), call.data.get("delivery"))}


@callback
def _id_of(call: ServiceCall) -> str | None:
    """Return the id of the webhook that is named, None where none is.

    Raises:
        ServiceValidationError: there is no such webhook.
    """
    if "webhook" not in call.data:
        return None
    return coordinator_of(call.hass).hooks.roster.named(call.data["webhook"]).hook_id
