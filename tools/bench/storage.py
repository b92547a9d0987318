"""How large a stored event is, and how long all of them take into columns, ours and the recorder's.

Both store the same mix of events. Ours are measured as rows, as they are until they settle, and sealed, as they are for
good. The recorder hears its part of the mix, with attributes as integrations write them; its reading is measured on all
days, which were put into its tables in bulk.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

from homeassistant.components.recorder import DEFAULT_DB_FILE
from homeassistant.components.recorder.history import get_significant_states
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
import numpy as np

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.store.ends.keeper import Keeper
from custom_components.homeiq.store.sqlite import EventLog

from .core import bare_core
from .disk import bytes_used
from .figures import median_of, rounded
from .members import mixed_home
from .mix import DAY, START, mixed_days
from .recorder import async_committed, async_recorder, async_states
from .section import Aim, Measured, Section, at_most, in_days, number, table, times_less
from .workshop import EVERYTHING, Workshop, opened, parts_of, store_days

_AT_ONCE = 1000  # states that the recorder hears before it commits; with very many it becomes slow


async def measure_storage(workshop: Workshop) -> Measured:
    """Measure sizes and times of reading."""
    folder = workshop.new_folder("storage")
    ours = await _ours(workshop, folder)
    recorder = await _heard(workshop, folder / "recorder")
    reading = await _recorders_reading(workshop, folder / "past")
    return {"storage": {**ours, **recorder, **reading}}


async def _ours(workshop: Workshop, folder: Path) -> Measured:
    days = workshop.size.storage_days
    async with opened(folder / "rows.db") as database:
        events = await store_days(database, mixed_days(days), seal=False)
    rows = bytes_used(folder / "rows.db")
    sealed = folder / "sealed.db"
    async with opened(sealed) as database:
        await store_days(database, mixed_days(days))
        await Keeper(database, EVERYTHING).run(START + (days + 2) * DAY)
    seconds = [
        await asyncio.to_thread(_read, sealed, START + days * DAY, events) for _ in range(workshop.size.readings)
    ]
    return {
        "days": days,
        "events": events,
        "homeiq_bytes_per_event": rounded(bytes_used(sealed) / events),
        "homeiq_rows_bytes_per_event": rounded(rows / events),
        "homeiq_file_bytes_per_event": rounded(sealed.stat().st_size / events),
        "columns_s_per_million": rounded(median_of(seconds, 6) / events * 1e6, 4),
    }


def _read(path: Path, until: float, events: int) -> float:
    begin = perf_counter()
    columns = EventLog.read(path, START, until, numbers=True)
    seconds = perf_counter() - begin
    if len(columns) != events:
        raise ValueError(f"{len(columns)} of {events} events were read")
    return seconds


async def _heard(workshop: Workshop, folder: Path) -> Measured:
    """Let the recorder hear some of the mix."""
    rows = list(islice(chain.from_iterable(mixed_days(workshop.size.storage_days)), workshop.size.recorder_events))
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        empty = await instance.async_add_executor_job(bytes_used, folder / DEFAULT_DB_FILE)
        for part in parts_of(rows, _AT_ONCE):
            _write(hass, part)
            await async_committed(instance)
        stored = await async_states(instance)
        used = await instance.async_add_executor_job(bytes_used, folder / DEFAULT_DB_FILE) - empty
    return {
        "recorder_bytes_per_event": rounded(used / stored, 1),
        "recorder_heard": len(rows),
        "recorder_stored": stored,
    }


def _write(hass: HomeAssistant, rows: Sequence[EventRow]) -> None:
    home = mixed_home()
    for time, entity_id, state, _ in rows:
        hass.states.async_set(entity_id, state, home[entity_id].attributes, timestamp=time)


async def _recorders_reading(workshop: Workshop, folder: Path) -> Measured:
    await workshop.copied_past(folder)
    days = workshop.size.past_days
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        stored = await async_states(instance)
        seconds, read = await instance.async_add_executor_job(_recorders_columns, hass, START, START + days * DAY)
    if read != stored:
        raise ValueError(f"{read} of {stored} of the recorder's states were read")
    return {"recorder_days": days, "recorder_columns_s_per_million": rounded(seconds / read * 1e6, 3)}


def _recorders_columns(hass: HomeAssistant, since: float, until: float) -> tuple[float, int]:
    """Read everything the way the recorder offers, into arrays."""
    begin = perf_counter()
    start, end = _moment(since), _moment(until)
    histories = get_significant_states(
        hass,
        start,
        end,
        sorted(mixed_home()),
        include_start_time_state=False,
        significant_changes_only=False,
        no_attributes=True,
    )
    states = [state for history in histories.values() for state in history if isinstance(state, State)]
    times = np.array([state.last_updated_timestamp for state in states])
    np.argsort(times, kind="stable")
    texts = np.array([state.state for state in states], dtype=object)
    return perf_counter() - begin, len(texts)


def _moment(time: float) -> datetime:
    return dt_util.utc_from_timestamp(time)


def _tables(measured: Measured) -> Iterator[str]:
    storage = measured["storage"]
    rows = [
        ("HomeIQ, sealed", storage["homeiq_bytes_per_event"], storage["columns_s_per_million"]),
        ("HomeIQ, as rows until they settle", storage["homeiq_rows_bytes_per_event"], ""),
        ("the recorder", storage["recorder_bytes_per_event"], storage["recorder_columns_s_per_million"]),
    ]
    yield table(("", "bytes an event", "seconds for a million into columns"), rows)
    yield (
        f"{number(storage['events'])} events of {in_days(storage['days'])} of the mix; the recorder heard"
        f" {number(storage['recorder_heard'])} of them and stored {number(storage['recorder_stored'])}. HomeIQ's whole"
        f" file, with free pages for what comes next, is {storage['homeiq_file_bytes_per_event']} bytes an event."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    storage = measured["storage"]
    ours, theirs = storage["homeiq_bytes_per_event"], storage["recorder_bytes_per_event"]
    yield at_most("disk after sealing", 3, ours, "bytes an event")
    yield times_less("disk after sealing, than the recorder", 50, ours, theirs)
    yield times_less(
        f"{in_days(storage['days'])}, all events, into arrays, than the recorder",
        50,
        storage["columns_s_per_million"],
        storage["recorder_columns_s_per_million"],
    )


SECTION = Section(name="storage", measure=measure_storage, tables=_tables, aims=_aims)
