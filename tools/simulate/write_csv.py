"""Write a simulated home: the events as CSV, the truth and the home as JSON beside them."""

from collections.abc import Iterable
import csv
from datetime import datetime
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .plan import Simulated, SimulatedEvent
from .truth import Truth

COLUMNS = ("timestamp", "entity_id", "state", "user_id", "parent_id")


def write(simulated: Simulated, path: Path) -> None:
    """Write ``path`` and, in its place for ``.csv``, ``.truth.json`` and ``.home.json``."""
    zone = ZoneInfo(simulated.home.time_zone)
    write_rows(path, (_row(event, zone) for event in simulated.events))
    write_beside(path, simulated.truth, simulated.home.to_json())


def write_rows(path: Path, found: Iterable[Iterable[str | None]]) -> None:
    """Write rows in the order of ``COLUMNS``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows(found)


def write_beside(path: Path, truth: Truth, home: dict[str, Any]) -> None:
    """Write ``.truth.json`` and ``.home.json`` in place of a path's ``.csv``."""
    _write_json(path.with_suffix(".truth.json"), truth.to_json())
    _write_json(path.with_suffix(".home.json"), home)


def _row(event: SimulatedEvent, zone: ZoneInfo) -> Iterable[str | None]:
    """Return a row. What the clock set off has no parent of its own: the automation's own context stands for it."""
    parent = event.parent_id or (event.context if event.automation else None)
    return told(event.time, zone), event.entity_id, event.state, event.user_id, parent


def told(time: float, zone: ZoneInfo) -> str:
    """Return UTC epoch seconds as a local timestamp with its offset."""
    return datetime.fromtimestamp(time, zone).isoformat(timespec="milliseconds")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
