"""A history from a file instead of the simulator: as it was, moved by whole weeks so that it ends now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tools.beside import read_beside
from tools.demo.custom_components.homeiq_demo_home.script import WEEK
from tools.event_file import EventFile, EventFileError, WrongRows, read_events
from tools.recorder_file import SOMEBODY, from_rows
from tools.simulate.home import Resident, SimulatedEntity, SimulatedHome

from .past import Past, changes


def replayed(path: Path, now: datetime) -> Past:
    """Read a history.

    Raises:
        EventFileError: the file can't be read, or nothing is in it.
    """
    file = read_events(path)
    # A home that already had HomeIQ: what it said there isn't part of the history, and here it speaks for itself.
    file = replace(file, rows=[row for row in file.rows if ".homeiq_" not in row[1]])
    if not file.rows:
        raise EventFileError(f"{path}: no events")
    move = mover(file, now)
    events = list(from_rows((move(time), entity_id, state, cause) for time, entity_id, state, cause in file.rows))
    moment = now.timestamp()
    home = _home(file, describe(path))
    last_week = (event for event in events if moment - WEEK < event.time <= moment)
    return Past(home=home, events=events, week=changes(last_week, later=WEEK), notes=_notes(file.wrong))


def _notes(wrong: WrongRows) -> tuple[str, ...]:
    if not wrong.count:
        return ()
    named = (f"  line {line}: {reason}" for line, reason in wrong.first)
    return (f"{wrong.count} wrong rows were left out, the first of them:", *named)


def mover(file: EventFile, now: datetime) -> Callable[[float], float]:
    """Return what moves a moment of the file to the demo's time: weekdays and local times stay.

    The last event comes to lie within the week before ``now``.
    """
    zone = ZoneInfo(file.time_zone or "UTC")
    weeks = int((now.timestamp() - file.rows[-1][0]) // WEEK)

    def move(moment: float) -> float:
        # On the wall clock, so that a change to summer time between then and now doesn't show.
        local = datetime.fromtimestamp(moment, zone)
        return (local + timedelta(weeks=weeks)).timestamp()

    return move


def _home(file: EventFile, described: dict[str, SimulatedEntity]) -> SimulatedHome:
    first: dict[str, str] = {}
    for _, entity_id, state, _ in file.rows:
        first.setdefault(entity_id, state)
    return SimulatedHome(
        time_zone=file.time_zone or "UTC",
        latitude=file.latitude or 0.0,
        longitude=file.longitude or 0.0,
        residents=(Resident(name="somebody", user_id=SOMEBODY),),
        entities={
            entity_id: described.get(entity_id) or entity(entity_id, at_first=state)
            for entity_id, state in first.items()
        },
    )


def entity(entity_id: str, *, at_first: str = "unknown") -> SimulatedEntity:
    """Describe an entity of which nothing is told."""
    name = entity_id.partition(".")[2].replace("_", " ").capitalize()
    return SimulatedEntity(entity_id=entity_id, name=name, at_first=at_first)


def describe(path: Path) -> dict[str, SimulatedEntity]:
    """Find out what a file or its neighbours tell about the entities in it."""
    return {
        entity_id: replace(entity(entity_id), name=told.name, device_class=told.device_class, area=told.area)
        for entity_id, told in read_beside(path).entities.items()
    }
