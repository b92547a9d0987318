"""How people recognise what HomeIQ made: a label, and the room that it acts in."""

from __future__ import annotations

from collections.abc import Iterable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, label_registry as lr

from ..model.home import Home

LABEL = "HomeIQ"


@callback
def async_mark(hass: HomeAssistant, entity_id: str, acts_on: Iterable[str], home: Home) -> None:
    """Label an entity, and put it into the area of what it acts on, where that is one.

    Args:
        entity_id: an automation, a scene or a script.
        acts_on: the entities that it acts on.
    """
    labels = lr.async_get(hass)
    label = labels.async_get_label_by_name(LABEL) or labels.async_create(
        LABEL, icon="mdi:home-lightning-bolt-outline", description="Made by HomeIQ out of a habit"
    )
    registry = er.async_get(hass)
    if not (entry := registry.async_get(entity_id)):
        return
    areas = {entity.area_id for name in acts_on if (entity := home.entities.get(name))}
    area = areas.pop() if len(areas) == 1 else None
    registry.async_update_entity(entity_id, labels=entry.labels | {label.label_id}, area_id=entry.area_id or area)
