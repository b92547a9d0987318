# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
import random
import sqlite3
from types import MappingProxyType

import pytest

from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends import keeper as module
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.ends.room import room_of, used_bytes
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.outbox.parcel import put_parcel
from custom_components.homeiq.store.sqlite import EventLog

MARCH = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
DAY = 86400.0
FOREVER = (0.0, float("inf"))
ENTITIES = ["light.hall", "sensor.power", "binary_sensor.motion", "sensor.weather", "climate.hall"]


@pytest.fixture
def log(database: Database) -> EventLog:
    return EventLog(database)


@pytest.fixture
def keeper(database: Database) -> Keeper:
    return Keeper(database, Keeping())


def days_of_events(count: int, a_day: int = 400, first: int = 0) -> list[EventRow]:
    """Return events at hundredths of a second, at which nothing is rounded."""
    chance = random.Random(first)
    moments = sorted(chance.sample(range(round(count * DAY * 100)), count * a_day))
    return [an_event(MARCH + first * DAY + moment / 100, chance) for moment in moments]


def an_event(time: float, chance: random.Random) -> EventRow:
    entity = chance.choice(ENTITIES)
    state = str(chance.randrange(900) / 10) if entity in {"sensor.power", "climate.hall"} else chance.choice("abcdef")
    return (time, entity, state, chance.randrange(6))


async def pages_of(database: Database) -> int:
    ((pages,),) = await database.read(lambda connection: connection.execute("PRAGMA page_count").fetchall())
    return int(pages)


def rows_of(columns: EventColumns) -> list[EventRow]:
    return [(round(time, 5), entity, state, cause) for time, entity, state, cause in columns.rows()]


async def read(database: Database, since: float = 0.0, until: float = float("inf"), **wanted: object) -> list[EventRow]:
    columns = await asyncio.to_thread(
        partial(EventLog.read, database.path, since, until, **{"numbers": True, **wanted})  # type: ignore[arg-type]
    )
    return rows_of(columns)


async def counts(database: Database) -> tuple[int, int]:
    """Return how many rows and how many blocks there are."""
    return await database.read(
        lambda connection: connection.execute(
            "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM block)"
        ).fetchone()
    )


async def test_sealed_events_are_read_like_fresh_ones(database: Database, log: EventLog, keeper: Keeper) -> None:
    events = days_of_events(5)
    await log.append(events)

    await keeper.run(MARCH + 3.5 * DAY)

    rows, blocks = await counts(database)
    assert 0 < rows < len(events)
    assert blocks == 9
    assert await read(database) == events
    assert await log.count() == len(events)


@pytest.mark.parametrize("seed", range(6))
async def test_any_question_has_the_same_answer_after_sealing(
    database: Database, log: EventLog, keeper: Keeper, seed: int
) -> None:
    chance = random.Random(seed)
    events = days_of_events(4, first=seed)
    since, until = sorted(MARCH + (seed + chance.uniform(-1, 5)) * DAY for _ in range(2))
    wanted = {"numbers": chance.random() < 0.5, "entities": chance.choice([None, chance.sample(ENTITIES, 2)])}
    await log.append(events)
    before = await read(database, since, until, **wanted)

    await keeper.run(MARCH + (seed + 2.5) * DAY)

    assert await read(database, since, until, **wanted) == before


async def test_a_kept_connection_answers_like_one_of_its_own(database: Database, log: EventLog, keeper: Keeper) -> None:
    events = days_of_events(3)
    await log.append(events)
    await keeper.run(MARCH + 2 * DAY)

    columns = await log.span(MARCH + DAY, MARCH + 2.5 * DAY, ["light.hall"])

    assert rows_of(columns) == [
        event for event in events if event[1] == "light.hall" and MARCH + DAY <= event[0] < MARCH + 2.5 * DAY
    ]


async def test_the_newest_events_stay_rows(database: Database, log: EventLog, keeper: Keeper) -> None:
    await log.append(days_of_events(1))

    await keeper.run(MARCH + DAY)

    assert await counts(database) == (400, 0)


