"""A history in a file as learning takes it: columns, and the home as far as the file and its neighbours tell of it."""

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Area, Device, Entity, Home, members_in
from custom_components.homeiq.past.numbers.sensors import measures

from .beside import EntityBeside, read_beside
from .event_file import EventFile

__all__ = ["columns_of", "home_of", "load"]

_NUMBERED = ("sensor.", "number.", "input_number.", "weather.")


def home_of(path: Path, file: EventFile) -> Home:
    """Put a home together; where nothing tells where it is, it lies at 0°, 0° in UTC.

    Args:
        path: the history's.
        file: what was read there.

    Raises:
        EventFileError: what stands beside the history can't be read.
    """
    told = read_beside(path)
    return Home(
        time_zone=file.time_zone or "UTC",
        latitude=file.latitude or 0.0,
        longitude=file.longitude or 0.0,
        entities={key: _entity(one) for key, one in told.entities.items()},
        areas={key: Area(area_id=key, name=name) for key, name in told.areas.items()},
        devices={key: Device(device_id=key, name=name) for key, name in told.devices.items()},
    )


def columns_of(file: EventFile, home: Home, asked: Collection[str] = ()) -> EventColumns:
    """Return a history's events; of measurements, those of sensors that people may go by, and those asked for."""
    measured = {name for name, one in home.entities.items() if measures(one)}.union(asked)
    return EventColumns.from_rows(row for row in file.rows if row[1] in measured or not _is_measurement(row[1], row[2]))


def _entity(told: EntityBeside) -> Entity:
    fields = asdict(told)
    area_id, device_id = fields.pop("area"), fields.pop("device")
    fields["members"] = members_in(told.entity_id, {"entity_id": told.members})
    return Entity(area_id=area_id, device_id=device_id, **fields)


def _is_measurement(entity_id: str, state: str) -> bool:
    """Tell a number from a state, as the store does."""
    if not entity_id.startswith(_NUMBERED):
        return False
    try:
        float(state)
    except ValueError:
        return False
    return True
