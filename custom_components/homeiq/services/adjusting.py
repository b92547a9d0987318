"""The action that changes a habit before, or after, it becomes an automation."""

from datetime import time, timedelta

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
import probatio as vol

from ..const import DOMAIN
from ..model.adjustment import Adjustment, AdjustmentError, condition_from_config
from ..model.as_json import suggestion_to_json
from ..model.suggestion import UnknownSuggestionError
from ..suggest.values import set_to
from .fields import WEEKDAYS
from .loaded import coordinator_of, unknown

_SCHEMA = vol.Schema(
    {
        vol.Required("signature"): cv.string,
        vol.Optional("time"): cv.time,
        vol.Optional("offset_minutes"): vol.Coerce(int),
        vol.Optional("weekdays"): vol.All(cv.ensure_list, [vol.In(WEEKDAYS)]),
        vol.Optional("for"): cv.positive_time_period,
        vol.Optional("entity_id"): cv.entity_ids,
        vol.Optional("conditions"): vol.All(cv.ensure_list, [dict]),
        vol.Optional("values"): {cv.entity_id: vol.Any(None, {cv.string: vol.Coerce(float)})},
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it; it may change an automation, so it is for administrators."""
    async_register_admin_service(hass, DOMAIN, "adjust_suggestion", _async_adjust, _SCHEMA, SupportsResponse.OPTIONAL)


async def _async_adjust(call: ServiceCall) -> ServiceResponse:
    signature = call.data["signature"]
    adjustment = _adjustment(call)
    try:
        suggestion = await coordinator_of(call.hass).async_adjust(signature, adjustment, user_id=call.context.user_id)
    except UnknownSuggestionError as err:
        raise unknown(signature) from err
    return suggestion_to_json(suggestion)


def _adjustment(call: ServiceCall) -> Adjustment:
    data = call.data
    clock: time | None = data.get("time")
    held: timedelta | None = data.get("for")
    try:
        conditions = tuple(map(condition_from_config, data["conditions"])) if "conditions" in data else None
        values = (
            {name: set_to(name, fields or {}) for name, fields in data["values"].items()} if "values" in data else None
        )
    except AdjustmentError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="adjustment_impossible",
            translation_placeholders={"field": err.field},
        ) from err
    return Adjustment(
        minute=None if clock is None else 60 * clock.hour + clock.minute,
        offset_minutes=data.get("offset_minutes"),
        weekdays=frozenset(map(WEEKDAYS.index, data["weekdays"])) if "weekdays" in data else None,
        for_seconds=None if held is None else round(held.total_seconds()),
        entities=tuple(data["entity_id"]) if "entity_id" in data else None,
        conditions=conditions,
        values=values,
    )
