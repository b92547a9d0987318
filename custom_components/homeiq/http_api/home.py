"""What is in the home, as HomeIQ's own tables know it."""

from dataclasses import asdict
from typing import Any, override

from ..model.home import Device, Entity
from .asking import Asked, HomeIQView, page_of


class EntitiesView(HomeIQView):
    """Entities by id, or one of them."""

    url = "/api/homeiq/entities"
    name = "api:homeiq:entities"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names("entity_id", "limit", "cursor")
        return await _found(asked, Entity, "entity_id", "entities")


class DevicesView(HomeIQView):
    """Devices by id, or one of them."""

    url = "/api/homeiq/devices"
    name = "api:homeiq:devices"

    @override
    async def find(self, asked: Asked) -> Any:
        asked.check_names("device_id", "limit", "cursor")
        return await _found(asked, Device, "device_id", "devices")


async def _found(asked: Asked, kind: type[Entity | Device], key: str, name: str) -> dict[str, Any]:
    registry = asked.coordinator.registry
    if (wanted := asked.parameters.get(key)) is not None:
        record = await registry.find(kind, wanted)
        return page_of([] if record is None else [_told(record)], name, None)
    records = await registry.page(kind, asked.parameters.get("cursor", ""), asked.limit)
    last = getattr(records[-1], key) if len(records) == asked.limit else None
    return page_of([*map(_told, records)], name, last)


def _told(record: Entity | Device) -> dict[str, Any]:
    return {**asdict(record), "labels": sorted(record.labels)}
