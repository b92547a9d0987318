"""The actions: ask for a run, list what was found, decide, bring history in and over.

They are registered once for the process, so that automations which use them stay valid while the entry is not loaded.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
import time
from typing import Any

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio as vol

from .const import DOMAIN
from .coordinator import (
    HomeIQCoordinator,
    ImportUnavailableError,
    RefreshRefusedError,
)
from .coordinator.mirror import Mirror
from .model.as_json import pattern_to_json, suggestion_to_json
from .model.event import Cause
from .model.existing_as_json import standing_to_json
from .model.pattern import Kind, OnChange, Pattern
from .model.run import RefreshRequest
from .model.value import subject_to_json, with_value_names
from .store.errors import DatabaseUnusableError
from .store.influx.backfill import Direction

TEXT_LENGTH = 500  # characters of a reason that a person gives

_REASON = vol.All(cv.string, vol.Length(max=TEXT_LENGTH))
_LIMIT = vol.All(vol.Coerce(int), vol.Range(min=1, max=1000))
_LISTING = {
    vol.Optional("limit", default=100): _LIMIT,
    vol.Optional("kind"): vol.All(cv.ensure_list, [vol.Coerce(Kind)]),
    vol.Optional("entity_id"): cv.entity_ids,
    vol.Optional("area_id"): vol.All(cv.ensure_list, [cv.string]),
}
REFRESH_SCHEMA = vol.Schema({vol.Optional("reason"): _REASON, vol.Optional("use_ai", default=False): cv.boolean})
LIST_SCHEMA = vol.Schema(_LISTING)
AUTOMATIONS_SCHEMA = vol.Schema({vol.Optional("limit", default=100): _LIMIT})
DISMISS_SCHEMA = vol.Schema({vol.Required("signature"): cv.string, vol.Optional("reason"): _REASON})
IMPORT_SCHEMA = vol.Schema({vol.Optional("source", default="recorder"): vol.In(("recorder", "influxdb"))})
COPY_SCHEMA = vol.Schema({})
QUERY_SCHEMA = vol.Schema(
    {
        vol.Required("start"): cv.datetime,
        vol.Optional("end"): cv.datetime,
        vol.Optional("entity_id"): cv.entity_ids,
        vol.Optional("limit", default=1000): vol.All(vol.Coerce(int), vol.Range(min=1, max=10_000)),
    }
)
WHOLE_HOME = 86400.0  # seconds of all entities' events that may be asked for at once

# What the coordinator refuses, by the message that says so.
_REFUSED = {
    "running": "refresh_running",
    "cooldown": "refresh_cooldown",
    "ai_cooldown": "refresh_cooldown",
    "not_ready": "refresh_not_ready",
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register all actions. Those that put the home to work are for administrators."""
    some, only = SupportsResponse.OPTIONAL, SupportsResponse.ONLY
    async_register_admin_service(hass, DOMAIN, "refresh", _async_refresh, REFRESH_SCHEMA, some)
    async_register_admin_service(hass, DOMAIN, "import_history", _async_import_history, IMPORT_SCHEMA, some)
    async_register_admin_service(hass, DOMAIN, "copy_to_influxdb", _async_copy_to_influxdb, COPY_SCHEMA, some)
    hass.services.async_register(DOMAIN, "query_events", _async_query_events, QUERY_SCHEMA, only)
    hass.services.async_register(DOMAIN, "list_suggestions", _async_list_suggestions, LIST_SCHEMA, only)
    hass.services.async_register(DOMAIN, "list_patterns", _async_list_patterns, LIST_SCHEMA, only)
    hass.services.async_register(DOMAIN, "list_automations", _async_list_automations, AUTOMATIONS_SCHEMA, only)
    hass.services.async_register(DOMAIN, "dismiss_suggestion", _async_dismiss_suggestion, DISMISS_SCHEMA)


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
    coordinator = _coordinator(call.hass)
    uses_ai = call.data["use_ai"]
    run_id = await async_refresh(
        coordinator, user_id=call.context.user_id, reason=call.data.get("reason"), uses_ai=uses_ai
    )
    data = coordinator.data
    next_at = max(data.next_refresh_at, data.next_ai_refresh_at) if uses_ai else data.next_refresh_at
    return {"accepted": True, "run_id": run_id, "next_allowed_at": _local_time(next_at)}


async def _async_copy_to_influxdb(call: ServiceCall) -> ServiceResponse:
    return asdict(await _mirror(call).copying.async_begin(Direction.TO))


