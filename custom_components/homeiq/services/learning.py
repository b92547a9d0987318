"""The action that learns now."""

import time

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio as vol

from ..const import DOMAIN
from ..coordinator import HomeIQCoordinator, RefreshRefusedError
from ..model.run import RefreshRequest
from .fields import REASON
from .loaded import coordinator_of

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
    """Register it; it puts the home to work, so it is for administrators."""
    async_register_admin_service(hass, DOMAIN, "refresh", _async_refresh, _SCHEMA, SupportsResponse.OPTIONAL)


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
            translation_placeholders={"next_allowed_at": _local_time(err.next_allowed_at) or "-"},
        ) from err


async def _async_refresh(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    uses_ai = call.data["use_ai"]
    run_id = await async_refresh(
        coordinator, user_id=call.context.user_id, reason=call.data.get("reason"), uses_ai=uses_ai
    )
    data = coordinator.data
    next_at = max(data.next_refresh_at, data.next_ai_refresh_at) if uses_ai else data.next_refresh_at
    return {"accepted": True, "run_id": run_id, "next_allowed_at": _local_time(next_at)}


def _local_time(timestamp: float | None) -> str | None:
    """Write a moment as people of the home read it; None stays None, and so does the epoch: nothing to wait for."""
    return dt_util.as_local(dt_util.utc_from_timestamp(timestamp)).isoformat(timespec="seconds") if timestamp else None
