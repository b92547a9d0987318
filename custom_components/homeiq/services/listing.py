"""The actions that list what was found."""

from collections.abc import Iterable
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio as vol

from ..capture.registries import areas_of
from ..const import DOMAIN
from ..coordinator.fates import async_entity_of
from ..model.as_json import pattern_to_json, suggestion_to_json
from ..model.existing_as_json import standing_to_json
from ..model.followed_as_json import followed_to_json
from ..model.pattern import Kind, Pattern
from ..model.trial import trial_to_json
from .loaded import coordinator_of

_LIMIT = {vol.Optional("limit", default=100): vol.All(vol.Coerce(int), vol.Range(min=1, max=1000))}
_SCHEMA = vol.Schema(
    {
        **_LIMIT,
        vol.Optional("kind"): vol.All(cv.ensure_list, [vol.Coerce(Kind)]),
        vol.Optional("entity_id"): cv.entity_ids,
        vol.Optional("area_id"): vol.All(cv.ensure_list, [cv.string]),
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them; everybody may look."""
    only = SupportsResponse.ONLY
    hass.services.async_register(DOMAIN, "list_suggestions", _async_list_suggestions, _SCHEMA, only)
    hass.services.async_register(DOMAIN, "list_patterns", _async_list_patterns, _SCHEMA, only)
    hass.services.async_register(DOMAIN, "list_automations", _async_list_automations, vol.Schema(_LIMIT), only)
    hass.services.async_register(DOMAIN, "list_accepted", _async_list_accepted, vol.Schema(_LIMIT), only)


async def _async_list_suggestions(call: ServiceCall) -> ServiceResponse:
    suggestions = coordinator_of(call.hass).data.suggestions
    wanted = _wanted(call, (suggestion.pattern for suggestion in suggestions))
    chosen = [suggestion_to_json(suggestion) for suggestion in suggestions if suggestion.signature in wanted]
    return {"suggestions": list[Any](chosen[: call.data["limit"]])}


async def _async_list_patterns(call: ServiceCall) -> ServiceResponse:
    patterns = coordinator_of(call.hass).data.patterns
    wanted = _wanted(call, patterns)
    chosen = [pattern_to_json(pattern) for pattern in patterns if pattern.signature in wanted]
    return {"patterns": list[Any](chosen[: call.data["limit"]])}


async def _async_list_automations(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    standings = await coordinator.existing.async_standings(coordinator.data)
    return {"automations": list[Any](standing_to_json(one) for one in standings[: call.data["limit"]])}


async def _async_list_accepted(call: ServiceCall) -> ServiceResponse:
    coordinator = coordinator_of(call.hass)
    newest = coordinator.data.followed[::-1][: call.data["limit"]]
    logs = (await coordinator.trials.async_logs())[: call.data["limit"]]
    return {
        "accepted": list[Any](followed_to_json(one, async_entity_of(call.hass, one)) for one in newest),
        "trials": list[Any](trial_to_json(trial, days) for trial, days in logs),
    }


@callback
def _wanted(call: ServiceCall, patterns: Iterable[Pattern]) -> set[str]:
    """Return the signatures of the patterns that pass the filters of a listing.

    An area or an entity passes when the habit acts on it or is set off by it.
    """
    kinds, areas = call.data.get("kind"), call.data.get("area_id")
    entity_ids = call.data.get("entity_id")
    return {
        pattern.signature
        for pattern in patterns
        if (kinds is None or pattern.kind in kinds)
        and (entity_ids is None or not pattern.involved.isdisjoint(entity_ids))
        and (areas is None or not areas_of(call.hass, pattern.involved).isdisjoint(areas))
    }
