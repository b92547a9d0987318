"""What hearing and storing an event costs Home Assistant's event loop, above no listener.

The same writes of states run in turn without a listener, with one that does nothing, and with HomeIQ's own, whose
events go to a real database. Times move with the machine, so only differences within a turn count.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
import gc
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, thread_time
from typing import Any, Self

from homeassistant.auth import auth_manager_from_config
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.settings import Scope, Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.database import Database

from .states import entities

ENTITIES = 500
_HOME = entities(ENTITIES)
_BREATH = 100  # writes between two chances for the event loop to do something else

type Ear = Callable[[], AbstractAsyncContextManager[Settle]]
type Settle = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Microseconds an event.

    Attributes:
        loop: of the clock, while the states were written; a thread that keeps the interpreter counts.
        main: of processor time in the event loop's thread, until all was stored.
        process: of processor time in all threads, until all was stored.
    """

    loop: float
    main: float
    process: float

    def above(self, other: Self) -> Cost:
        """Return what this cost more than another."""
        return Cost(loop=self.loop - other.loop, main=self.main - other.main, process=self.process - other.process)


async def measure_listener(folder: Path, *, pairs: int, writes: int) -> dict[str, Any]:
    """Measure in a folder for Home Assistant's files and the database.

    Args:
        pairs: how often the three take turns.
        writes: states written in each turn; a multiple of 1,000, so that the next turn begins with a change too.
    """
    hass = await _async_core(folder)
    database = await Database.open(folder / "homeiq.db", Storage().profile)
    try:
        return await _compare(hass, database, pairs, writes)
    finally:
        await database.close()
        await hass.async_stop(force=True)


async def _compare(hass: HomeAssistant, database: Database, pairs: int, writes: int) -> dict[str, Any]:
    ears: dict[str, Ear] = {
        "none": _nobody,
        "empty": lambda: _empty(hass),
        "homeiq": lambda: _homeiq(hass, database),
    }
    stored = database.events.stored
    turns: list[dict[str, Cost]] = []
    # The first turn pays for what is remembered for good, such as every entity's verdict and number.
    for turn in range(pairs + 1):
        names = list(ears)[:: -1 if turn % 2 else 1]
        turns.append({name: await _cost(hass, ears[name], writes) for name in names})
    del turns[0]
    return {
        "pairs": pairs,
        "writes": writes,
        "entities": ENTITIES,
        "stored": database.events.stored - stored,
        "none": _medians([turn["none"] for turn in turns]),
        "empty": _medians([turn["empty"].above(turn["none"]) for turn in turns]),
        "homeiq": _medians([turn["homeiq"].above(turn["none"]) for turn in turns]),
    }


async def _cost(hass: HomeAssistant, ear: Ear, writes: int) -> Cost:
    # Every event is cyclic garbage, whoever listens: what one turn leaves behind is not to burden the next.
    gc.collect()
    async with ear() as settle:
        clock, main, process = perf_counter(), thread_time(), process_time()
        await _live(hass, writes)
        clock = perf_counter() - clock
        await settle()
        main, process = thread_time() - main, process_time() - process
    each = 1e6 / writes
    return Cost(loop=clock * each, main=main * each, process=process * each)


async def _live(hass: HomeAssistant, writes: int) -> None:
    """Write a new state for one entity after the other."""
    for number in range(writes):
        entity = _HOME[number % ENTITIES]
        hass.states.async_set(entity.entity_id, entity.states[number // ENTITIES % 2], entity.attributes)
        if number % _BREATH == 0:
            await asyncio.sleep(0)


async def _async_core(folder: Path) -> HomeAssistant:
    hass = HomeAssistant(str(folder))
    await ar.async_load(hass)
    dr.async_setup(hass)
    await dr.async_load(hass)
    await er.async_load(hass)
    hass.auth = await auth_manager_from_config(hass, [], [])
    return hass


async def _nothing() -> None:
    """Have nothing to store."""


@asynccontextmanager
async def _nobody() -> AsyncIterator[Settle]:
    yield _nothing


@asynccontextmanager
async def _empty(hass: HomeAssistant) -> AsyncIterator[Settle]:
    @callback
    def hear(event: Event[EventStateChangedData]) -> None:
        """Do nothing: the least that any listener costs."""

    stop = hass.bus.async_listen(EVENT_STATE_CHANGED, hear)
    yield _nothing
    stop()


@asynccontextmanager
async def _homeiq(hass: HomeAssistant, database: Database) -> AsyncIterator[Settle]:
    storage = Storage()
    writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
    causes = CauseClassifier(hass)
    await causes.async_start()
    listener = Listener(hass, EntityScope(hass, Scope()), causes, writer.add)
    listener.start()
    yield writer.stop
    listener.stop()
    causes.stop()


def _medians(costs: list[Cost]) -> dict[str, Any]:
    loops = [cost.loop for cost in costs]
    first, _, third = quantiles(loops, n=4)
    return {
        "loop_us": round(median(loops), 2),
        "loop_us_quartiles": [round(first, 2), round(third, 2)],
        "main_us": round(median(cost.main for cost in costs), 2),
        "process_us": round(median(cost.process for cost in costs), 2),
    }
