"""How long it takes to look an entity up while events are being stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
import time
from typing import Any

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.settings import Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.database import Database
from custom_components.homeiq.store.registry import Registry

ENTITIES = 1000
RATE = 1000  # events a second
_TICK = 0.01  # seconds between two handfuls of events
_PAUSE = 0.002  # seconds between two look-ups, so that they meet the writer at every moment of its work


async def measure_query(folder: Path, *, seconds: float) -> dict[str, Any]:
    """Measure for some seconds, with a database in a folder."""
    database = await Database.open(folder / "homeiq.db", Storage().profile)
    try:
        registry = Registry(database)
        await registry.replace_all(_home())
        async with _busy(database):
            times = await _look_up(registry, seconds)
        return _figures(times, database.events.stored / seconds)
    finally:
        await database.close()


def _entity_id(number: int) -> str:
    return f"light.lamp_{number % ENTITIES}"


def _home() -> Home:
    names = [_entity_id(number) for number in range(ENTITIES)]
    return Home(entities={name: Entity(entity_id=name, name=name, platform="hue", area_id="hall") for name in names})


@asynccontextmanager
async def _busy(database: Database) -> AsyncIterator[None]:
    storage = Storage()
    writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
    task = asyncio.create_task(_write(writer))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await writer.stop()


async def _write(writer: BatchWriter) -> None:
    begin, number = time.perf_counter(), 0
    while True:
        # By the clock, so that a late tick is made up for.
        due = round((time.perf_counter() - begin) * RATE)
        for each in range(number, due):
            writer.add((time.time(), _entity_id(each), "on" if each // ENTITIES % 2 else "off", Cause.DEVICE))
        number = due
        await asyncio.sleep(_TICK)


async def _look_up(registry: Registry, seconds: float) -> list[float]:
    """Look one entity up after the other; return how long each took, in milliseconds."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    while (begin := time.perf_counter()) < end:
        # A prime step, so that neighbours on a page of the database don't follow each other.
        await registry.entity(_entity_id(len(times) * 389))
        times.append((time.perf_counter() - begin) * 1000)
        await asyncio.sleep(_PAUSE)
    return times


def _figures(times: list[float], rate: float) -> dict[str, Any]:
    return {
        "entities": ENTITIES,
        "events_per_second": round(rate),
        "looked_up": len(times),
        "entity_ms": {"median": round(median(times), 3), "p99": round(quantiles(times, n=100)[98], 3)},
    }
