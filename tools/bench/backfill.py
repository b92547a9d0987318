"""How quickly the recorder's past is imported, and what the event loop feels of it.

The whole import runs: HomeIQ's reader in the recorder's own executor, causes told from contexts, day by day into
HomeIQ's database, each day marked together with its events. Meanwhile somebody else asks the recorder for an entity's
history, as a dashboard does.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from time import perf_counter

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.recorder.backfill import history_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.settings import Scope
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.reading.units import Units
from custom_components.homeiq.store.tables.imports import Imports

from .core import bare_core
from .figures import rounded, times_of
from .lag import watched_loop
from .mix import DAY, START
from .recorder import async_recorder, async_states
from .section import Aim, Measured, Section, at_least, at_most, number, table
from .workshop import Workshop, opened

_ENTITY = "sensor.power_0"
_PAUSE = 0.05  # seconds between two questions of somebody else


async def measure_backfill(workshop: Workshop) -> Measured:
    """Import everything that a recorder has."""
    folder = workshop.new_folder("backfill")
    past, until = await workshop.copied_past(folder / "recorder"), START + workshop.size.past_days * DAY
    async with (
        bare_core(past) as hass,
        async_recorder(hass) as instance,
        opened(folder / "homeiq.db") as database,
        watched_loop() as lags,
    ):
        async with _somebody_else(instance, until) as idle:
            await asyncio.sleep(workshop.size.query_seconds)
        idle_lag = lags.p99
        lags.clear()
        async with _somebody_else(instance, until) as beside:
            seconds = await _import(hass, database, until)
        lag = lags.p99
        states, stored = await async_states(instance), database.events.stored
    return {
        "backfill": {
            "states": states,
            "stored": stored,
            "states_per_s": rounded(states / seconds, 0),
            "lag_p99_ms": rounded(lag),
            "idle_lag_p99_ms": rounded(idle_lag),
            "others_ms": times_of(beside),
            "others_idle_ms": times_of(idle),
        }
    }


async def _import(hass: HomeAssistant, database: Database, until: float) -> float:
    imports, units = Imports(database), Units(database)
    causes, scope = CauseClassifier(hass), EntityScope(hass, Scope())
    await causes.async_start()
    begin = perf_counter()
    async for day in history_days(hass, until, await imports.done(), scope, causes):
        await units.note_past(day.units, until)
        await imports.write_day(day.name, day.rows)
    seconds = perf_counter() - begin
    causes.stop()
    return seconds


@asynccontextmanager
async def _somebody_else(instance: Recorder, until: float) -> AsyncIterator[list[float]]:
    """Ask the recorder again and again; yield how long the answers take, in milliseconds."""
    times: list[float] = []
    task = asyncio.create_task(_ask(instance, until, times))
    try:
        yield times
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _ask(instance: Recorder, until: float, times: list[float]) -> None:
    end = dt_util.utc_from_timestamp(until)
    start = dt_util.utc_from_timestamp(until - DAY / 24)
    while True:
        begin = perf_counter()
        await instance.async_add_executor_job(_hour, instance.hass, start, end)
        times.append((perf_counter() - begin) * 1000)
        await asyncio.sleep(_PAUSE)


def _hour(hass: HomeAssistant, start: datetime, end: datetime) -> int:
    return len(state_changes_during_period(hass, start, end, _ENTITY, no_attributes=True))


def _tables(measured: Measured) -> Iterator[str]:
    backfill = measured["backfill"]
    rows = [
        ("states a second", number(backfill["states_per_s"]), ""),
        ("loop lag p99, ms", backfill["lag_p99_ms"], backfill["idle_lag_p99_ms"]),
        ("an hour of an entity, asked of the recorder, median, ms", *_both(backfill, "median")),
        ("the same, p99, ms", *_both(backfill, "p99")),
    ]
    yield table(("importing the recorder's past", "meanwhile", "before"), rows)
    yield f"{number(backfill['states'])} states in the recorder, {number(backfill['stored'])} events imported."


def _both(backfill: Measured, name: str) -> tuple[float, float]:
    return backfill["others_ms"][name], backfill["others_idle_ms"][name]


def _aims(measured: Measured) -> Iterator[Aim]:
    backfill = measured["backfill"]
    yield at_least("the recorder's past imported", 50_000, backfill["states_per_s"], "states a second")
    yield at_most("loop lag p99 meanwhile", 20, backfill["lag_p99_ms"], "ms")


SECTION = Section(name="backfill", measure=measure_backfill, tables=_tables, aims=_aims)
