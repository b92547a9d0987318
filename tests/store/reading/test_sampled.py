"""What sensors measured, thinned: the last of each minute, and what jumps; from rows and blocks, within a bound."""

import asyncio
from functools import partial

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.readings import Readings
from custom_components.homeiq.store.blocks.wanted import RowsWanted
from custom_components.homeiq.store.codes.codec import first_key
from custom_components.homeiq.store.codes.naming import rename
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.readers import reading
from custom_components.homeiq.store.reading.sampled import read_sampled
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.unread.noted import Damage

BEGIN = 1_771_977_600.0  # midnight, UTC
DAY = 86_400.0
HALL, BATH, PLUG = "sensor.hall_light", "sensor.bath_humidity", "sensor.plug_power"


def measured(entity_id: str, every: float, count: int, begin: float = BEGIN) -> list[EventRow]:
    return [(begin + n * every, entity_id, f"{n % 500 / 10:.1f}", Cause.DEVICE) for n in range(count)]


async def readings(database: Database, *entities: str, until: float = BEGIN + 100 * DAY) -> dict[str, Readings]:
    return await asyncio.to_thread(partial(EventLog.read_readings, database.path, BEGIN, until, entities))


def told(one: Readings) -> list[tuple[float, float]]:
    return [(time - BEGIN, round(value, 3)) for time, value in zip(one.time.tolist(), one.value.tolist(), strict=True)]


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_of_each_minute_the_last_reading_is_kept(database: Database, *, is_sealed: bool) -> None:
    await EventLog(database).append(
        [
            (BEGIN + 5, HALL, "40", Cause.DEVICE),
            (BEGIN + 10, BATH, "-61.25", Cause.DEVICE),
            (BEGIN + 59, HALL, "41.5", Cause.DEVICE),
            (BEGIN + 60, HALL, "42", Cause.DEVICE),
            (BEGIN + 300, HALL, "1e-05", Cause.DEVICE),
        ]
    )
    if is_sealed:
        await Keeper(database, Keeping()).run(BEGIN + 2 * DAY)

    found = await readings(database, HALL, BATH)

    assert told(found[HALL]) == [(59.0, 41.5), (60.0, 42.0), (300.0, 0.0)]
    assert told(found[BATH]) == [(10.0, -61.25)]


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_what_jumps_is_known_at_once_however_often_it_tells_after_that(
    database: Database, *, is_sealed: bool
) -> None:
    quiet = [(BEGIN + n * 10, PLUG, f"{0.5 + n % 2 / 10}", Cause.DEVICE) for n in range(60)]
    busy = [(BEGIN + n * 10, PLUG, f"{90 + n % 3}", Cause.DEVICE) for n in range(61, 91)]
    await EventLog(database).append(quiet + busy)
    if is_sealed:
        await Keeper(database, Keeping()).run(BEGIN + 2 * DAY)

    found = told((await readings(database, PLUG))[PLUG])

    assert next(time for time, value in found if value > 50) == 610.0
    assert len(found) == 16 + 1  # one a minute, and the moment at which it came to be on


async def test_numbers_without_measure_jump_nowhere(database: Database) -> None:
    tops = ["1e308", "-1e308", "1e308", "3", "1e308"]
    await EventLog(database).append([(BEGIN + n, HALL, top, Cause.DEVICE) for n, top in enumerate(tops)])

    assert len((await readings(database, HALL))[HALL].value) == 1


async def test_words_other_things_and_other_times_are_left_out(database: Database) -> None:
    await EventLog(database).append(
        [
            (BEGIN - 1, HALL, "1", Cause.DEVICE),
            (BEGIN + 1, HALL, "unavailable", Cause.STARTUP),
            (BEGIN + 2, "sensor.cellar", "3", Cause.DEVICE),
            (BEGIN + 3, HALL, "4", Cause.DEVICE),
            (BEGIN + 500, HALL, "5", Cause.DEVICE),
        ]
    )

    found = await readings(database, HALL, "sensor.never_heard_of", until=BEGIN + 400)

    assert {name: told(one) for name, one in found.items()} == {HALL: [(3.0, 4.0)]}


async def test_rows_follow_blocks(database: Database) -> None:
    log = EventLog(database)
    await log.append(measured(HALL, 100.0, 1500))
    await Keeper(database, Keeping()).run(BEGIN + 3 * DAY)
    await log.append(measured(HALL, 100.0, 50, BEGIN + 4 * DAY))

    (one,) = (await readings(database, HALL)).values()

    assert len(one.time) == 1550
    assert (np.diff(one.time.astype(np.int64)) > 0).all()


async def test_without_sensors_there_is_nothing_to_read(database: Database) -> None:
    await EventLog(database).append(measured(HALL, 10.0, 10))

    assert await readings(database) == {}


async def test_more_readings_than_there_is_room_for_are_thinned_more(database: Database) -> None:
    await EventLog(database).append([*measured(HALL, 60.0, 1400), *measured(BATH, 90.0, 900)])
    keys = first_key(BEGIN), first_key(BEGIN + DAY)

    with reading(database.path) as connection:
        wanted = RowsWanted.of(connection, keys, numbers=True, entities=[HALL, BATH])
        found = read_sampled(connection, wanted, Damage(), most=200)

    assert sum(len(one.time) for one in found.values()) <= 200
    assert min(len(one.time) for one in found.values()) >= 90


async def test_a_renamed_sensor_is_one(database: Database) -> None:
    log = EventLog(database)
    await log.append(measured(HALL, 100.0, 10))
    await Keeper(database, Keeping()).run(BEGIN + 2 * DAY)
    await log.append(measured(BATH, 100.0, 5, BEGIN + 3 * DAY))
    await database.write(lambda connection: rename(connection, {HALL: BATH}))

    assert {name: len(one.time) for name, one in (await readings(database, BATH)).items()} == {BATH: 15}
