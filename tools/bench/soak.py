"""HomeIQ under a steady rate for as long as it is asked to: memory, loop lag, and whether anything is lost.

Prints a line a minute. Upkeep comes every five minutes, as in a home. Before and after, the same rate runs for a while
with nobody listening, so that the loop lag has something to be compared with.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
import sys
import time
from time import perf_counter

from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.settings import Storage
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.ends.keeper import Keeper
from custom_components.homeiq.store.file.database import Database

from .core import bare_core
from .figures import median_of, rounded
from .lag import Lags, watched_loop
from .life import Life
from .section import Aim, Measured, Section, at_most, number, table
from .subjects import listening, nobody
from .usage import MEBIBYTE, resident_bytes
from .workshop import EVERYTHING, Workshop, changes_stored, opened

_MINUTE = 60.0  # seconds
_UPKEEP = 300.0  # seconds
_SHARE = 0.05  # of the time, before and after, for nobody


async def measure_soak(workshop: Workshop) -> Measured:
    """Run for ``soak_seconds`` at ``soak_rate``."""
    size, folder = workshop.size, workshop.new_folder("soak")
    alone = await _alone(folder / "before", size.soak_rate, size.soak_seconds * _SHARE)
    figures = await _together(folder, size.soak_rate, size.soak_seconds)
    alone += await _alone(folder / "after", size.soak_rate, size.soak_seconds * _SHARE)
    figures["none_lag_p99_ms"] = median_of(alone)
    figures["lag_p99_above_none_ms"] = rounded(figures["lag_p99_ms"] - figures["none_lag_p99_ms"])
    return {"soak": figures}


async def _alone(folder: Path, rate: float, seconds: float) -> list[float]:
    async with nobody(folder) as subject, watched_loop() as lags:
        await Life(subject.hass).write(max(1, round(rate * seconds)), rate)
        return [lags.p99]


async def _together(folder: Path, rate: float, seconds: float) -> Measured:
    storage = Storage()
    async with bare_core(folder / "homeiq") as hass, opened(folder / "homeiq.db") as database:
        writer = BatchWriter(database, size=storage.batch_size, seconds=storage.batch_seconds)
        life, minutes = Life(hass), list[Measured]()
        async with listening(hass, writer) as listener, _upkeep(database), watched_loop() as lags:
            task = asyncio.create_task(life.write(max(1, round(rate * seconds)), rate))
            begin = perf_counter()
            while not task.done():
                await asyncio.wait([task], timeout=min(_MINUTE, seconds / 4))
                minutes.append(_minute(begin, life, listener, writer, lags))
                print(
                    *(f"{name} {value}" for name, value in minutes[-1].items()), sep=", ", file=sys.stderr, flush=True
                )
            await task
            taken = perf_counter() - begin
        await writer.stop()
        stored = await changes_stored(database)
    return {
        "rate": rate,
        "seconds": rounded(taken, 1),
        "events_per_s": rounded(life.written / taken, 1),
        "events": life.written,
        "heard": listener.count,
        "stored": stored,
        "dropped": writer.stats.dropped,
        "lag_p99_ms": median_of(minute["lag_p99_ms"] for minute in minutes),
        "worst_minute_lag_p99_ms": max(minute["lag_p99_ms"] for minute in minutes),
        "memory_growth_mb": rounded(minutes[-1]["memory_mb"] - minutes[len(minutes) // 4]["memory_mb"], 1),
        "minutes": minutes,
    }


def _minute(begin: float, life: Life, listener: Listener, writer: BatchWriter, lags: Lags) -> Measured:
    stats = writer.stats
    minute = {
        "s": rounded(perf_counter() - begin, 0),
        "events": life.written,
        "heard": listener.count,
        "stored": stats.stored,
        "queued": stats.queued,
        "dropped": stats.dropped,
        "database_mb": rounded(stats.database_bytes / MEBIBYTE, 1),
        "memory_mb": rounded(resident_bytes() / MEBIBYTE, 1),
        "lag_p99_ms": rounded(lags.p99),
    }
    lags.clear()
    return minute


@asynccontextmanager
async def _upkeep(database: Database) -> AsyncIterator[None]:
    task = asyncio.create_task(_keep(Keeper(database, EVERYTHING)))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep(keeper: Keeper) -> None:
    while True:
        await asyncio.sleep(_UPKEEP)
        await keeper.run(time.time())


def _tables(measured: Measured) -> Iterator[str]:
    soak = measured["soak"]
    rows = [
        ("changes of state written", number(soak["events"])),
        ("of these stored", number(soak["stored"])),
        ("dropped", soak["dropped"]),
        ("loop lag p99, median of the minutes, ms", soak["lag_p99_ms"]),
        ("the same in the worst minute, ms", soak["worst_minute_lag_p99_ms"]),
        ("the same with nobody listening, ms", soak["none_lag_p99_ms"]),
        ("memory at the end, above the first quarter's end, MB", soak["memory_growth_mb"]),
    ]
    yield table((f"{number(soak['rate'])} events a second for {number(soak['seconds'])} s", ""), rows)


def _aims(measured: Measured) -> Iterator[Aim]:
    soak = measured["soak"]
    yield at_most("a long steady rate: events lost", 0, soak["events"] - soak["stored"], "events")
    yield at_most("a long steady rate: loop lag p99 in the worst minute", 20, soak["worst_minute_lag_p99_ms"], "ms")
    yield at_most("a long steady rate: memory growth", 40, soak["memory_growth_mb"], "MB")


SECTION = Section(name="soak", measure=measure_soak, tables=_tables, aims=_aims, on_demand=True)
