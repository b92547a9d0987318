"""The actions on the history: bring it in, copy it over, ask what happened."""

from dataclasses import asdict
from datetime import datetime
import time
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio as vol

from ..const import DOMAIN
from ..coordinator import ImportUnavailableError
from ..coordinator.mirror import Mirror
from ..model.event import Cause
from ..model.value import subject_to_json, with_value_names
from ..store.errors import DatabaseUnusableError
from ..store.influx.backfill import Direction
from .fields import timestamp_of
from .loaded import coordinator_of

_IMPORT = vol.Schema({vol.Optional("source", default="recorder"): vol.In(("recorder", "influxdb"))})
_COPY = vol.Schema({})
_QUERY = vol.Schema(
    {
        vol.Required("start"): cv.datetime,
        vol.Optional("end"): cv.datetime,
        vol.Optional("entity_id"): cv.entity_ids,
        vol.Optional("limit", default=1000): vol.All(vol.Coerce(int), vol.Range(min=1, max=10_000)),
    }
)
WHOLE_HOME = 86400.0  # seconds of all entities' events that may be asked for at once


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them. What puts the home to work is for administrators."""
    some, only = SupportsResponse.OPTIONAL, SupportsResponse.ONLY
    async_register_admin_service(hass, DOMAIN, "import_history", _async_import_history, _IMPORT, some)
    async_register_admin_service(hass, DOMAIN, "copy_to_influxdb", _async_copy_to_influxdb, _COPY, some)
    hass.services.async_register(DOMAIN, "query_events", _async_query_events, _QUERY, only)


async def _async_copy_to_influxdb(call: ServiceCall) -> ServiceResponse:
    return asdict(await _mirror(call).copying.async_begin(Direction.TO))


@callback
def _mirror(call: ServiceCall) -> Mirror:
    if mirror := coordinator_of(call.hass).mirror:
        return mirror
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_influxdb")


async def _async_import_history(call: ServiceCall) -> ServiceResponse:
    if call.data["source"] == "influxdb":
        return asdict(await _mirror(call).copying.async_begin(Direction.FROM))
    try:
        progress = await coordinator_of(call.hass).async_import_history()
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
        events = await coordinator_of(call.hass).events.span(begin, end, entities and with_value_names(entities))
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
    return time.time() if moment is None else timestamp_of(moment)
