# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
import random
from types import MappingProxyType

import pytest

from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.ends.room import room_of
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = MappingProxyType({BlockKind.ACTS: 1095, BlockKind.STATES: 30, BlockKind.NUMBERS: 30})
ACTS = 20


def a_day(day: int) -> list[EventRow]:
    """Return a day of a hundred clocks, two hundred sensors that don't round, and twenty acts."""
    chance = random.Random(day)
    midnight = BEGIN + timedelta(days=day)
    begin = midnight.timestamp()
    clocks = [
        (begin + 300.0 * n, f"sensor.clock_{n}", (midnight + timedelta(seconds=300 * n, microseconds=n)).isoformat(), 2)
        for n in range(100)
    ]
    ids = [(begin + 310.0 * n, f"sensor.id_{n}", f"{chance.getrandbits(64):x}z", 2) for n in range(20)]
    raw = [(begin + 400.0 * n + 1, f"sensor.raw_{n}", repr(chance.gauss(20, 5)), 2) for n in range(200)]
    acts = [(begin + 4000.0 * n, "light.hall", "on" if n % 2 else "off", 1) for n in range(ACTS)]
    return [*clocks, *ids, *raw, *acts]


async def live(database: Database, days: range, keeping: Keeping) -> None:
    log, keeper = EventLog(database), Keeper(database, keeping)
    for day in days:
        await log.append(a_day(day))
        if day % 15 == 0:
            await keeper.run((BEGIN + timedelta(days=day)).timestamp())
    await keeper.run((BEGIN + timedelta(days=days.stop)).timestamp())


async def learned_from(database: Database) -> EventColumns:
    return await asyncio.to_thread(partial(EventLog.read, database.path, 0.0, float("inf")))


async def count_totals(database: Database) -> int:
    ((number,),) = await database.read(
        lambda connection: connection.execute("SELECT count(*) FROM day_total").fetchall()
    )
    return int(number)


@pytest.mark.long
async def test_after_a_year_of_clocks_ids_and_unrounded_numbers_the_database_is_as_small_as_ever(
    database: Database,
) -> None:
    keeping = Keeping(days=DAYS)
    await live(database, range(75), keeping)
    early, early_states = await database.read(room_of), len((await learned_from(database)).states)

    await live(database, range(75, 365), keeping)

    late, history = await database.read(room_of), await learned_from(database)
    totals = 45 * await count_totals(database)
    assert late.used - late.acts - totals < 1.2 * early.used
    assert late.texts <= early.texts + 100_000
    assert len(history.states) <= early_states + 2000
    assert history.states.count("(changed)") == 1
    lamp = history.entities.index("light.hall")
    assert int((history.entity == lamp).sum()) == 365 * ACTS


async def test_no_limit_of_size_costs_an_act_that_takes_less_itself(database: Database) -> None:
    await live(database, range(45), Keeping(days=DAYS))
    acts = (await database.read(room_of)).acts

    await Keeper(database, Keeping(days=DAYS, max_bytes=acts + 1)).run((BEGIN + timedelta(days=45)).timestamp())

    history = await learned_from(database)
    lamp = history.entities.index("light.hall")
    assert int((history.entity == lamp).sum()) == 45 * ACTS
