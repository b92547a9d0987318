"""Recordings of real homes: what they tell of the home, and its history as columns."""

from collections.abc import Iterable, Iterator, Mapping
import csv
import json
from pathlib import Path
from typing import Any

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.numbers.sensors import measures
from tools.event_file import read_events

ENDINGS = (".csv", ".csv.gz", ".db")


def recordings(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                one for one in path.iterdir() if one.name.endswith(ENDINGS) and not one.name.endswith(".entities.csv")
            )
        else:
            yield path


def read(path: Path) -> tuple[EventColumns, Home]:
    """Read a recording and what stands beside it; of measurements, those of sensors that people may go by."""
    file = read_events(path)
    meta = _meta(path)
    zone = meta.get("timezone") or meta.get("time_zone") or file.time_zone or "UTC"
    latitude, longitude = (meta.get(key, getattr(file, key) or 0.0) for key in ("latitude", "longitude"))
    home = Home(time_zone=zone, latitude=latitude, longitude=longitude, entities=_entities(path))
    sensors = {name for name, one in home.entities.items() if measures(one)}
    return EventColumns.from_rows(row for row in file.rows if row[1] in sensors or not _is_number(row[2])), home


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".csv") + ending)


def _meta(path: Path) -> Mapping[str, Any]:
    beside = _beside(path, ".meta.json")
    found: Mapping[str, Any] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return found


def _entities(path: Path) -> dict[str, Entity]:
    beside = _beside(path, ".entities.csv")
    if not beside.exists():
        return {}
    with beside.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["entity_id"]: Entity(
            entity_id=row["entity_id"],
            name=row["entity_id"].partition(".")[2].replace("_", " ").capitalize(),
            device_class=row.get("device_class") or None,
            area_id=row.get("area") or None,
        )
        for row in rows
    }


def _is_number(state: str) -> bool:
    try:
        float(state)
    except ValueError:
        return False
    return True
