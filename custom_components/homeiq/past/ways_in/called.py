"""What an entity is called: by itself, by its device, by its area."""

from __future__ import annotations

from ...model.home import Entity, Home


def own_names(entity: Entity) -> tuple[str, ...]:
    """Return what an entity is called, its id first."""
    return tuple(filter(None, (entity.entity_id.partition(".")[2], entity.name, *entity.aliases)))


def device_name(entity: Entity, home: Home) -> tuple[str, ...]:
    """Return what its device is called; nothing where it has none."""
    device = home.devices.get(entity.device_id) if entity.device_id else None
    return (device.name,) if device else ()


def area_name(entity: Entity, home: Home) -> tuple[str, ...]:
    """Return what its area is called; nothing where it is in none."""
    area = home.areas.get(entity.area_id) if entity.area_id else None
    return (area.name,) if area else ()
