"""The action that learns now."""

from __future__ import annotations

import time

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.iso_time import moment_to_json
from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator, RefreshRefusedError
from ..coordinator.telling.language import locale_of, read_words
from ..model.run import RefreshRequest
from ..rights import RIGHTS, Right
from .fields import REASON
from .loaded import coordinator_of
from .naming.unknown import said
from .registering import async_register_action

_SCHEMA = vol.Schema({vol.Optional("reason"): REASON, vol.Optional("use_ai", default=False): cv.boolean})

# What the coordinator refuses, by the message that says so.
_REFUSED = {
    "running": "refresh_running",
    "cooldown": "refresh_cooldown",
    "ai_cooldown": "refresh_cooldown",
    "not_ready": "refresh_not_ready",
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it."""
    async_register_action(hass, "refresh", _async_refresh, _SCHEMA, SupportsResponse.OPTIONAL, _right)


@callback
def _right(call: ServiceCall) -> Right:
    return RIGHTS["refresh_with_ai" if call.data["use_ai"] else "refresh"]


async def async_refresh(
    coordinator: HomeIQCoordinator, *, user_id: str | None, reason: str | None = None, uses_ai: bool = False
) -> int:
    """Ask for a run and return its id.

    Raises:
        ServiceValidationError: none may start now.
    """
    request = RefreshRequest(requested_at=time.time(), user_id=user_id, reason=reason, uses_ai=uses_ai)
    try:
        return await coordinator.async_request_refresh_run(request)
    except RefreshRefusedError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=_REFUSED[err.reason],
            translation_placeholders={"next_allowed_at": await _async_said(coordinator.hass, err.next_allowed_at)},
        ) from err


async def _async_refresh(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    uses_ai = call.data["use_ai"]
    run_id = await async_refresh(
        coordinator, user_id=call.context.user_id, reason=call.data.get("reason"), uses_ai=uses_ai
    )
    data = coordinator.data
    next_at = max(data.next_refresh_at, data.next_ai_refresh_at) if uses_ai else data.next_refresh_at
    # The epoch is nothing to wait for.
    moment = moment_to_json(next_at or None, dt_util.get_default_time_zone())
    return {"accepted": True, "run_id": run_id, "next_allowed_at": moment}


async def _async_said(hass: HomeAssistant, timestamp: float | None) -> str:
    """Say a moment in the words of the home; nobody can tell it where there is none."""
    if timestamp is None:
        return "-"
    return said(await hass.async_add_executor_job(read_words, locale_of(hass)), timestamp)
