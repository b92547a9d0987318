"""How long answers take while 1,000 events a second are stored and finished stretches are being sealed.

Ours: an entity, a device, how HomeIQ is, and what one entity did in 24 hours, from a database with a long history. The
recorder's own history call beside it: the same mix, the same rate of events coming in, the same kinds of entities.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.util import dt as dt_util

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Device, Entity, Home
from custom_components.homeiq.model.run import RunStatus, RunTrigger
from custom_components.homeiq.settings import Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.ends.keeper import Keeper
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.registry import Registry
from custom_components.homeiq.store.tables.runs import Runs

from .asking import beside
from .core import bare_core
from .figures import rounded, times_of
from .lag import watched_loop
from .life import Life
from .members import mixed_home
from .mix import DAY, START, mixed_days
from .recorder import async_recorder
from .section import Aim, Measured, Section, at_most, number, table
from .workshop import EVERYTHING, Archive, Workshop, opened

ENTITIES = 1000
DEVICES = 200
RATE = 1000  # events a second
_TICK = 0.01  # seconds between two handfuls of events
_PAUSE = 0.002  # seconds between two questions, so that they meet the writer at every moment of its work
_UNSEALED = 3  # days of rows that wait to be sealed when the questions begin
_KINDS = ("sensor.power", "sensor.temperature", "binary_sensor.motion", "light.lamp")

type Ask = Callable[[], Awaitable[int]]


async def measure_query(workshop: Workshop) -> Measured:
    """Ask ours, then the recorder's."""
    folder = workshop.new_folder("query")
    ours = await _ours(workshop, folder)
    theirs = await _recorders(workshop, folder / "recorder")
    return {"query": {**ours, **theirs}}


async def _ours(workshop: Workshop, folder: Path) -> Measured:
    archive = await workshop.copied_archive(folder)
    async with opened(archive.path) as database:
        registry = Registry(database)
        await registry.replace_all(_home())
        await _note_a_run(database, archive.until)
        await _add_unsealed(database, archive.until)
        before = database.events.stored
        seconds = workshop.size.query_seconds
        async with _busy(database, archive.until, 4 * seconds) as keeping, watched_loop() as lags:
            figures = await _ask_all(database, keeping.writer, archive, seconds)
        return {
            **figures,
            "lag_p99_ms": rounded(lags.p99),
            "events": before,
            "entities": ENTITIES,
            "events_per_s": rounded(keeping.written / keeping.seconds, 0),
            "stored": database.events.stored - before,
            "written": keeping.written,
            "sealings": keeping.steps,
        }


async def _ask_all(database: Database, writer: BatchWriter, archive: Archive, seconds: float) -> Measured:
    registry, runs, chance = Registry(database), Runs(database), Random(0)  # noqa: S311 - has to be repeatable

    async def entity() -> int:
        return int(await registry.entity(_entity_id(chance.randrange(ENTITIES))) is not None)

    async def device() -> int:
        return int(await registry.find(Device, f"device_{chance.randrange(DEVICES)}") is not None)

    async def health() -> int:
        return int(not writer.stats.failing and await runs.last() is not None)

    log, asked = EventLog(database), _histories(chance, archive.until)

    async def history() -> int:
        entity_id, since = next(asked)
        return len(await log.span(since, since + DAY, {entity_id}))

    return {
        "entity_ms": (await _times(entity, seconds))[0],
        "device_ms": (await _times(device, seconds))[0],
        "health_ms": (await _times(health, seconds))[0],
        **_named("history_24h", *await _times(history, seconds)),
    }


def _named(name: str, times: dict[str, float], found: float) -> Measured:
    return {f"{name}_ms": times, f"{name}_events": rounded(found, 0)}


async def _times(ask: Ask, seconds: float) -> tuple[dict[str, float], float]:
    """Ask for some seconds; return the times in milliseconds and how much was found each time, on average."""
    times: list[float] = []
    found = 0
    # What is remembered from the first answer on is there in a home that runs for a while.
    for _ in _KINDS:
        await ask()
    end = perf_counter() + seconds
    while (begin := perf_counter()) < end:
        found += await ask()
        times.append((perf_counter() - begin) * 1000)
        await asyncio.sleep(_PAUSE)
    if not found:
        raise ValueError("nothing was found")
    return times_of(times), found / len(times)


def _histories(chance: Random, until: float) -> Iterator[tuple[str, float]]:
    """Return entities of several kinds in turn, and a moment of the history each."""
    names = {kind: [name for name in mixed_home() if name.startswith(kind)] for kind in _KINDS}
    for kind in cycle(_KINDS):
        yield chance.choice(names[kind]), chance.uniform(START, until - DAY)


