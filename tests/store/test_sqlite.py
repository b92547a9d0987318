# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from contextlib import closing
from functools import partial
import random
import sqlite3

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.events import rows as module
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.file.readers import connect_to_read
from custom_components.homeiq.store.sqlite import EventLog

MARCH = 1_772_000_000.0
FOREVER = (0.0, float("inf"))


@pytest.fixture
def log(database: Database) -> EventLog:
    return EventLog(database)


def rows_of(columns: EventColumns) -> list[EventRow]:
    return [*columns.rows()]


def a_busy_day(seed: int = 1, count: int = 2000) -> list[EventRow]:
    chance = random.Random(seed)
    states = ["on", "off", "unavailable", "21.5", "-3", "0.05", "Ünïcode ☀", ""]
    return [
        (
            round(MARCH + 0.5 * n + chance.random() / 3, 5),
            f"light.lamp_{chance.randrange(30)}",
            chance.choice(states),
            chance.choice([*Cause]).value,
        )
        for n in range(count)
    ]


async def read(database: Database, since: float = 0.0, until: float = float("inf"), **wanted: object) -> list[EventRow]:
    columns = await asyncio.to_thread(partial(EventLog.read, database.path, since, until, **wanted))  # type: ignore[arg-type]
    return rows_of(columns)


async def test_events_come_back_in_order(database: Database, log: EventLog) -> None:
    day = a_busy_day()
    shuffled = random.Random(2).sample(day, len(day))

    assert await log.append(shuffled) == len(day)
    assert await read(database, numbers=True) == day


async def test_numbers_are_left_out(database: Database, log: EventLog) -> None:
    await log.append(
        [
            (MARCH, "sensor.hall", "21.5", Cause.DEVICE),
            (MARCH + 1, "light.hall", "on", Cause.PERSON),
            (MARCH + 2, "sensor.hall", "unavailable", Cause.STARTUP),
        ]
    )

    assert await read(database) == [
        (MARCH + 1, "light.hall", "on", Cause.PERSON),
        (MARCH + 2, "sensor.hall", "unavailable", Cause.STARTUP),
    ]


async def test_a_span_includes_its_beginning_and_not_its_end(database: Database, log: EventLog) -> None:
    day = a_busy_day()
    await log.append(day)

    assert await read(database, day[100][0], day[200][0], numbers=True) == day[100:200]


async def test_some_entities_can_be_read(database: Database, log: EventLog) -> None:
    day = a_busy_day()
    wanted = {"light.lamp_3", "light.lamp_7", "light.never_heard_of"}
    await log.append(day)

    assert await read(database, numbers=True, entities=wanted) == [row for row in day if row[1] in wanted]
    assert await read(database, numbers=True, entities=()) == []


