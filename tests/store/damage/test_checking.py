import asyncio
from contextlib import closing
from pathlib import Path
import random
import sqlite3
from typing import Any

import pytest

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.aside import KEPT, all_set_aside, drop_old
from custom_components.homeiq.store.damage import check_step, checking as module
from custom_components.homeiq.store.damage.checking import EVERY, Checker
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.sqlite import EventLog
from tests.store.damaging import BEGIN, DAY, async_sealed, flip, forget_checksums, garble, overwrite

NOW = BEGIN + 10 * DAY


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_step, "STEP", 2)
    monkeypatch.setattr(module, "AT_ONCE", 100)


async def async_query(database: Database, statement: str) -> list[Any]:
    return await database.read(lambda connection: connection.execute(statement).fetchall())


async def async_steps(checker: Checker, now: float) -> int:
    """Return how many steps there were to do."""
    steps = 0
    while await checker.step(now):
        steps += 1
    return steps


async def test_old_blocks_get_the_checksums_they_would_have_been_sealed_with(database: Database) -> None:
    await async_sealed(database, 3)
    before = await async_query(database, "SELECT number, checksum FROM block")
    forget_checksums(database.path)

    await Checker(database).run(NOW)

    assert await async_query(database, "SELECT number, checksum FROM block") == before
    assert None not in {checksum for _, checksum in before}


async def test_an_old_block_that_is_damaged_gets_none_and_is_set_aside(database: Database) -> None:
    await async_sealed(database, 3)
    garbled = garble(database.path, 2)
    forget_checksums(database.path)

    await Checker(database).run(NOW)

    left = await async_query(database, "SELECT number, checksum IS NOT NULL FROM block ORDER BY number")
    assert len(await database.read(all_set_aside)) == 2
    assert left == [(number, 1) for number in range(1, 10) if number not in garbled]


async def test_everything_is_checked_once_a_week(database: Database) -> None:
    await async_sealed(database, 3)
    checker = Checker(database)

    first = await async_steps(checker, NOW)
    soon, late, ahead = [await async_steps(checker, NOW + wait) for wait in (EVERY - 1, EVERY + 1, -400 * DAY)]

    assert first > 5
    assert soon == 0
    # Nine blocks, two in a step.
    assert (late, ahead) == (5, 5)


async def test_a_restart_goes_on_with_the_check_where_it_was(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 3)
    checker = Checker(database)
    await async_steps(checker, NOW)
    [await checker.step(NOW + EVERY + 1) for _ in range(3)]
    await database.close()

    database = await Database.open(path, Profile.NUC)
    (reached,) = await async_query(database, "SELECT value FROM fact WHERE name = 'check_reached'")
    checker = Checker(database)
    # One looks at the index, one for old blocks.
    left = await async_steps(checker, NOW + EVERY + 2)
    await database.close()

    assert reached == (6,)
    assert left == 3


async def test_a_single_flipped_bit_is_found_in_the_background(database: Database) -> None:
    happened = await async_sealed(database, 3)
    with closing(sqlite3.connect(database.path)) as connection, connection:
        flip(connection, 5, "body", random.Random(1))  # noqa: S311 - what a test does has to be repeatable

    await Checker(database).run(NOW)

    (block,) = await database.read(all_set_aside)
    assert (block.why, block.is_seen) == ("its checksum is another one", False)
    assert await EventLog(database).count() == len(happened) - (block.events or 0)


async def test_a_damaged_table_is_named(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 1)
    ((page,),) = await async_query(database, "SELECT rootpage FROM sqlite_schema WHERE name = 'patterns'")
    await database.close()
    overwrite(path, 4096 * (page - 1) + 3, b"\xff" * 4)

    database = await Database.open(path, Profile.NUC)
    checked = await Checker(database).check(NOW)
    again = await Checker(database).faulty_tables()
    await database.close()

    assert checked.tables == again == ("patterns",)


def misspell(path: Path, name: bytes, other: bytes) -> None:
    overwrite(path, path.read_bytes().index(name), other)


async def test_a_name_with_a_flipped_bit_is_noticed(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 1)
    await database.close()
    # The table's own rows come before their index, whose pages are younger.
    await asyncio.to_thread(misspell, path, b"sensor.weather", b"sensor.weatheR")

    database = await Database.open(path, Profile.NUC)
    checked = await Checker(database).check(NOW)
    await database.close()

    assert checked.tables == ("entity_name",)


async def test_the_bytes_of_a_damaged_block_are_kept_for_a_year(database: Database) -> None:
    await async_sealed(database, 1)
    garble(database.path, 1)
    await Checker(database).check(NOW)
    (block,) = await database.read(all_set_aside)

    left = [await async_left(database, block.at + age) for age in (KEPT - 1, KEPT + 1)]

    assert left == [1, 0]


async def async_left(database: Database, now: float) -> int:
    await database.write(lambda connection: drop_old(connection, now))
    return len(await database.read(all_set_aside))


async def test_nothing_waits_long_for_a_step(database: Database) -> None:
    await async_sealed(database, 3)
    checker, log = Checker(database), EventLog(database)

    _, stored = await asyncio.gather(checker.run(NOW), log.append([(BEGIN + DAY, "light.late", "on", 1)]))

    assert stored == 1
