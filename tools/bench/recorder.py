"""Home Assistant's own recorder, set up by itself in a core."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_bytes
from typing import Any

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import StateAttributes, States, StatesMeta
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_bytes
from homeassistant.helpers.recorder import async_initialize_recorder, session_scope
from homeassistant.setup import async_setup_component
from sqlalchemy import func, insert, select

from custom_components.homeiq.model.event import EventRow

from .core import bare_core
from .members import Member

_ROWS = 20_000  # rows of one transaction


@asynccontextmanager
async def async_recorder(hass: HomeAssistant) -> AsyncIterator[Recorder]:
    """Set the recorder up with SQLite and its defaults; the core's end is the recorder's.

    Raises:
        RuntimeError: it could not be set up.
    """
    async_initialize_recorder(hass)
    # It sleeps through the night of the bench: a purge would take away what is measured.
    options = {"auto_purge": False, "auto_repack": False}
    if not await async_setup_component(hass, "recorder", {"recorder": options}):
        raise RuntimeError("the recorder can't be set up")
    instance = get_instance(hass)
    await instance.async_recorder_ready.wait()
    yield instance


async def async_committed(instance: Recorder) -> None:
    """Wait until all that was heard is committed."""
    # Its own waiting sees nothing of an event that its thread has just taken; a task of ours can only come after it.
    committed: asyncio.Future[None] = instance.hass.loop.create_future()
    instance.queue_task(SynchronizeTask(committed))
    await committed


async def async_states(instance: Recorder) -> int:
    """Count the states in its database."""
    return await instance.async_add_executor_job(_count, instance.hass)


async def fill_recorder(folder: Path, home: Mapping[str, Member], days: Iterable[list[EventRow]]) -> int:
    """Write a past into a recorder's database, in its own tables and indexes; return how many states.

    Hearing a million states would take the recorder ten minutes, so they come in bulk, as rows like those it writes:
    with attributes kept once, the state before, and a context of their own.
    """
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        return await instance.async_add_executor_job(_fill, hass, home, days)


def _count(hass: HomeAssistant) -> int:
    with session_scope(hass=hass, read_only=True) as session:
        return session.execute(select(func.count()).select_from(States)).scalar_one()


def _fill(hass: HomeAssistant, home: Mapping[str, Member], days: Iterable[list[EventRow]]) -> int:
    numbers = {entity_id: number for number, entity_id in enumerate(home, 1)}
    with session_scope(hass=hass) as session:
        session.execute(
            insert(StatesMeta), [{"metadata_id": number, "entity_id": name} for name, number in numbers.items()]
        )
        session.execute(
            insert(StateAttributes),
            [
                {
                    "attributes_id": numbers[name],
                    "hash": numbers[name],
                    "shared_attrs": json_bytes(member.attributes).decode(),
                }
                for name, member in home.items()
            ],
        )
    before: dict[int, int] = {}
    count = 0
    for day in days:
        for begin in range(0, len(day), _ROWS):
            part = day[begin : begin + _ROWS]
            with session_scope(hass=hass) as session:
                session.execute(
                    insert(States), [_row(count + at, row, numbers, before) for at, row in enumerate(part, 1)]
                )
            count += len(part)
    return count


def _row(state_id: int, event: EventRow, numbers: Mapping[str, int], before: dict[int, int]) -> dict[str, Any]:
    time, entity_id, state, _ = event
    number = numbers[entity_id]
    row = {
        "state_id": state_id,
        "state": state,
        "last_updated_ts": time,
        "old_state_id": before.get(number),
        "attributes_id": number,
        "metadata_id": number,
        "origin_idx": 0,
        # As the real ones: the time first, then chance.
        "context_id_bin": round(time * 1000).to_bytes(6, "big") + token_bytes(10),
    }
    before[number] = state_id
    return row