async def test_a_busy_home_seals_before_the_day_is_over(
    database: Database, log: EventLog, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STRETCH", 100)
    events = days_of_events(1)
    await log.append(events)

    await keeper.run(MARCH + DAY)

    rows, blocks = await counts(database)
    assert rows < 110
    assert blocks > 6
    assert await read(database) == events


async def test_the_same_events_again_change_nothing_once_they_are_sealed(
    database: Database, log: EventLog, keeper: Keeper
) -> None:
    events = days_of_events(3)
    await log.append(events)
    await keeper.run(MARCH + 2.5 * DAY)
    fresh, _ = await counts(database)
    slightly_off = [(time + 0.0004, entity, state, cause) for time, entity, state, cause in events]

    assert await log.append(events) == 0
    assert await log.append(slightly_off) == fresh


async def test_what_comes_late_finds_its_place(database: Database, log: EventLog, keeper: Keeper) -> None:
    events = days_of_events(4)
    late = events[::7]
    await log.append([event for event in events if event not in late])
    await keeper.run(MARCH + 3.5 * DAY)

    stored = await log.append(late)
    before = await read(database)
    await keeper.run(MARCH + 3.5 * DAY)

    assert stored == len(late)
    assert before == events
    assert await read(database) == events
    assert await log.count() == len(events)


async def test_a_stretch_that_changes_meanwhile_is_sealed_later(
    database: Database, log: EventLog, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = days_of_events(2)
    await log.append(events[1:])
    write = database.write

    async def write_late(work: object) -> object:
        monkeypatch.undo()
        await log.append(events[:1] if events[0][0] >= events[1][0] else [(events[1][0] + 0.5, "light.late", "on", 1)])
        return await write(work)  # type: ignore[arg-type]

    monkeypatch.setattr(database, "write", write_late)
    assert await keeper.step(MARCH + 2 * DAY)
    rows, blocks = await counts(database)

    assert (rows, blocks) == (len(events), 0)
    assert await log.count() == len(events)
    assert await keeper.step(MARCH + 2 * DAY)
    assert (await counts(database))[1] == 3


async def test_each_kind_is_kept_for_its_own_time(database: Database, log: EventLog) -> None:
    days = MappingProxyType({BlockKind.ACTS: 30, BlockKind.STATES: 6, BlockKind.NUMBERS: 3})
    keeper = Keeper(database, Keeping(days=days))
    events = days_of_events(10)
    await log.append(events)

    await keeper.run(MARCH + 10 * DAY)

    kept = await read(database)
    oldest = {entity: min(time for time, name, *_ in kept if name == entity) for entity in ENTITIES}
    assert oldest["light.hall"] < MARCH + DAY
    assert oldest["climate.hall"] < MARCH + DAY
    # A block goes when all of it is too old.
    assert MARCH + 3 * DAY < oldest["binary_sensor.motion"] < MARCH + 5 * DAY
    assert MARCH + 6 * DAY < oldest["sensor.power"] < MARCH + 8 * DAY
    assert await log.count() == len(kept)
    assert keeper.forgotten == len(events) - len(kept)


async def test_what_is_still_needed_is_not_forgotten(database: Database, log: EventLog) -> None:
    keeper = Keeper(database, Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, 3))))
    events = days_of_events(10)
    await log.append(events)

    await keeper.run(MARCH + 10 * DAY, forget_until=MARCH)

    assert await read(database) == events


async def test_a_database_that_grows_too_large_forgets_numbers_first(database: Database, log: EventLog) -> None:
    events = days_of_events(10, a_day=2000)
    await log.append(events)
    await Keeper(database, Keeping()).run(MARCH + 9.5 * DAY)
    used = await database.read(used_bytes)

    await Keeper(database, Keeping(max_bytes=used - 20_000)).run(MARCH + 9.5 * DAY)

    kept = await read(database)
    assert [event for event in kept if event[1] == "light.hall"] == [
        event for event in events if event[1] == "light.hall"
    ]
    assert (
        0
        < len([event for event in kept if event[1] == "sensor.power"])
        < 0.95 * len([event for event in events if event[1] == "sensor.power"])
    )


