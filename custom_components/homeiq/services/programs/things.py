"""What is in the home, page by page, as HomeIQ's own tables know it."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_fragment

from ...coordinator import HomeIQCoordinator
from ...model.home import Device, Entity
from .written import THINGS, async_list, async_written

_KEYS: dict[type[Entity | Device], str] = {Entity: "entity_id", Device: "device_id"}


async def async_things(
    coordinator: HomeIQCoordinator, kind: type[Entity | Device], after: str, limit: int
) -> tuple[json_fragment, str | None]:
    """Return a page of entities or devices, by id, and the cursor of the next one.

    Args:
        coordinator: has the tables.
        kind: which of the two.
        after: the cursor of the page before; empty for the first one.
        limit: how many there may be.
    """
    # One more than is told tells whether there is another page.
    records = await coordinator.registry.page(kind, after, limit + 1)
    told = records[:limit]
    written = async_list(coordinator.hass, told, partial(_written, coordinator.hass))
    return written, getattr(told[-1], _KEYS[kind]) if len(records) > limit else None


async def async_thing(coordinator: HomeIQCoordinator, kind: type[Entity | Device], key: str) -> list[json_fragment]:
    """Return the entity or device of an id; none where there is none."""
    record = await coordinator.registry.find(kind, key)
    return [] if record is None else [_written(coordinator.hass, record)]


def _written(hass: HomeAssistant, record: Entity | Device) -> json_fragment:
    return async_written(hass, THINGS, record, lambda: thing_to_json(record))


def thing_to_json(record: Entity | Device) -> dict[str, Any]:
    """Write an entity or a device."""
    return {**asdict(record), "labels": sorted(record.labels)}
