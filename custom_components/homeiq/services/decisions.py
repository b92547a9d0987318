"""The actions that list what people have said to suggestions, and take it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.decided import decided_of
from ..answers.iso_time import moment_to_json
from ..coordinator import HomeIQCoordinator
from ..model.habits.suggestion import Decision, DecisionKind
from .fields import SIGNATURE, one_of, several
from .loaded import coordinator_of
from .paging import PAGE, WholeList, pages
from .programs.deed import Deed, Fields, async_register_deed
from .registering import async_register_action

_LIST = vol.Schema(
    {
        **PAGE,
        vol.Optional("verdict"): several(one_of(DecisionKind)),
    }
)


async def _async_take_back(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    signature = fields["signature"]
    await coordinator.decisions.dismissing.async_take_back(signature)
    return {"signature": signature}


TAKE_BACK = Deed(name="take_back_decision", schema=vol.Schema(SIGNATURE), work=_async_take_back)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    async_register_action(hass, "list_decisions", _async_list, _LIST, SupportsResponse.ONLY)
    async_register_deed(hass, TAKE_BACK)


async def _async_list(call: ServiceCall) -> ServiceResponse:
    decisions = await coordinator_of(call.hass).decisions.dismissing.async_decisions()
    verdicts = call.data.get("verdict") or list(DecisionKind)
    chosen = [one for one in decisions if one.verdict in verdicts]
    return pages(call.data, decisions=WholeList(things=chosen, key=lambda one: one.signature, write=_to_json)) | {
        "total": len(chosen)
    }


def _to_json(decision: Decision) -> dict[str, Any]:
    decided, zone = decided_of(decision), dt_util.get_default_time_zone()
    moments = {
        "decided_at": moment_to_json(decided.decided_at, zone),
        "until": moment_to_json(decided.until, zone),
    }
    return asdict(decided) | moments | {"entities": list(decided.entities)}
