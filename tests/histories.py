"""Histories that read like the story they tell. Days count from Monday, 2026-09-07, in Berlin's local time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.machines.changes import without_machines
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 9, 7, tzinfo=BERLIN)
HOME = Home(time_zone="Europe/Berlin", latitude=52.5, longitude=13.4)
_TRANSLATIONS = Path(__file__).parents[1] / "custom_components/homeiq/translations"
ENGLISH, GERMAN = (
    Words.from_translations(json.loads((_TRANSLATIONS / f"{language}.json").read_text("utf-8")), {})
    for language in ("en", "de")
)


def at(day: int, clock: str, seconds: float = 0.0) -> float:
    """UTC epoch seconds of a local clock time on a day; negative seconds are before it."""
    hour, minute = map(int, clock.split(":"))
    local = (MONDAY + timedelta(days=day)).replace(hour=hour, minute=minute)
    return local.timestamp() + seconds


def event(
    day: int, clock: str, entity_id: str, state: str, cause: Cause = Cause.PERSON, delay: float = 0.0
) -> EventRow:
    """One event, ``delay`` seconds after a clock time."""
    return (at(day, clock, delay), entity_id, state, int(cause))


def living(days: Iterable[int]) -> list[EventRow]:
    """A lamp that is used at odd times, so that every day is one on which somebody lived there."""
    spread = np.random.default_rng(7).integers(0, 24 * 60, size=400)
    rows = [(-1e6 + MONDAY.timestamp(), "light.cellar", "off", int(Cause.DEVICE))]
    for day in days:
        minute = int(spread[day])
        clock = f"{minute // 60:02}:{minute % 60:02}"
        rows += [event(day, clock, "light.cellar", "on"), event(day, clock, "light.cellar", "off", delay=45)]
    return rows


def routine(
    entity_id: str, clock: str, days: Iterable[int], seed: int = 0, looseness: float = 8.0, state: str = "on"
) -> list[EventRow]:
    """An entity brought to a state around a clock time on some days (sigma in minutes), and back after hours."""
    generator = np.random.default_rng(seed)
    noise = generator.normal(0, looseness * 60, size=400)
    lasting = generator.uniform(1.5, 9, size=400) * 3600
    back = {"on": "off", "open": "closed"}[state]
    rows = [event(-1, "00:30", entity_id, back, Cause.DEVICE)]
    for day in days:
        rows += [
            event(day, clock, entity_id, state, delay=float(noise[day])),
            event(day, clock, entity_id, back, delay=float(noise[day] + lasting[day])),
        ]
    return rows


def set_to(
    entity_id: str, attribute: str, values: Mapping[int, float | str], rows: Sequence[EventRow]
) -> list[EventRow]:
    """What an entity was set to on some days, two seconds after it was first turned on, opened or started then."""
    first: dict[int, float] = {}
    for moment, name, state, _ in rows:
        if name == entity_id and state not in {"off", "closed"}:
            first.setdefault((datetime.fromtimestamp(moment, BERLIN) - MONDAY).days, moment)
    person = int(Cause.PERSON)
    return [(first[day] + 2, f"{entity_id}#{attribute}", str(value), person) for day, value in values.items()]


def workdays(weeks: int) -> list[int]:
    return [day for day in range(weeks * 7) if day % 7 < 5]


def weekends(weeks: int) -> list[int]:
    return [day for day in range(weeks * 7) if day % 7 >= 5]


def columns(*stories: Sequence[EventRow]) -> EventColumns:
    return EventColumns.from_rows(row for story in stories for row in story)


def timeline(*stories: Sequence[EventRow], home: Home = HOME) -> Timeline:
    return without_machines(Timeline.of(columns(*stories), home))


def learned(
    *stories: Sequence[EventRow], home: Home = HOME, settings: Settings | None = None, now: float | None = None
) -> Learned:
    """What is learned, right after the last event unless it is later."""
    history = columns(*stories)
    return learn(history, home, settings or Settings(), now=now or float(history.time[-1]), words=ENGLISH)


def titles(*stories: Sequence[EventRow], home: Home = HOME, settings: Settings | None = None) -> list[str]:
    """What is suggested, in words, best first."""
    return [suggestion.title for suggestion in learned(*stories, home=home, settings=settings).suggestions]


__all__ = ["find_units"]
