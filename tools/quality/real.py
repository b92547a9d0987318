"""Real homes: learn on the first 70 % of a recording's days, and see how what would be shown fares on the rest."""

from collections.abc import Iterator, Mapping
import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.learn import hold_out, learn
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.acts import find_units, without_machines
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings
from tools.event_file import read_events

from .section import Asked, Figures, Section, table
from .tally import share

LEARNED = 0.7  # share of the days


def measure(asked: Asked) -> Figures:
    """Hold the later days of each recording out."""
    return {path.name.partition(".")[0]: _one(path) for path in asked.real}


def _one(path: Path) -> Figures:
    file = read_events(path)
    meta = _meta(path)
    zone = meta.get("timezone") or meta.get("time_zone") or file.time_zone or "UTC"
    latitude, longitude = (meta.get(key, getattr(file, key) or 0.0) for key in ("latitude", "longitude"))
    home = Home(time_zone=zone, latitude=latitude, longitude=longitude, entities=_entities(path))
    history = EventColumns.from_rows(row for row in file.rows if not _is_number(row[2]))
    if not len(history):
        return {"days": 0, "shown": 0, "shown_on_all": 0, "runs": 0, "hits": 0, "precision": None, "covered": None}
    return _held_out(history, home)


def _held_out(history: EventColumns, home: Home) -> Figures:
    timeline = without_machines(Timeline.of(history, home))
    first, last = timeline.calendar.day(history.time[[0, -1]])
    since = float(timeline.calendar.moment(np.array([first + round((last - first + 1) * LEARNED)]), 0)[0])
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})
    known = learn(history.where(history.time < since), home, Settings(), now=since, words=words)
    whole = learn(history, home, Settings(), now=float(history.time[-1]), words=words)
    later = hold_out(history, home, known.suggestions, since)
    runs, hits = sum(one.runs for one in later), sum(one.hits for one in later)
    acts = sum(int(np.count_nonzero(unit.acts >= since)) for unit in find_units(timeline))
    return {
        "days": int(last - first + 1),
        "shown": len(known.suggestions),
        "shown_on_all": len(whole.suggestions),
        "runs": runs,
        "hits": hits,
        "precision": share(hits, runs),
        "acts": acts,
        "covered": share(hits, acts),
    }


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


def tables(figures: Figures) -> Iterator[str]:
    """Show a row a home."""
    header = [
        "home",
        "days",
        "suggestions on all days",
        "on the first 70 %",
        "runs on the rest",
        "right",
        "share right",
    ]
    names = ("days", "shown_on_all", "shown", "runs", "hits", "precision", "covered")
    rows = [[home, *(one[name] for name in names)] for home, one in figures.items()]
    yield table([*header, "share of the residents' acts"], rows)


SECTION = Section(name="real", measure=measure, tables=tables)
