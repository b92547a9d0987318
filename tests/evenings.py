"""A home whose hall light somebody turns on by hand every evening, already in the database when HomeIQ starts."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
import sqlite3
from typing import Any

from homeassistant.core import HomeAssistant, valid_entity_id
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from tests.accepted import async_a_home
from tests.actions import async_learn_now, async_suggestions

DAYS = 60


def evenings(days: Iterable[int] = range(1, DAYS)) -> list[EventRow]:
    """The light goes on around 18:00 local time and off around 22:00, on each of so many days ago."""
    return [row for day in days for row in (_light(day, 18, "on"), _light(day, 22, "off"))]


def _light(days_ago: int, hour: int, state: str) -> EventRow:
    # A few minutes of spread: people are no clocks.
    minute = days_ago * 7 % 9
    local = dt_util.now().replace(hour=hour, minute=minute, second=days_ago % 60, microsecond=0)
    return ((local - timedelta(days=days_ago)).timestamp(), "light.hall", state, Cause.PERSON)


def database_path(hass: HomeAssistant) -> Path:
    return Path(hass.config.path(DATABASE_FILE))


async def async_live(hass: HomeAssistant, rows: Sequence[EventRow]) -> None:
    """Have a past, and in the home what it is of."""
    for name, state in {name: state for _, name, state, _ in rows}.items():
        # What something was set to stands among the events as well.
        if valid_entity_id(name) and hass.states.get(name) is None:
            hass.states.async_set(name, state)
    database = await Database.open(database_path(hass), Profile.NUC)
    await EventLog(database).append(rows)
    await database.close()


async def async_read_back(hass: HomeAssistant) -> list[tuple[str, str]]:
    """Return all stored events in order, as entity and state."""
    columns: EventColumns = await hass.async_add_executor_job(
        EventLog.read, database_path(hass), 0.0, dt_util.utcnow().timestamp() + 86400
    )
    pairs = zip(columns.entity.tolist(), columns.state.tolist(), strict=True)
    return [(columns.entities[entity], columns.states[state]) for entity, state in pairs]


def query(hass: HomeAssistant, statement: str) -> list[tuple[Any, ...]]:
    """Look into the database from outside, as another program would."""
    with closing(sqlite3.connect(database_path(hass))) as connection, connection:
        return connection.execute(statement).fetchall()


async def async_learned(hass: HomeAssistant) -> tuple[MockConfigEntry, dict[str, Any]]:
    """Live in a home, learn, and return the habit of its hall light at six in the evening."""
    await async_live(hass, evenings())
    entry = await async_a_home(hass)
    await async_learn_now(hass)
    found = await async_suggestions(hass)
    return entry, next(one for one in found if one["state"] == "on")
