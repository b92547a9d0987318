"""How a home's database grows with the years: size, a question about one entity, learning's reading, and upkeep.

The mix is stored and sealed day after day in one database, and measured at several ages. The oldest is a tenth of what
a home of 20 events a second leaves in 300 days.
"""

import asyncio
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
import random
from time import perf_counter

from custom_components.homeiq.store.ends.keeper import Keeper
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

from .disk import bytes_used
from .figures import median_of, rounded, times_of
from .members import mixed_home
from .mix import DAY, START, mixed_days
from .section import Aim, Measured, Section, number, table
from .workshop import EVERYTHING, Workshop, opened, store_days

_WINDOW = 90  # days that learning reads
_ASKED = 100  # questions about one entity's day
_MILLION = 1e6


async def measure_growth(workshop: Workshop) -> Measured:
    """Measure at each of the ages, in days."""
    path = workshop.new_folder("growth") / "homeiq.db"
    days = mixed_days(workshop.size.growth_days[-1])
    ages: list[Measured] = []
    events = age = 0
    async with opened(path) as database:
        for until in workshop.size.growth_days:
            begin = perf_counter()
            added = await store_days(database, islice(days, until - age))
            await Keeper(database, EVERYTHING).run(START + (until + 2) * DAY)
            seconds = perf_counter() - begin
            age, events = until, events + added
            ages.append({"days": age, "events": events, "stored_per_s": round(added / seconds)})
            ages[-1] |= await _looked_at(database, path, age, events)
    return {"growth": ages}


async def _looked_at(database: Database, path: Path, age: int, events: int) -> Measured:
    end = START + age * DAY
    since = max(START, end - _WINDOW * DAY)
    seconds = [await asyncio.to_thread(_read, path, since, end) for _ in range(3)]
    return {
        "bytes_per_event": rounded(bytes_used(path) / events),
        "megabytes": rounded(bytes_used(path) / _MILLION, 1),
        "history_24h_ms": times_of(await _ask(EventLog(database), age)),
        "newest_90_days_s": median_of(seconds, 3),
    }


async def _ask(log: EventLog, age: int) -> list[float]:
    chance = random.Random(age)  # noqa: S311 - to be repeatable
    entities = list(mixed_home())
    took: list[float] = []
    for _ in range(_ASKED):
        since = START + chance.random() * (age - 1) * DAY
        begin = perf_counter()
        await log.span(since, since + DAY, [chance.choice(entities)])
        took.append((perf_counter() - begin) * 1000)
    return took


def _read(path: Path, since: float, until: float) -> float:
    begin = perf_counter()
    EventLog.read(path, since, until)
    return perf_counter() - begin


def _tables(measured: Measured) -> Iterator[str]:
    header = (
        "days",
        "events",
        "MB",
        "bytes an event",
        "one entity's 24 h: median, ms",
        "p99, ms",
        "newest 90 days for learning, s",
        "stored and sealed, events/s",
    )
    yield table(
        header,
        [
            (
                number(age["days"]),
                number(age["events"]),
                number(age["megabytes"]),
                age["bytes_per_event"],
                age["history_24h_ms"]["median"],
                age["history_24h_ms"]["p99"],
                age["newest_90_days_s"],
                number(age["stored_per_s"]),
            )
            for age in measured["growth"]
        ],
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    yield from ()


SECTION = Section(name="growth", measure=measure_growth, tables=_tables, aims=_aims, on_demand=True)
