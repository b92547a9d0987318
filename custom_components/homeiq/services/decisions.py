"""The actions that list what people have said to suggestions, and take it back."""

from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio as vol

from ..const import DOMAIN
from ..model.suggestion import Decision, UnknownSuggestionError, Verdict
from .fields import SIGNATURE
from .loaded import coordinator_of, unknown

_LIST = vol.Schema(
    {
        vol.Optional("limit", default=100): vol.All(vol.Coerce(int), vol.Range(min=1, max=1000)),
        vol.Optional("verdict"): vol.All(cv.ensure_list, [vol.Coerce(Verdict)]),
    }
)
_TAKE_BACK = vol.Schema(SIGNATURE)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them; who may dismiss may also think better of it."""
    hass.services.async_register(DOMAIN, "list_decisions", _async_list, _LIST, SupportsResponse.ONLY)
    hass.services.async_register(DOMAIN, "take_back_decision", _async_take_back, _TAKE_BACK)


async def _async_list(call: ServiceCall) -> ServiceResponse:
    decisions = await coordinator_of(call.hass).async_decisions()
    verdicts = call.data.get("verdict", list(Verdict))
    chosen = [_to_json(one) for one in decisions if one.verdict in verdicts]
    return {"decisions": list[Any](chosen[: call.data["limit"]]), "total": len(chosen)}


async def _async_take_back(call: ServiceCall) -> None:
    signature = call.data["signature"]
    try:
        await coordinator_of(call.hass).async_take_back(signature)
    except UnknownSuggestionError as err:
        raise unknown(signature) from err


def _to_json(decision: Decision) -> dict[str, Any]:
    suggestion = decision.suggestion
    return {
        "signature": decision.signature,
        "verdict": decision.verdict.value,
        "decided_at": _local(decision.decided_at),
        "until": _local(decision.until),
        "objection": decision.objection.value if decision.objection else None,
        "reason": decision.reason,
        "user_id": decision.user_id,
        "title": suggestion.title if suggestion else None,
        "kind": suggestion.pattern.kind.value if suggestion else None,
        "entities": list(suggestion.pattern.entities) if suggestion else [],
    }


def _local(moment: float | None) -> str | None:
    return None if moment is None else dt_util.as_local(dt_util.utc_from_timestamp(moment)).isoformat("T", "seconds")