class _Keeping:
    """What happens beside the questions.

    Attributes:
        written: events that were handed to the writer.
        steps: steps of sealing.
        seconds: for how long.
    """

    def __init__(self, database: Database) -> None:
        storage = Storage()
        self.writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
        self.written = 0
        self.steps = 0
        self.seconds = 0.0
        self._keeper = Keeper(database, EVERYTHING)

    async def write(self, begin_at: float) -> None:
        begin = perf_counter()
        while True:
            # By the clock, so that a late tick is made up for.
            self.seconds = perf_counter() - begin
            for each in range(self.written, round(self.seconds * RATE)):
                state = "on" if each // ENTITIES % 2 else "off"
                self.writer.add((begin_at + each / RATE, _entity_id(each), state, 2))
                self.written += 1
            await asyncio.sleep(_TICK)

    async def seal(self, now: float, pause: float) -> None:
        while await self._keeper.step(now):
            self.steps += 1
            await asyncio.sleep(pause)


@asynccontextmanager
async def _busy(database: Database, until: float, seconds: float) -> AsyncIterator[_Keeping]:
    keeping = _Keeping(database)
    now = until + (_UNSEALED + 1) * DAY
    # All the while: each day takes two steps.
    pause = seconds / (2 * _UNSEALED + 1)
    try:
        async with beside([keeping.write(now), keeping.seal(now, pause)]):
            yield keeping
    finally:
        await keeping.writer.stop()


async def _add_unsealed(database: Database, until: float) -> None:
    log, shift = EventLog(database), until - START
    for day in mixed_days(_UNSEALED, seed=1):
        rows: list[EventRow] = [(time + shift, entity_id, state, cause) for time, entity_id, state, cause in day]
        await log.append(rows)


async def _note_a_run(database: Database, now: float) -> None:
    runs = Runs(database)
    run_id = await runs.start(RunTrigger.MANUAL, now)
    await runs.finish(run_id, RunStatus.SUCCESS, now)


def _entity_id(at: int) -> str:
    return f"light.lamp_{at % ENTITIES}"


def _home() -> Home:
    entities = [_entity_id(at) for at in range(ENTITIES)]
    devices = [f"device_{at}" for at in range(DEVICES)]
    return Home(
        entities={name: Entity(entity_id=name, name=name, platform="hue", area_id="hall") for name in entities},
        devices={name: Device(device_id=name, name=name, area_id="hall") for name in devices},
    )


async def _recorders(workshop: Workshop, folder: Path) -> Measured:
    await workshop.copied_past(folder)
    until = START + workshop.size.past_days * DAY
    asked = _histories(Random(0), until)  # noqa: S311 - has to be repeatable
    async with bare_core(folder) as hass, async_recorder(hass) as instance:
        living = asyncio.create_task(Life(hass).write(10**9, RATE))

        async def history() -> int:
            entity_id, since = next(asked)
            return await _recorders_history(instance, entity_id, since)

        try:
            times, found = await _times(history, workshop.size.query_seconds)
        finally:
            living.cancel()
            with suppress(asyncio.CancelledError):
                await living
    return _named("recorder_history_24h", times, found)


async def _recorders_history(instance: Recorder, entity_id: str, since: float) -> int:
    ask: Callable[[], Any] = partial(
        state_changes_during_period,
        instance.hass,
        dt_util.utc_from_timestamp(since),
        dt_util.utc_from_timestamp(since + DAY),
        entity_id,
        no_attributes=True,
        include_start_time_state=False,
    )
    return len((await instance.async_add_executor_job(ask)).get(entity_id, ()))


def _tables(measured: Measured) -> Iterator[str]:
    query = measured["query"]
    asked = {
        "an entity": query["entity_ms"],
        "a device": query["device_ms"],
        "how HomeIQ is": query["health_ms"],
        f"an entity's 24 hours, {number(query['history_24h_events'])} events": query["history_24h_ms"],
        f"the recorder's own: 24 hours, {number(query['recorder_history_24h_events'])} states": query[
            "recorder_history_24h_ms"
        ],
    }
    rows = [(what, times["median"], times["p99"], number(times["count"])) for what, times in asked.items()]
    yield table(("asked for", "median, ms", "p99, ms", "times asked"), rows)
    yield (
        f"{number(query['events'])} events stored, {number(query['events_per_s'])} a second coming in"
        f" ({number(query['written'])} written, {number(query['stored'])} stored), {query['sealings']} stretches sealed"
        f" meanwhile; loop lag p99 {query['lag_p99_ms']} ms."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    query = measured["query"]
    for name, what in (("entity", "an entity"), ("device", "a device"), ("health", "how HomeIQ is")):
        yield at_most(f"{what}, beside the load: median", 0.7, query[f"{name}_ms"]["median"], "ms")
        yield at_most(f"{what}, beside the load: p99", 3, query[f"{name}_ms"]["p99"], "ms")
    ours, theirs = query["history_24h_ms"], query["recorder_history_24h_ms"]
    yield at_most("an entity's 24 hours: median", 2, ours["median"], "ms")
    yield at_most("an entity's 24 hours: p99", 10, ours["p99"], "ms")
    yield at_most("an entity's 24 hours: median, the recorder's being 1", 1, ours["median"] / theirs["median"], "")


SECTION = Section(name="query", measure=measure_query, tables=_tables, aims=_aims)