async def test_a_size_that_nothing_fits_into_leaves_the_fresh_rows(database: Database, log: EventLog) -> None:
    events = days_of_events(3)
    await log.append(events)

    await Keeper(database, Keeping(max_bytes=1)).run(MARCH + 2.5 * DAY)

    fresh, blocks = await counts(database)
    assert await read(database) == events[-fresh:]
    assert blocks == 0


async def test_daily_totals_outlive_the_events(database: Database, log: EventLog) -> None:
    events = days_of_events(4)
    await log.append(events)
    days = MappingProxyType(dict.fromkeys(BlockKind, 1))

    await Keeper(database, Keeping(days=days)).run(MARCH + 3.1 * DAY)

    totals = await database.read(lambda connection: connection.execute("SELECT sum(changes) FROM day_total").fetchone())
    assert await log.count() < len(events)
    assert totals[0] == len(events) - (await counts(database))[0]


async def test_a_day_that_is_sealed_in_parts_has_one_total(
    database: Database, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [(MARCH + 60.0 * n, "sensor.power", str(n), 2) for n in range(1000)]
    await log.append(events)
    monkeypatch.setattr(module, "STRETCH", 300)

    await Keeper(database, Keeping()).run(MARCH + 5 * DAY)

    totals = await database.read(
        lambda connection: connection.execute(
            "SELECT entity, changes, numbers, low, high, total FROM day_total"
        ).fetchall()
    )
    assert totals == [(1, 1000, 1000, 0.0, 999.0, sum(range(1000)))]


async def test_free_space_is_given_back(database: Database, log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SPARE", 8)
    empty = await pages_of(database)
    await log.append(days_of_events(10, a_day=3000))
    keeper = Keeper(database, replace(Keeping(), days=MappingProxyType(dict.fromkeys(BlockKind, 1))))
    full = await pages_of(database)

    await keeper.run(MARCH + 30 * DAY)

    assert await pages_of(database) - empty < (full - empty) / 8


async def test_counts_survive_a_restart(database: Database, log: EventLog, keeper: Keeper) -> None:
    await log.append(days_of_events(3))
    await keeper.run(MARCH + 2.5 * DAY)
    await database.close()

    again = await Database.open(database.path, Profile.NUC)
    stored, repeated = again.events.stored, await EventLog(again).append(days_of_events(3))
    edges = await EventLog(again).first_time(), await EventLog(again).last_time()
    await again.close()

    events = days_of_events(3)
    assert (stored, repeated) == (1200, 0)
    assert edges == (events[0][0], events[-1][0])


async def test_damaged_blocks_are_left_out(database: Database, log: EventLog, keeper: Keeper) -> None:
    await log.append(days_of_events(3))
    await keeper.run(MARCH + 3.5 * DAY)
    await database.write(lambda connection: connection.execute("UPDATE block SET body = x'00'"))

    everything, span = await read(database), await log.span(*FOREVER)

    assert (everything, len(span)) == ([], 0)


async def test_a_missing_table_stops_the_keeper(database: Database, keeper: Keeper) -> None:
    def drop(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE event")

    await database.write(drop)

    with pytest.raises(DatabaseUnusableError):
        await keeper.run(MARCH)


async def test_values_go_with_the_numbers_and_leave_their_totals(database: Database, log: EventLog) -> None:
    await log.append([(MARCH, "light.hall", "on", 1), (MARCH, "light.hall#brightness", "102", 1)])
    keeper = Keeper(database, Keeping())

    await keeper.run(MARCH + 100 * DAY)

    left = await log.span(*FOREVER)
    totals = await database.read(
        lambda connection: connection.execute(
            "SELECT entity_id, changes, numbers, total FROM day_total JOIN entity_name ON number = entity ORDER BY 1"
        ).fetchall()
    )
    assert [name for _, name, *_ in rows_of(left)] == ["light.hall"]
    assert totals == [("light.hall", 1, 0, 0.0), ("light.hall#brightness", 1, 1, 102.0)]


async def test_numbers_that_are_not_short_are_sealed_as_numbers_and_leave_no_texts(
    database: Database, log: EventLog
) -> None:
    chance = random.Random(5)
    numbers = [chance.choice([20.0, 0.01, -1e-9, 1e17]) * chance.random() for _ in range(500)]
    await log.append([(MARCH + 60.0 * place, "sensor.raw", repr(number), 2) for place, number in enumerate(numbers)])
    fresh = await read(database)

    await Keeper(database, Keeping()).run(MARCH + 3 * DAY)

    ((texts, kinds),) = await database.read(
        lambda connection: connection.execute(
            "SELECT (SELECT count(*) FROM state_text), (SELECT max(kind) || min(kind) FROM block)"
        ).fetchall()
    )
    assert (texts, kinds) == (0, f"{BlockKind.NUMBERS}{BlockKind.NUMBERS}")
    assert await read(database) == fresh
    assert [float(state) for _, _, state, _ in fresh] == pytest.approx(numbers, rel=1e-12)
    assert await read(database, numbers=False) == []


async def test_no_event_goes_for_room_that_something_else_takes(database: Database, log: EventLog) -> None:
    events = days_of_events(4)
    await log.append(events)
    limit = await database.read(used_bytes) + 200_000
    await database.write(
        lambda connection: put_parcel(
            connection, [f"a,b=c d={n * 2654435761 % 2**32} {n}" for n in range(300_000)], MARCH
        )
    )
    keeper = Keeper(database, Keeping(max_bytes=limit))

    await keeper.run(MARCH + 4.5 * DAY)

    room = await keeper.room()
    assert await read(database) == events
    assert room is not None
    assert room.used > limit > room.events
    assert room.outbox > 200_000


async def test_acts_go_only_for_room_that_acts_take(database: Database, log: EventLog) -> None:
    events = days_of_events(10, a_day=1000)
    await log.append(events)
    await Keeper(database, Keeping()).run(MARCH + 10.5 * DAY)
    acts = (await database.read(room_of)).acts
    lamps = [event for event in events if event[1] in {"light.hall", "climate.hall"}]

    await Keeper(database, Keeping(max_bytes=acts + 1)).run(MARCH + 10.5 * DAY)
    kept = await read(database)
    await Keeper(database, Keeping(max_bytes=acts - 1)).run(MARCH + 10.5 * DAY)

    rest = [event for event in await read(database) if event in lamps]
    fresh = [event for event in kept if event not in lamps]
    assert [event for event in kept if event in lamps] == lamps
    assert all(event[0] > MARCH + 9 * DAY for event in fresh)
    assert 0 < len(rest) < len(lamps)


async def test_a_database_with_room_says_nothing(database: Database) -> None:
    assert await Keeper(database, Keeping(max_bytes=10_000_000)).room() is None
    assert await Keeper(database, Keeping()).room() is None


def swap_leaves(path: Path) -> None:
    """Let the first two pages of fresh rows stand in each other's place, as a failing disk may."""
    with closing(sqlite3.connect(path)) as connection:
        leaves = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path LIMIT 2"
        ).fetchall()
    content = bytearray(path.read_bytes())
    (one,), (other,) = ((slice(4096 * (page - 1), 4096 * page),) for (page,) in leaves)
    content[one], content[other] = content[other], content[one]
    path.write_bytes(content)


async def test_rows_that_are_there_and_not_found_are_damage_of_the_file(path: Path) -> None:
    database = await Database.open(path, Profile.NUC)
    await EventLog(database).append([(1_772_000_000.0 + 200.0 * n, "light.hall", str(n % 9), 1) for n in range(2000)])
    await database.close()
    await asyncio.to_thread(swap_leaves, path)
    database = await Database.open(path, Profile.NUC)

    with pytest.raises(DatabaseUnusableError, match="corrupt"):
        await Keeper(database, Keeping()).run(1_772_000_000.0 + 9e5)
    trouble, is_damaged = database.damage.trouble, await database.is_damaged()
    await database.close()

    assert trouble
    assert is_damaged