async def test_many_short_reads_give_what_one_gives(
    database: Database, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = a_busy_day()
    await log.append(day)
    monkeypatch.setattr(module, "PIECE", 50)
    monkeypatch.setattr(module, "WINDOW", 300)

    assert await read(database, numbers=True) == day


async def test_columns_have_their_types(database: Database, log: EventLog) -> None:
    await log.append(a_busy_day())

    columns = await asyncio.to_thread(EventLog.read, database.path, *FOREVER)

    kinds = [column.dtype for column in (columns.time, columns.entity, columns.state, columns.cause)]
    assert kinds == [np.float64, np.int32, np.int32, np.int8]


async def test_an_empty_history_has_empty_columns(database: Database, log: EventLog) -> None:
    backwards = await asyncio.to_thread(EventLog.read, database.path, MARCH, MARCH - 1)

    assert await read(database) == []
    assert (len(backwards), backwards.entities, backwards.states) == (0, (), ())
    assert backwards.time.dtype == np.float64
    assert (await log.first_time(), await log.last_time(), await log.count()) == (None, None, 0)


async def test_the_same_events_are_stored_once(log: EventLog) -> None:
    day = a_busy_day()

    first = await log.append(day)
    second = await log.append(day + a_busy_day(seed=5, count=3))

    assert (first, second) == (len(day), 3)
    assert await log.count() == len(day) + 3


async def test_events_of_one_instant_are_all_kept_in_order(database: Database, log: EventLog) -> None:
    instant = [(MARCH, "light.hall", state, 1) for state in ("on", "off", "on")]
    states = [(MARCH, "light.hall", state, 1) for state in ("red", "green", "blue")]

    await log.append(instant)
    await log.append([(time + 60, *rest) for time, *rest in states])  # type: ignore[misc]

    assert [row[2] for row in await read(database, until=MARCH + 30)] == ["on", "off"]
    assert [row[2] for row in await read(database, since=MARCH + 30)] == ["red", "green", "blue"]


async def test_events_of_one_instant_are_stored_once(log: EventLog) -> None:
    instant = [(MARCH, "light.hall", state, 1) for state in ("red", "green", "blue")]

    assert [await log.append(instant), await log.append(instant)] == [3, 0]


async def test_what_can_not_be_stored_is_left_out(database: Database, log: EventLog) -> None:
    rows = [
        (float("nan"), "light.hall", "on", 1),
        (float("inf"), "light.hall", "on", 1),
        (-1e12, "light.hall", "on", 1),
        (MARCH, "light.\ud800", "on", 1),
        (MARCH, "light.hall", "\ud800", 1),
        (MARCH, "light.hall", "on", 1),
    ]

    assert await log.append(rows) == 1
    assert await read(database) == [(MARCH, "light.hall", "on", 1)]


async def test_the_edges_of_the_history_are_known(log: EventLog) -> None:
    day = a_busy_day()
    await log.append(day)

    assert (await log.first_time(), await log.last_time()) == (day[0][0], day[-1][0])


async def test_an_event_takes_few_bytes(log: EventLog) -> None:
    before = await log.bytes_on_disk()
    await log.append(a_busy_day(count=50_000))

    assert (await log.bytes_on_disk() - before) / 50_000 < 40


async def test_a_long_read_does_not_keep_the_log_from_being_emptied(database: Database, log: EventLog) -> None:
    await log.append(a_busy_day())

    await asyncio.to_thread(EventLog.read, database.path, *FOREVER)
    with closing(sqlite3.connect(database.path)) as connection:
        blocked = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    assert blocked[0] == 0


async def test_reading_while_events_come_in_gives_whole_batches(database: Database, log: EventLog) -> None:
    async def write() -> None:
        for n in range(50):
            await log.append([(MARCH + n, f"light.{m}", "on", 1) for m in range(100)])

    writing = asyncio.create_task(write())
    counts = [len(await read(database)) for _ in range(20)]
    await writing

    assert counts == sorted(counts)
    assert {count % 100 for count in counts} == {0}
    assert len(await read(database)) == 5000


async def test_a_missing_table_is_an_unusable_database(database: Database) -> None:
    await database.write(lambda connection: connection.execute("DROP TABLE event"))

    with pytest.raises(DatabaseUnusableError):
        await asyncio.to_thread(EventLog.read, database.path, *FOREVER)


async def test_the_reader_can_not_write(database: Database) -> None:
    with (
        closing(connect_to_read(database.path)) as connection,
        pytest.raises(Exception, match="readonly"),
    ):
        connection.execute("DELETE FROM event")


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_values_are_read_by_themselves(database: Database, log: EventLog, *, is_sealed: bool) -> None:
    values: list[EventRow] = [
        (MARCH + 1, "light.hall#brightness", "102", 1),
        (MARCH + 2, "light.hall#color_temp_kelvin", "none", 1),
    ]
    await log.append([(MARCH, "light.hall", "on", 1), *values, (MARCH + 3, "sensor.power", "7.5", 2)])
    if is_sealed:
        await Keeper(database, Keeping()).run(MARCH + 2 * 86400)

    found = await asyncio.to_thread(EventLog.read_values, database.path, MARCH, MARCH + 10)

    assert rows_of(found) == values


@pytest.mark.parametrize("entities", [None, ["light.lamp_3", "light.lamp_7"]])
@pytest.mark.parametrize("is_sealed", [False, True])
async def test_the_first_events_are_those_that_reading_all_begins_with(
    database: Database, log: EventLog, *, is_sealed: bool, entities: list[str] | None
) -> None:
    day: list[EventRow] = [
        (moment + 40_000 * n % 900_000, name, state, cause)
        for n, (moment, name, state, cause) in enumerate(a_busy_day())
    ]
    await log.append(day[:1500])
    if is_sealed:
        await Keeper(database, Keeping()).run(MARCH + 20 * 86400)
    await log.append(day[1500:])
    spans = [(0.0, 4e9, 7), (MARCH, MARCH + 90_000.5, 300), (MARCH + 500_000, 4e9, 5000), (MARCH + 1e8, 4e9, 3)]

    found = [rows_of(await log.first(since, until, entities, most=most)) for since, until, most in spans]

    everything = [await read(database, since, until, numbers=True, entities=entities) for since, until, _ in spans]
    assert found == [rows[:most] for rows, (_, _, most) in zip(everything, spans, strict=True)]
    assert [len(rows) > 0 for rows in found] == [True, True, True, False]


async def test_what_is_behind_the_first_events_is_not_opened(database: Database, log: EventLog) -> None:
    days = [(MARCH + 86400 * n, f"light.lamp_{n % 5}", "on", 1) for n in range(60)]
    await log.append(days)
    await Keeper(database, Keeping()).run(MARCH + 90 * 86400)
    await database.write(
        lambda connection: connection.execute(
            "UPDATE block SET body = x'00' WHERE first > (SELECT min(first) FROM block) + 10 * 86400000"
        )
    )

    found = await log.first(MARCH, MARCH + 60 * 86400, most=5)

    assert rows_of(found) == days[:5]
