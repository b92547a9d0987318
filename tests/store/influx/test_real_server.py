"""Against real servers: what is written there comes back, and nothing is lost or doubled on the way."""

import asyncio
from collections.abc import AsyncIterator
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.event import EventColumns, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.readings import UnitTold
from custom_components.homeiq.store.batch import BatchWriter
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx import read as reading
from custom_components.homeiq.store.influx.archive import Archive
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.direction import Direction
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.failure import InfluxError
from custom_components.homeiq.store.influx.probe import Server as Found, check, create, identify
from custom_components.homeiq.store.influx.read import read_columns, read_units
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.influx.transfer import Backfill, CopyProgress
from custom_components.homeiq.store.outbox.line import LineWriter, unit_rows
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.renames import Renames
from tests.servers import Server, influxdb, victoria_metrics

MARCH = 1_772_000_000.0
DAY = 86400.0
WRONG = "not hers"


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()))


@pytest.fixture
async def writer(database: Database, outbox: Outbox) -> AsyncIterator[BatchWriter]:
    writer = BatchWriter(database, size=100, seconds=1000, beside=outbox.put)
    yield writer
    await writer.stop()


def events(count: int, step: float = 0.5) -> list[EventRow]:
    states = ["on", "off", "21.5", "unavailable", 'a "quoted" text, with = and \\', "☀"]
    return [(MARCH + step * n, f"light.lamp_{n % 40}", states[n % 6], n % 6) for n in range(count)]


def rows_of(columns: EventColumns) -> list[EventRow]:
    return [(round(time, 5), entity, state, cause) for time, entity, state, cause in columns.rows()]


async def drain_all(drain: Drain, outbox: Outbox) -> None:
    async with asyncio.timeout(60):
        while (await outbox.waiting(MARCH)).points:
            rest = await drain.step(MARCH)
            await asyncio.sleep(min(rest, 0.2))


async def count_on(client: InfluxClient) -> int:
    answer = json.loads(await client.query('SELECT count("state") FROM "state_changed"'))
    series = answer["results"][0].get("series")
    return series[0]["values"][0][1] if series else 0


async def test_what_is_written_comes_back(writer: BatchWriter, outbox: Outbox, client: InfluxClient) -> None:
    rows = events(2000)
    [*map(writer.add, rows)]
    await writer.flush()

    await drain_all(Drain(outbox, client, Batching(size=500, seconds=0.1)), outbox)

    assert rows_of(await read_columns(client, MARCH, MARCH + DAY)) == rows
    assert await count_on(client) == 2000


async def test_a_span_and_entities_can_be_chosen(writer: BatchWriter, outbox: Outbox, client: InfluxClient) -> None:
    rows = events(1000)
    [*map(writer.add, rows)]
    await writer.flush()
    await drain_all(Drain(outbox, client, Batching(size=500, seconds=0.1)), outbox)
    wanted = {"light.lamp_3", "light.it's"}

    found = await read_columns(client, MARCH + 100, MARCH + 300, wanted)

    assert rows_of(found) == [row for row in rows if row[1] in wanted and MARCH + 100 <= row[0] < MARCH + 300]


