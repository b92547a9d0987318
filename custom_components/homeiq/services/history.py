"""The actions on the history: bring it in, copy it over, ask what happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
import time
from typing import TYPE_CHECKING, Any

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.events import events_to_json
from ..answers.iso_time import moment_to_json
from ..const import DOMAIN
from ..coordinator import ImportUnavailableError
from ..coordinator.errors import translated
from ..model.habits.value import with_value_names
from ..rights import async_reads
from ..store.file.errors import TooSlowError
from ..store.influx.direction import Direction
from .fields import SIGNATURE_LENGTH, entity_ids, moment, text, timestamp_of, whole
from .loaded import coordinator_of
from .paging import CURSOR
from .programs.place import PageStart, async_key, opened, sealed
from .registering import async_register_action

if TYPE_CHECKING:
    from ..coordinator.influx.mirror import Mirror

MOST = 10_000  # events in an answer, and those that are counted
_IMPORT = vol.Schema({vol.Optional("source", default="recorder"): vol.In(("recorder", "influxdb"))})
_COPY = vol.Schema({})
_QUERY = vol.Schema(
    {
        vol.Required("start"): moment,
        vol.Optional("end"): moment,
        vol.Optional("entity_id"): entity_ids,
        vol.Optional("limit", default=1000): whole(1, MOST),
        vol.Optional(CURSOR): text(SIGNATURE_LENGTH, least=1),
    }
)
WHOLE_HOME = 86400.0  # seconds of all entities' events that may be asked for at once


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    some, only = SupportsResponse.OPTIONAL, SupportsResponse.ONLY
    async_register_action(hass, "import_history", _async_import_history, _IMPORT, some)
    async_register_action(hass, "copy_to_influxdb", _async_copy_to_influxdb, _COPY, some)
    async_register_action(hass, "query_events", _async_query_events, _QUERY, only)


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
        progress = coordinator_of(call.hass).history.async_begin()
    except ImportUnavailableError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="import_unavailable",
            translation_placeholders={"reason": str(err)},
        ) from err
    return asdict(progress)


async def _async_query_events(call: ServiceCall) -> ServiceResponse:
    place, entities = _place(call), call.data.get("entity_id")
    if place.begin >= place.end or (entities is None and place.end - place.begin > WHOLE_HOME):
        key = "end_before_start" if place.begin >= place.end else "span_too_long"
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
    await _check_readable(call, entities)
    last = place.skipped + call.data["limit"]
    is_first = CURSOR not in call.data
    with _in_time():
        events = await coordinator_of(call.hass).events.first(
            place.moment, place.end, entities and with_value_names(entities), most=MOST + 1 if is_first else last + 1
        )
    # Counting on would mean reading on: what is more than an answer may hold is not counted, and nothing is twice.
    total = len(events) if is_first and len(events) <= MOST else None
    following = None
    if last < len(events):
        following = sealed(async_key(call.hass), place.behind(events, last), *_question(call))
    return {
        "events": list[Any](events_to_json(events, place.skipped, last, _written)),
        "total": total,
        "next_cursor": following,
    }


def _place(call: ServiceCall) -> PageStart:
    """Return where a page begins.

    Raises:
        ServiceValidationError: the cursor is none, or of another question.
    """
    begin, end = (_timestamp(call.data.get(name)) for name in ("start", "end"))
    if CURSOR not in call.data:
        return PageStart(begin=begin, end=end, moment=begin)
    if place := opened(async_key(call.hass), call.data[CURSOR], *_question(call)):
        return place
    raise ServiceValidationError(translation_domain=DOMAIN, translation_key="wrong_cursor")


def _question(call: ServiceCall) -> tuple[str | None, ...]:
    """Return what was asked, page after page."""
    start, end = (str(_timestamp(call.data[name])) if name in call.data else None for name in ("start", "end"))
    entities = call.data.get("entity_id")
    return ("action", start, end, None if entities is None else ",".join(entities))


def _written(at: float) -> str | None:
    return moment_to_json(at, dt_util.get_default_time_zone(), digits="milliseconds")


@contextmanager
def _in_time() -> Iterator[None]:
    try:
        with translated():
            yield
    except TooSlowError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="too_slow",
            translation_placeholders={"seconds": f"{err.seconds:g}"},
        ) from err


async def _check_readable(call: ServiceCall, entities: list[str] | None) -> None:
    reads = await async_reads(call.hass, call.context)
    if not reads(entities):
        raise Unauthorized(context=call.context, permission=POLICY_READ)


def _timestamp(found: datetime | None) -> float:
    """Return epoch seconds; a moment without a time zone is local, and none is now."""
    return time.time() if found is None else timestamp_of(found)
