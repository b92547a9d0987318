"""What is in the home, as HomeIQ's own tables know it."""

from __future__ import annotations

from typing import Any, override

from ..model.home import Device, Entity
from ..services.programs.things import async_thing, async_things
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
    # All of them are looked at, whatever is needed: a wrong one must not look like an answer.
    wanted, after, limit = asked.text(key), asked.text("cursor") or "", asked.limit
    if wanted is not None:
        return page_of(await async_thing(asked.coordinator, kind, wanted), name, None)
    things, following = await async_things(asked.coordinator, kind, after, limit)
    return page_of(things, name, following)