@callback
def _mirror(call: ServiceCall) -> Mirror:
    if mirror := _coordinator(call.hass).mirror:
        return mirror
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_influxdb")


async def _async_import_history(call: ServiceCall) -> ServiceResponse:
    if call.data["source"] == "influxdb":
        return asdict(await _mirror(call).copying.async_begin(Direction.FROM))
    try:
        progress = await _coordinator(call.hass).async_import_history()
    except ImportUnavailableError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="import_unavailable",
            translation_placeholders={"reason": str(err)},
        ) from err
    return asdict(progress)


async def _async_query_events(call: ServiceCall) -> ServiceResponse:
    begin, end = (_timestamp(call.data.get(name)) for name in ("start", "end"))
    entities, limit = call.data.get("entity_id"), call.data["limit"]
    if begin >= end or (entities is None and end - begin > WHOLE_HOME):
        key = "end_before_start" if begin >= end else "span_too_long"
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
    try:
        events = await _coordinator(call.hass).events.span(begin, end, entities and with_value_names(entities))
    except DatabaseUnusableError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="database_unusable",
            translation_placeholders={"reason": err.reason},
        ) from err
    rows = zip(
        events.time[:limit].tolist(),
        events.entity[:limit].tolist(),
        events.state[:limit].tolist(),
        events.cause[:limit].tolist(),
        strict=True,
    )
    found = [
        {
            "time": dt_util.as_local(dt_util.utc_from_timestamp(moment)).isoformat(timespec="milliseconds"),
            **subject_to_json(events.entities[entity]),
            "state": events.states[state],
            "cause": Cause(cause).name.lower(),
        }
        for moment, entity, state, cause in rows
    ]
    return {"events": list[Any](found), "total": len(events)}


def _timestamp(moment: datetime | None) -> float:
    """Return epoch seconds; a moment without a time zone is local, and none is now."""
    if moment is None:
        return time.time()
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt_util.get_default_time_zone())).timestamp()


async def _async_list_suggestions(call: ServiceCall) -> ServiceResponse:
    suggestions = _coordinator(call.hass).data.suggestions
    wanted = _wanted(call, (suggestion.pattern for suggestion in suggestions))
    chosen = [suggestion_to_json(suggestion) for suggestion in suggestions if suggestion.signature in wanted]
    return {"suggestions": list[Any](chosen[: call.data["limit"]])}


async def _async_list_patterns(call: ServiceCall) -> ServiceResponse:
    patterns = _coordinator(call.hass).data.patterns
    wanted = _wanted(call, patterns)
    chosen = [pattern_to_json(pattern) for pattern in patterns if pattern.signature in wanted]
    return {"patterns": list[Any](chosen[: call.data["limit"]])}


async def _async_list_automations(call: ServiceCall) -> ServiceResponse:
    coordinator = _coordinator(call.hass)
    standings = await coordinator.existing.async_standings(coordinator.data)
    return {"automations": list[Any](standing_to_json(one) for one in standings[: call.data["limit"]])}


async def _async_dismiss_suggestion(call: ServiceCall) -> None:
    signature = call.data["signature"]
    try:
        await _coordinator(call.hass).async_dismiss(signature, call.data.get("reason"), call.context.user_id)
    except LookupError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="unknown_suggestion",
            translation_placeholders={"signature": signature},
        ) from err


@callback
def _coordinator(hass: HomeAssistant) -> HomeIQCoordinator:
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        coordinator: HomeIQCoordinator = entry.runtime_data
        return coordinator
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="not_loaded")


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
        and (entity_ids is None or not _entities(pattern).isdisjoint(entity_ids))
        and (areas is None or not _areas(call.hass, pattern).isdisjoint(areas))
    }


def _entities(pattern: Pattern) -> set[str]:
    trigger = pattern.trigger
    sets_off = {trigger.entity_id} if isinstance(trigger, OnChange) else set()
    return {*pattern.entities, *sets_off}


@callback
def _areas(hass: HomeAssistant, pattern: Pattern) -> set[str | None]:
    registry = er.async_get(hass)
    entries = (registry.async_get(entity_id) for entity_id in _entities(pattern))
    return {er.async_get_effective_area_id(hass, entry) for entry in entries if entry}


def _local_time(timestamp: float | None) -> str | None:
    """Write a moment as people of the home read it; None stays None, and so does the epoch: nothing to wait for."""
    return dt_util.as_local(dt_util.utc_from_timestamp(timestamp)).isoformat(timespec="seconds") if timestamp else None
