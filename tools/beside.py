"""What stands beside a history and tells of the home: names, rooms, device classes, units, members.

Beside an event CSV that is ``.home.json``, as the simulators write it, or ``.entities.csv``; beside a recorder database
these are Home Assistant's own registries in ``.storage``, and what the database's states said of themselves last.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
import csv
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3
from typing import Any

from .event_file import EventFileError

type Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityBeside:
    """What is told of an entity, with what it inherits from its device; None and nothing where that isn't told.

    Attributes:
        area: the area's id.
        members: what it names as such: what a group stands for, and what a scene sets.
        category: ``config`` or ``diagnostic``; None for what people use.
        chosen_class: the device class that its owner chose.
        aliases: what else its owner calls it.
    """

    entity_id: str
    name: str
    area: str | None = None
    device: str | None = None
    device_class: str | None = None
    chosen_class: str | None = None
    unit: str | None = None
    category: str | None = None
    is_hidden: bool = False
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is told of a home.

    Attributes:
        entities: by id.
        areas: the name of an area by its id, where it is told; likewise devices.
    """

    entities: Mapping[str, EntityBeside]
    areas: Mapping[str, str]
    devices: Mapping[str, str]


NOTHING = Beside(entities={}, areas={}, devices={})


def read_beside(path: Path) -> Beside:
    """Read what a history's neighbours tell; nothing where there are none.

    Raises:
        EventFileError: a neighbour can't be read.
    """
    stem = path.name.removesuffix(".gz").removesuffix(".csv")
    readers: dict[Path, Callable[[Path], Beside]] = {
        path.with_name(f"{stem}.home.json"): _read_home,
        path.with_name(f"{stem}.entities.csv"): _read_table,
    }
    if path.suffix == ".db":
        readers[path] = _read_recorder
    for one, read in readers.items():
        if one.exists():
            try:
                return read(one)
            except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error, sqlite3.Error) as error:
                raise EventFileError(f"{one}: this doesn't tell what is in the home ({error!r})") from error
    return NOTHING


def _read_home(path: Path) -> Beside:
    told = json.loads(path.read_text(encoding="utf-8")).get("entities") or {}
    return _beside(
        EntityBeside(
            entity_id=entity_id,
            name=_name(entity_id, it.get("name")),
            area=it.get("area"),
            device_class=it.get("device_class"),
            unit=it.get("unit"),
            members=tuple(it.get("members") or ()),
        )
        for entity_id, it in told.items()
    )


def _read_table(path: Path) -> Beside:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _beside(
        EntityBeside(
            entity_id=row["entity_id"],
            name=_name(row["entity_id"], row.get("name")),
            area=row.get("area") or None,
            device_class=row.get("device_class") or None,
            unit=row.get("unit") or None,
        )
        for row in rows
    )


def _beside(entities: Iterable[EntityBeside]) -> Beside:
    """Return what tells of rooms by their names alone."""
    found = {one.entity_id: one for one in entities}
    return Beside(entities=found, areas={one.area: _plain(one.area) for one in found.values() if one.area}, devices={})


_ATTRIBUTES = """
    SELECT states_meta.entity_id, shared_attrs FROM states_meta JOIN (
        SELECT metadata_id, MAX(state_id) AS state_id FROM states WHERE attributes_id IS NOT NULL GROUP BY metadata_id
    ) USING (metadata_id) JOIN states USING (state_id) JOIN state_attributes USING (attributes_id)
"""


def _read_recorder(path: Path) -> Beside:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        said = {entity_id: json.loads(text or "{}") for entity_id, text in connection.execute(_ATTRIBUTES)}
    storage = path.parent / ".storage"
    devices = {row["id"]: row for row in _rows(storage / "core.device_registry", "devices")}
    areas = {row["id"]: row["name"] for row in _rows(storage / "core.area_registry", "areas")}
    entries = {row["entity_id"]: row for row in _rows(storage / "core.entity_registry", "entities")}
    return Beside(
        entities={
            entity_id: _entity(entity_id, said.get(entity_id, {}), entries.get(entity_id, {}), devices)
            for entity_id in sorted(said.keys() | entries.keys())
        },
        areas=areas,
        devices={key: row.get("name_by_user") or row.get("name") or "" for key, row in devices.items()},
    )


def _rows(path: Path, of: str) -> Iterator[Row]:
    """Yield the rows of one of Home Assistant's registries; none where it isn't there."""
    if path.exists():
        yield from json.loads(path.read_text(encoding="utf-8"))["data"][of]


def _entity(entity_id: str, said: Row, entry: Row, devices: Mapping[str, Row]) -> EntityBeside:
    """Describe an entity by what its state said last and by its registry entry; either may be empty."""
    members = said.get("entity_id") or said.get("group_entities") or ()
    return EntityBeside(
        entity_id=entity_id,
        name=_name(entity_id, said.get("friendly_name") or entry.get("name") or entry.get("original_name")),
        area=entry.get("area_id") or devices.get(entry.get("device_id") or "", {}).get("area_id"),
        device=entry.get("device_id"),
        device_class=entry.get("device_class") or entry.get("original_device_class") or said.get("device_class"),
        chosen_class=entry.get("device_class"),
        unit=said.get("unit_of_measurement") or entry.get("unit_of_measurement"),
        category=entry.get("entity_category"),
        is_hidden=entry.get("hidden_by") is not None,
        members=() if isinstance(members, str) else tuple(map(str, members)),
        # In the second version, None stands for the name itself; Home Assistant writes the first one beside it.
        aliases=tuple(alias for alias in entry.get("aliases_v2", entry.get("aliases")) or () if alias is not None),
    )


def _name(entity_id: str, told: str | None) -> str:
    return told or _plain(entity_id.partition(".")[2])


def _plain(text: str) -> str:
    return text.replace("_", " ").capitalize()