async def test_small_pages_give_what_one_gives(
    writer: BatchWriter, outbox: Outbox, client: InfluxClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(MARCH + n // 7, f"light.lamp_{n % 7}", f"text {n}", 1) for n in range(200)]
    [*map(writer.add, rows)]
    await writer.flush()
    await drain_all(Drain(outbox, client, Batching(size=500, seconds=0.1)), outbox)
    monkeypatch.setattr(reading, "PAGE", 5)

    found = rows_of(await read_columns(client, MARCH, MARCH + DAY))

    assert sorted(found) == sorted(rows)


async def test_homes_in_one_bucket_stay_apart(database: Database, client: InfluxClient) -> None:
    theirs = Outbox(database, LineWriter("theirs", Home()))
    await database.write(lambda connection: theirs.put(connection, events(10)))
    await drain_all(Drain(theirs, client, Batching(size=500, seconds=0.1)), theirs)

    assert await count_on(client) == 10
    assert len(await read_columns(client, MARCH, MARCH + DAY)) == 0


async def test_sending_again_doubles_nothing(database: Database, outbox: Outbox, client: InfluxClient) -> None:
    drain = Drain(outbox, client, Batching(size=500, seconds=0.1))
    for _ in range(3):
        await database.write(lambda connection: outbox.put(connection, events(300)))
        await drain_all(drain, outbox)

    assert await count_on(client) == 300


@pytest.mark.timeout(180)
async def test_an_outage_loses_nothing(
    writer: BatchWriter, outbox: Outbox, client: InfluxClient, server: Server
) -> None:
    """An hour at 100 events a second, but for the waiting."""
    drain = Drain(outbox, client, Batching(size=1000, seconds=0.1))
    rows = events(360_000, step=0.01)
    [*map(writer.add, rows[:1000])]
    await writer.flush()
    await drain_all(drain, outbox)
    await server.stop()

    for begin in range(1000, 360_000, 20_000):
        [*map(writer.add, rows[begin : begin + 20_000])]
        await writer.flush()
    rests = [await drain.step(MARCH) for _ in range(4)]
    waiting, trouble = await outbox.waiting(MARCH), drain.sent.trouble
    await server.start()
    await drain_all(drain, outbox)

    assert rests == [1.0, 2.0, 4.0, 8.0]
    assert trouble == "server"
    assert waiting.points == 359_000
    assert drain.sent.trouble is None
    assert await count_on(client) == 360_000


@pytest.mark.timeout(120)
async def test_a_server_killed_again_and_again_gets_everything(
    writer: BatchWriter, outbox: Outbox, client: InfluxClient, server: Server
) -> None:
    rows = events(20_000)
    [*map(writer.add, rows)]
    await writer.flush()
    drain = Drain(outbox, client, Batching(size=100, seconds=0.1))

    for _ in range(3):
        sending = asyncio.create_task(drain_all(drain, outbox))
        await asyncio.sleep(0.4)
        await server.kill()
        await asyncio.sleep(0.3)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await server.start()
    await drain_all(drain, outbox)

    assert await count_on(client) == 20_000


async def test_points_of_a_conflicting_type_are_kept_aside(
    writer: BatchWriter, outbox: Outbox, client: InfluxClient
) -> None:
    # Somebody else's points: for this day a field is a number that is a text with us.
    await client.write("state_changed,home=theirs state=5 1772000000000000")
    rows = events(20, step=DAY / 2)
    [*map(writer.add, rows)]
    await writer.flush()

    drain = Drain(outbox, client, Batching(size=500, seconds=0.1))
    await drain_all(drain, outbox)

    waiting = await outbox.waiting(MARCH)
    aside = await outbox.kept_aside()
    assert waiting.points == 0
    assert 0 < waiting.rejected < 20
    assert "field type conflict" in aside[0].reason
    assert sum((await outbox.rejected_entities()).values()) == waiting.rejected
    assert drain.sent.points == 20 - waiting.rejected
    assert len(await read_columns(client, MARCH, MARCH + 30 * DAY)) == 20 - waiting.rejected


async def test_units_that_were_told_come_back_in_their_order(
    writer: BatchWriter, outbox: Outbox, client: InfluxClient
) -> None:
    plug = [
        UnitTold(name="sensor.plug", since=since, unit=unit)
        for since, unit in ((0.0, "W"), (MARCH, ""), (MARCH + 10, "kW"))
    ]
    weather = [UnitTold(name="weather.home#temperature", since=MARCH, unit="°F")]
    [*map(writer.add, events(10))]
    await writer.flush()

    for _ in range(2):
        await outbox.add((), unit_rows([plug, weather]))
    await drain_all(Drain(outbox, client, Batching(size=500, seconds=0.1)), outbox)

    told = await read_units(client, MARCH + DAY)
    assert [(one.name, one.since, one.unit) for one in told] == [
        ("sensor.plug", MARCH - 1, "W"),
        ("sensor.plug", MARCH + 10, "kW"),
    ]
    assert await count_on(client) == len(await read_columns(client, 0, MARCH + DAY)) == 10
    assert await read_units(client, MARCH - 10) == []


async def test_history_is_copied_there_and_back(
    database: Database, outbox: Outbox, client: InfluxClient, tmp_path: Path
) -> None:
    log, rows = EventLog(database), events(3000, step=60.0)
    await log.append(rows)
    there = Backfill(database, Direction.TO)
    await there.begin(MARCH, MARCH + 3 * DAY)

    steps = [step async for step in there.to_server(log, outbox, LineWriter("ours", Home()), lambda: MARCH)]
    await drain_all(Drain(outbox, client, Batching(size=1000, seconds=0.1)), outbox)
    elsewhere = await Database.open(tmp_path / "other.db", database._profile)  # noqa: SLF001 - like this one
    back = Backfill(elsewhere, Direction.FROM)
    await back.begin(MARCH, MARCH + 3 * DAY)
    first = await anext(back.from_server(client))
    rest = [step async for step in back.from_server(client)]
    copied = await asyncio.to_thread(EventLog.read, elsewhere.path, 0, float("inf"), numbers=True)
    progress = await back.progress()
    await elsewhere.close()

    assert steps[-1] == CopyProgress(begin=MARCH, reached=MARCH + 3 * DAY, until=MARCH + 3 * DAY, events=3000)
    assert (first.share, len(rest)) == (1 / 12, 11)
    assert rows_of(copied) == rows
    assert progress == steps[-1]


async def async_copy(
    database: Database, outbox: Outbox, client: InfluxClient, direction: Direction, days: float = 3
) -> None:
    """Copy all history one way, and send what waits."""
    copying, log = Backfill(database, direction), EventLog(database)
    await copying.begin(MARCH - DAY, MARCH + days * DAY)
    if direction is Direction.FROM:
        [step async for step in copying.from_server(client)]
        return
    lines = LineWriter("ours", Home())
    [step async for step in copying.to_server(log, outbox, lines, lambda: MARCH, client)]
    await drain_all(Drain(outbox, client, Batching(size=1000, seconds=0.1)), outbox)


async def test_what_was_sent_as_it_happened_is_not_copied_once_more_when_it_is_sealed(
    database: Database, writer: BatchWriter, outbox: Outbox, client: InfluxClient
) -> None:
    # At times that sealing rounds.
    rows = [(row[0] + 0.00037 * place, *row[1:]) for place, row in enumerate(events(2000, step=60.0))]
    [*map(writer.add, rows[:1500])]
    await writer.flush()
    await drain_all(Drain(outbox, client, Batching(size=1000, seconds=0.1)), outbox)
    await EventLog(database).append(rows[1500:])
    await Keeper(database, Keeping()).run(MARCH + 5 * DAY)

    for _ in range(2):
        await async_copy(database, outbox, client, Direction.TO)

    assert await count_on(client) == 2000


async def test_history_comes_and_goes_under_the_names_that_its_entities_had_then(
    database: Database, outbox: Outbox, client: InfluxClient
) -> None:
    log, renames = EventLog(database), Renames(database)
    await renames.observe({"a": "light.lamp_0", "b": "light.lamp_1", "c": "light.lamp_2"}, MARCH)
    await log.append(events(600))
    await async_copy(database, outbox, client, Direction.TO)
    new = {"a": "light.lamp_1", "b": "light.lamp_0", "c": "light.new"}
    await renames.observe(new, MARCH + DAY)
    await log.append([(MARCH + DAY + n, name, "on", 1) for n, name in enumerate(new.values(), 1)])
    before = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"), numbers=True)

    await async_copy(database, outbox, client, Direction.TO)
    archive = await Archive(client, outbox, Eraser(database, ZoneInfo("UTC")), renames).span(0.0, MARCH + 9 * DAY)
    await async_copy(database, outbox, client, Direction.FROM)
    after = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"), numbers=True)

    assert rows_of(archive) == rows_of(before)
    assert rows_of(after) == rows_of(before)
    assert await count_on(client) == 603


async def test_what_was_forgotten_does_not_come_back_under_an_older_name(
    database: Database, outbox: Outbox, client: InfluxClient
) -> None:
    log, renames = EventLog(database), Renames(database)
    await renames.observe({"a": "light.lamp_0"}, MARCH)
    await log.append(events(200))
    await async_copy(database, outbox, client, Direction.TO)
    await renames.observe({"a": "light.new"}, MARCH + DAY)
    part = Forgotten(begin=0.0, until=MARCH + DAY, entities=frozenset({"light.new"}))
    await log.forget(part, MARCH + DAY)

    await async_copy(database, outbox, client, Direction.FROM)

    found = await asyncio.to_thread(EventLog.read, database.path, 0, float("inf"), numbers=True)
    assert rows_of(found) == [row for row in events(200) if row[1] != "light.lamp_0"]


async def test_the_server_says_what_it_is(client: InfluxClient) -> None:
    found = await identify(client)

    assert found.generation is Generation.V1
    assert found.version.startswith("1.6")
    await check(client)


async def test_a_missing_database_is_named_and_made(target: Target, session: aiohttp.ClientSession) -> None:
    client = InfluxClient(
        Target(url=target.url, bucket="new home/a year", generation=Generation.V1, home="ours"), session
    )
    with pytest.raises(InfluxError) as refused:
        await check(client)

    await create(client, days=365)
    await check(client)

    policies = json.loads(await client.query('SHOW RETENTION POLICIES ON "new home"'))
    assert refused.value.trouble == "not_found"
    assert ["a year", "8760h0m0s"] in [row[:2] for row in policies["results"][0]["series"][0]["values"]]


async def test_wrong_users_are_refused(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with influxdb(tmp_path, auth=True) as server:
        target = Target(url=server.url, bucket="homeiq", generation=Generation.V1, username="ann", password=WRONG)
        async with session.post(
            f"{server.url}/query", params={"q": "CREATE USER ann WITH PASSWORD 'right' WITH ALL PRIVILEGES"}
        ) as made:
            # Who hangs up before the end of the answer takes the question back.
            assert await made.json() == {"results": [{"statement_id": 0}]}

        with pytest.raises(InfluxError) as refused:
            await create(InfluxClient(target, session), days=0)

    assert refused.value.trouble == "unauthorized"


async def test_a_server_of_numbers_takes_points(
    writer: BatchWriter, outbox: Outbox, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with victoria_metrics(tmp_path) as server:
        client = InfluxClient(Target(url=server.url, bucket="homeiq", home="ours"), session)
        [*map(writer.add, events(100))]
        await writer.flush()

        found = await identify(client)
        await drain_all(Drain(outbox, client, Batching(size=500, seconds=0.1)), outbox)

    assert found == Found(generation=Generation.V2, version="VictoriaMetrics")
