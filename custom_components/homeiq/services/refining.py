"""The action that turns a wish in plain words into a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio as vol

from ..answers.findings import backtest_to_json, condition_to_json
from ..coordinator.ai.refining import Refined
from ..enrich.task import LONGEST_WISH
from ..model.day import WEEKDAYS
from ..model.decisions.adjustment import Adjustment
from ..model.habits.suggestion import Suggestion, UnknownSuggestionError
from .fields import SIGNATURE, text
from .loaded import coordinator_of
from .naming.unknown import async_unknown
from .registering import async_register_action

if TYPE_CHECKING:
    from ..enrich.question import AiQuestion

_SCHEMA = vol.Schema(
    {
        **SIGNATURE,
        vol.Required("instruction"): vol.All(cv.string, vol.Strip, text(LONGEST_WISH, least=1)),
        vol.Optional("preview", default=False): cv.boolean,
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it."""
    async_register_action(hass, "refine_suggestion", _async_refine, _SCHEMA, SupportsResponse.ONLY)


async def _async_refine(call: ServiceCall) -> ServiceResponse:
    signature, wish, user_id = call.data["signature"], call.data["instruction"], call.context.user_id
    refining = coordinator_of(call.hass).refining
    try:
        if call.data["preview"]:
            return _preview(signature, await refining.async_preview(signature, wish, user_id=user_id))
        return _refined(signature, await refining.async_refine(signature, wish, user_id=user_id))
    except UnknownSuggestionError as err:
        raise await async_unknown(coordinator_of(call.hass), err) from err


def _preview(signature: str, question: AiQuestion) -> dict[str, Any]:
    return {
        "signature": signature,
        "action": "ai_task.generate_data",
        "data": question.task.to_data(),
        "pseudonyms": question.pseudonyms.given(),
    }


def _refined(signature: str, refined: Refined) -> dict[str, Any]:
    tried = refined.tried
    return {
        "signature": signature,
        "proposal": {"signature": signature, **_fields(refined.adjustment)},
        "note": refined.proposal.note,
        "changes": [{"part": one.part, "before": one.before, "after": one.after} for one in tried.differences],
        "before": _version(tried.before),
        "after": _version(tried.after),
    }


def _version(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "title": suggestion.title,
        "reason": suggestion.full_reason,
        "backtest": backtest_to_json(suggestion.backtest),
        "automation": dict(suggestion.automation),
    }


def _fields(adjustment: Adjustment) -> dict[str, Any]:
    """Write a change as the fields of the action ``adjust_suggestion``."""
    minute, seconds = adjustment.minute, adjustment.for_seconds
    fields = {
        "time": None if minute is None else f"{minute // 60:02}:{minute % 60:02}:00",
        "offset_minutes": adjustment.offset_minutes,
        "weekdays": None if adjustment.weekdays is None else [WEEKDAYS[day] for day in sorted(adjustment.weekdays)],
        "for": None if seconds is None else {"seconds": seconds},
        "entity_id": None if adjustment.entities is None else list(adjustment.entities),
        "conditions": None if adjustment.conditions is None else list(map(condition_to_json, adjustment.conditions)),
    }
    return {name: value for name, value in fields.items() if value is not None}
