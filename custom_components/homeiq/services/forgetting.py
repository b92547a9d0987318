"""The action that makes HomeIQ forget."""

from __future__ import annotations

import time
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er
import probatio as vol

from ..const import DOMAIN
from ..model.decisions.forgotten import Forgotten
from .fields import entity_ids, moment, several, timestamp_of
from .loaded import coordinator_of
from .registering import async_register_action

_SCHEMA = vol.Schema(
    {
        vol.Optional("entity_id"): entity_ids,
        vol.Optional("area_id"): several(cv.string),
        vol.Optional("start"): moment,
        vol.Optional("end"): moment,
    }
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it."""
    async_register_action(hass, "forget", _async_forget, _SCHEMA, SupportsResponse.OPTIONAL)


async def _async_forget(call: ServiceCall) -> ServiceResponse:
    part = _part(call)
    forgot = await coordinator_of(call.hass).async_forget(part)
    entities = None if part.entities is None else list[Any](sorted(part.entities))
    return {"events": forgot.events, "suggestions": forgot.suggestions, "entities": entities}


@callback
def _part(call: ServiceCall) -> Forgotten:
    now = time.time()
    begin = timestamp_of(call.data["start"]) if "start" in call.data else 0.0
    until = min(now, timestamp_of(call.data["end"])) if "end" in call.data else now
    if begin >= until:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="end_before_start")
    if "entity_id" not in call.data and "area_id" not in call.data:
        if "start" not in call.data:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="nothing_named")
        return Forgotten(begin=begin, until=until)
    entities = frozenset([*call.data.get("entity_id", []), *_in_areas(call)])
    if not entities:
        key = "area_empty" if call.data.get("area_id") else "nothing_named"
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
    return Forgotten(begin=begin, until=until, entities=entities)


@callback
def _in_areas(call: ServiceCall) -> list[str]:
    areas = call.data.get("area_id", [])
    entries = er.async_get(call.hass).entities.values() if areas else ()
    return [entry.entity_id for entry in entries if er.async_get_effective_area_id(call.hass, entry) in areas]
