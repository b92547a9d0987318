"""Damaged blocks: everything else goes on without them."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
import sqlite3
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.blocks import compress
from custom_components.homeiq.store.blocks.aside import all_set_aside
from custom_components.homeiq.store.damage.checking import Checker
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.imports import Imports
from tests.store.damaging import BEGIN, DAY, ENTITIES, async_sealed, damage_rows_alone, garble, tear

FAR = BEGIN + 400 * DAY
LATE = (BEGIN + DAY / 2 + 0.5, "light.hall", "on", 1)


async def async_read(database: Database, **wanted: Any) -> list[EventRow]:
    columns = await asyncio.to_thread(partial(EventLog.read, database.path, 0.0, FAR, **{"numbers": True, **wanted}))
    table = zip(columns.time.round(2).tolist(), columns.entity.tolist(), columns.state.tolist(), strict=True)
    return [(time, columns.entities[entity], columns.states[state], 1) for time, entity, state in table]


async def async_query(database: Database, statement: str) -> list[Any]:
    return await database.read(lambda connection: connection.execute(statement).fetchall())


async def test_a_late_event_is_stored_beside_eight_garbled_blocks(database: Database) -> None:
    await async_sealed(database, 4)
    garbled = garble(database.path, 8)
    writer = BatchWriter(database, size=10, seconds=100)

    writer.add(LATE)
    is_written = await writer.flush()
    await writer.stop()

    assert is_written
    assert (writer.stats.write_errors, writer.stats.queued, writer.stats.failing) == (0, 0, False)
    assert LATE in await async_read(database)
    # The late one's day has three blocks at most; the others are found by the next who reads them.
    assert len(await async_query(database, "SELECT 1 FROM block_damaged")) in range(1, 4)
    assert len(garbled) == 8


async def test_reading_goes_on_without_damaged_blocks_which_are_set_aside_then(database: Database) -> None:
    happened = await async_sealed(database, 4)
    before = await async_query(database, "SELECT number, first, last, body FROM block ORDER BY number")
    garbled = garble(database.path, 8)

    read = await async_read(database)
    await Checker(database).set_aside_found()

    left = await async_query(database, "SELECT number FROM block")
    aside = await database.read(all_set_aside)
    kept = await async_query(database, "SELECT length(body) FROM block_damaged ORDER BY number")
    assert set(read) < set(happened)
    assert {number for (number,) in left} == {number for number, *_ in before} - {*garbled}
    assert len(aside) == len(garbled) == 8
    assert sorted(size for (size,) in kept) == sorted(len(body) for *_, body in before[:8])
    assert await async_read(database) == read
    assert await EventLog(database).count() == len(read)
    assert sum(block.events or 0 for block in aside) == len(happened) - len(read)


async def test_what_was_set_aside_is_named_with_its_span_and_its_entities(database: Database) -> None:
    await async_sealed(database, 1)
    garble(database.path, 3)

    await Checker(database).check(FAR)
    aside = await database.read(all_set_aside)

    # What is between the lowest and the highest number of a block, where the block itself can't tell.
    assert [{*block.entities} <= {*ENTITIES} and bool(block.entities) for block in aside] == [True] * 3
    assert [BEGIN <= (block.first or 0) <= (block.last or 0) < BEGIN + DAY for block in aside] == [True] * 3
    assert [(block.why, block.is_seen) for block in aside] == [("its checksum is another one", False)] * 3


async def test_a_block_that_still_says_whose_it_is_is_believed(database: Database) -> None:
    await async_sealed(database, 1)
    await database.write(
        lambda connection: connection.execute("UPDATE block SET checksum = checksum + 1 WHERE kind = 0")
    )

    await Checker(database).check(FAR)
    ((block),) = await database.read(all_set_aside)

    assert block.entities == ("cover.blind", "light.hall")


async def test_blocks_that_only_another_python_can_read_are_counted_and_left_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = await async_sealed(database, 1)
    ((blocks,),) = await async_query(database, "SELECT count(*) FROM block")
    monkeypatch.setattr(compress, "zstd", None)

    read = await async_read(database)
    again = await async_read(database)
    await Checker(database).check(FAR)
    lacking = database.damage.lacking
    monkeypatch.undo()

    assert (read, again, lacking) == ([], [], blocks)
    assert await database.read(all_set_aside) == ()
    assert await async_read(database) == happened


DEEDS: dict[str, Callable[[Database], Any]] = {
    "reading": async_read,
    "reading one entity": partial(async_read, entities=["light.hall"]),
    "reading without numbers": partial(async_read, numbers=False),
    "a short span": lambda database: EventLog(database).span(BEGIN, FAR),
    "the first and the last": lambda database: asyncio.gather(
        EventLog(database).first_time(), EventLog(database).last_time()
    ),
    "a late event": lambda database: EventLog(database).append([LATE]),
    "an import": lambda database: Imports(database).write_day("2026-03-01", iter([LATE])),
    "sealing and forgetting by age": lambda database: Keeper(database, Keeping()).run(FAR),
    "making room": lambda database: Keeper(database, Keeping(max_bytes=1)).run(FAR),
    "erasing": lambda database: Eraser(database, ZoneInfo("UTC")).forget(Forgotten(begin=BEGIN, until=FAR), FAR),
    "erasing an entity": lambda database: Eraser(database, ZoneInfo("UTC")).forget(
        Forgotten(begin=0.0, until=BEGIN + DAY / 3, entities=frozenset({"light.hall"})), FAR
    ),
    "a check": lambda database: Checker(database).check(FAR),
    "checking in steps": lambda database: Checker(database).step(FAR),
}


# One for each block of four days, of which each has one of acts, of states and of numbers.
DAMAGES = (
    "kind = 2, checksum = NULL",
    "body = x''",
    "body = x'00', checksum = NULL",
    "body = substr(body, 1, length(body) / 2), checksum = NULL",
    "codec = 77",
    "codec = 3 - codec, checksum = NULL",
    "events = 4611686018427387904",
    "events = events * 3, checksum = NULL",
    "kind = 9",
    "first = 9223372036854775807",
    "first = -9223372036854775808, last = 9223372036854775807",
    "low = -1, high = 1099511627776, checksum = NULL",
)


def damage_all(connection: sqlite3.Connection) -> None:
    for number, damage in enumerate(DAMAGES, 1):
        connection.execute(f"UPDATE block SET {damage} WHERE number = {number}")  # noqa: S608 - of the damages above, by their places


@pytest.mark.parametrize("deed", DEEDS)
async def test_no_damage_stops_anything(path: Path, deed: str) -> None:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 4, 60)
    await database.write(damage_all)
    await database.close()

    database = await Database.open(path, Profile.NUC)
    await DEEDS[deed](database)
    await EventLog(database).append([LATE])
    await Checker(database).check(FAR)
    left, read = await async_query(database, "SELECT number FROM block"), await async_read(database)
    await database.close()

    assert (left, read) == ([], [LATE])


@pytest.mark.parametrize("deed", DEEDS)
async def test_no_damage_of_what_a_row_says_of_itself_stops_anything(path: Path, deed: str) -> None:
    database = await Database.open(path, Profile.NUC)
    happened = await async_sealed(database, 5, 60)
    await database.close()
    await asyncio.to_thread(
        damage_rows_alone,
        path,
        *(f"UPDATE block SET {damage} WHERE number = {number}" for number, damage in enumerate(DAMAGES, 1)),  # noqa: S608 - of the damages above
    )

    database = await Database.open(path, Profile.NUC)
    await DEEDS[deed](database)
    stored = await EventLog(database).append([LATE])
    await Checker(database).check(FAR)
    read = await async_read(database)
    whole = await async_query(database, "PRAGMA integrity_check")
    await database.close()

    assert stored == int(deed not in {"a late event", "an import"})
    assert LATE in read
    assert {*read} <= {*happened, LATE}
    assert whole == [("ok",)]


async def test_a_row_that_names_nothing_is_left_out(database: Database) -> None:
    log = EventLog(database)
    await log.append([(BEGIN + n, "light.hall", "on", 1) for n in range(3)])
    ((key, value),) = await async_query(database, "SELECT key, value FROM event ORDER BY key LIMIT 1")

    def damage(connection: sqlite3.Connection) -> None:
        # Another entity, a text that is none, a sign, a cause that is none.
        rows = [(key + 500, value), (key + 1, value + (1 << 40)), (key + 2, value - (1 << 63)), (key + 3, value | 7)]
        connection.executemany("INSERT INTO event (key, value) VALUES (?, ?)", rows)

    await database.write(damage)

    read = await async_read(database)

    assert read == [(BEGIN + n, "light.hall", "on", 1) for n in range(3)]


async def test_damage_in_the_index_alone_costs_nothing(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    happened = await async_sealed(database, 2)

    def damage(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        # From the next start on, all that is in it is read as something else.
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'high, events', 'events, high') WHERE name = 'block_span'"
        )

    await database.write(damage)
    await database.close()
    database = await Database.open(path, Profile.NUC)
    before = await async_read(database)
    await Checker(database).set_aside_found()
    after, aside = await async_read(database), await database.read(all_set_aside)
    await database.close()

    assert before == []
    assert (sorted(after), aside) == (sorted(happened), ())


async def test_a_block_whose_pages_lead_nowhere_stays_where_it_is_and_nobody_reads_it(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    happened = await async_sealed(database, 2, 9000)
    ((number, events),) = await async_query(
        database, "SELECT number, events FROM block ORDER BY length(body) DESC LIMIT 1"
    )
    await database.close()
    tear(path, number)

    database = await Database.open(path, Profile.NUC)
    before = await async_read(database)
    first, second = await Checker(database).check(FAR), await Checker(database).check(FAR)
    await EventLog(database).append([LATE])
    (block,), after = await database.read(all_set_aside), await async_read(database)
    stored = await EventLog(database).count()
    await database.close()

    assert len(before) == len(happened) - events
    assert sorted(after) == sorted([*before, LATE])
    assert (first.damaged, second.damaged, block.events, stored) == (1, 0, events, len(after))


async def test_a_late_event_that_meets_such_a_block_first_is_stored_at_the_next_try(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await async_sealed(database, 2, 9000)
    # The acts of the first day, which the late one is compared with.
    await database.close()
    tear(path, 1)

    database = await Database.open(path, Profile.NUC)
    with pytest.raises(DatabaseUnusableError):
        await EventLog(database).append([LATE])
    await Checker(database).set_aside_found()
    stored = await EventLog(database).append([LATE])
    await database.close()

    assert stored == 1
