"""Changing a habit before, or after, it becomes an automation: kept, or only tried."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from homeassistant.core import HomeAssistant, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio as vol

from ..answers.findings import suggestion_to_json
from ..answers.tried import tried_to_json
from ..coordinator import HomeIQCoordinator
from ..coordinator.errors import impossible
from ..model.day import WEEKDAYS
from ..model.decisions.adjustment import Adjustment, AdjustmentError, condition_from_config
from ..suggest.action_data import set_to
from .fields import SIGNATURE, duration, entity_ids, number, several, whole
from .programs.deed import Deed, Fields, async_register_deed
from .programs.in_line import async_in_line

_SCHEMA = vol.Schema(
    {
        **SIGNATURE,
        vol.Optional("time"): cv.time,
        vol.Optional("offset_minutes"): whole(-24 * 60, 24 * 60),
        vol.Optional("weekdays"): several(vol.In(WEEKDAYS)),
        vol.Optional("for"): duration,
        vol.Optional("limit"): number,
        vol.Optional("entity_id"): entity_ids,
        vol.Optional("conditions"): several(dict),
        vol.Optional("values"): {cv.entity_id: vol.Any(None, {cv.string: number})},
    }
)


async def _async_adjust(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    suggestion = await coordinator.decisions.adjusting.async_adjust(
        fields["signature"], _adjustment(fields), user_id=user_id
    )
    return suggestion_to_json(suggestion)


async def _async_try(coordinator: HomeIQCoordinator, fields: Fields, user_id: str | None) -> dict[str, Any]:
    adjusting = coordinator.decisions.adjusting
    suggestion = await adjusting.async_find(fields["signature"])
    adjustment = _adjustment(fields)
    tried = await async_in_line(coordinator.hass, lambda: adjusting.async_try(suggestion, adjustment))
    return tried_to_json(tried.before, tried.after, tried.differences)


ADJUST = Deed(name="adjust_suggestion", schema=_SCHEMA, work=_async_adjust)
TRY = Deed(name="adjust_suggestion", schema=_SCHEMA, work=_async_try)
"""The same change, tried and not kept: for those who could keep it."""


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register it as an action."""
    async_register_deed(hass, ADJUST, SupportsResponse.OPTIONAL)


def _adjustment(data: Fields) -> Adjustment:
    clock: time | None = data.get("time")
    held: timedelta | None = data.get("for")
    try:
        conditions = tuple(map(condition_from_config, data["conditions"])) if "conditions" in data else None
        values = (
            {name: set_to(name, fields or {}) for name, fields in data["values"].items()} if "values" in data else None
        )
    except AdjustmentError as err:
        raise impossible(err) from err
    return Adjustment(
        minute=None if clock is None else 60 * clock.hour + clock.minute,
        offset_minutes=data.get("offset_minutes"),
        weekdays=frozenset(map(WEEKDAYS.index, data["weekdays"])) if "weekdays" in data else None,
        for_seconds=None if held is None else round(held.total_seconds()),
        limit=data.get("limit"),
        entities=tuple(data["entity_id"]) if "entity_id" in data else None,
        conditions=conditions,
        values=values,
    )
