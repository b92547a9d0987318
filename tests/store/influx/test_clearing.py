"""What is forgotten before it was sent: nothing of it leaves the house, whenever the process ends."""

from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web
import pytest

from custom_components.homeiq.model.decisions.forgotten import Forgotten
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.outbox.clearing import PARCELS
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.outbox.set_aside import Rejected
from custom_components.homeiq.store.tables.renames import Renames
from tests.heard import Heard
from tests.servers import serving
from tests.store.ends.test_erasing import BERLIN, DAY, HOUR, LATER, MIDNIGHT, PARTS
from tests.store.failing import Failing, beside

ALL = 10_000
NAMES = ("light.a", "light.b", "binary_sensor.c", "sensor.d")


def lived() -> list[EventRow]:
    """Four entities change every hour, for ten days."""
    return [
        (MIDNIGHT + hour * HOUR + place, name, ("on", "off")[hour % 2], 1)
        for hour in range(240)
        for place, name in enumerate(NAMES)
    ]


def lines(rows: list[EventRow]) -> list[str]:
    return LineWriter("ours", Home()).lines(rows)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, LineWriter("ours", Home()))


@pytest.fixture
def eraser(database: Database) -> Eraser:
    return Eraser(database, BERLIN)


async def async_put(database: Database, outbox: Outbox, rows: list[EventRow], size: int = 8) -> None:
    """Have events wait, a parcel each few of them."""
    for begin in range(0, len(rows), size):
        parcel = rows[begin : begin + size]
        await database.write(lambda connection, parcel=parcel: outbox.put(connection, parcel))  # type: ignore[misc]


async def async_waiting(outbox: Outbox) -> list[str]:
    parcel = await outbox.take(ALL)
    return [] if parcel is None else list(parcel.lines)


async def async_on_disk(database: Database, outbox: Outbox) -> list[str]:
    """Return what is stored, whether it may be sent or not."""
    kept = await database.read(lambda connection: connection.execute("SELECT * FROM forgotten").fetchall())
    await database.write(lambda connection: connection.execute("DELETE FROM forgotten"))
    found = await async_waiting(outbox)
    await database.write(
        lambda connection: connection.executemany("INSERT INTO forgotten VALUES (?, ?, ?, ?, ?, ?)", kept)
    )
    return found


def left(part: Forgotten) -> list[str]:
    return lines([row for row in lived() if not (part.begin <= row[0] < part.until and part.names(row[1]))])


@pytest.mark.parametrize("part", PARTS)
async def test_exactly_what_is_meant_no_longer_waits(
    database: Database, outbox: Outbox, eraser: Eraser, part: Forgotten
) -> None:
    await async_put(database, outbox, lived())

    await eraser.forget(part, LATER)

    assert await async_on_disk(database, outbox) == left(part)
    assert (await outbox.waiting(LATER)).points == len(left(part))


async def test_more_parcels_than_are_looked_at_at_once_keep_their_order(
    database: Database, outbox: Outbox, eraser: Eraser
) -> None:
    await async_put(database, outbox, lived(), size=5)

    await eraser.forget(PARTS[0], LATER)

    assert len(lived()) / 5 > 2 * PARCELS
    assert await async_waiting(outbox) == left(PARTS[0])


async def test_their_age_stays(database: Database, outbox: Outbox, eraser: Eraser) -> None:
    await async_put(database, outbox, lived())
    before = await outbox.waiting(LATER)

    await eraser.forget(PARTS[0], LATER)

    after = await outbox.waiting(LATER)
    assert (after.since, after.size < before.size) == (before.since, True)


@pytest.mark.parametrize("writes", [1, 2, 3])
async def test_what_a_stop_cuts_off_is_not_sent_and_deleted_later(
    database: Database, outbox: Outbox, eraser: Eraser, writes: int
) -> None:
    await async_put(database, outbox, lived(), size=5)
    part = PARTS[0]

    async with beside(Failing, database) as failing:
        failing.left = writes
        with pytest.raises(DatabaseUnusableError):
            await Eraser(failing, BERLIN).forget(part, LATER)
    sendable = await async_waiting(outbox)
    stored = await async_on_disk(database, outbox)
    await eraser.finish()

    assert sendable == left(part)
    assert len(stored) > len(left(part))
    assert await async_on_disk(database, outbox) == left(part)


async def test_what_reaches_the_outbox_late_is_not_sent(database: Database, outbox: Outbox, eraser: Eraser) -> None:
    await eraser.forget(PARTS[0], LATER)

    await async_put(database, outbox, lived())

    assert await async_waiting(outbox) == left(PARTS[0])


async def test_what_happens_later_is_sent_as_ever(database: Database, outbox: Outbox, eraser: Eraser) -> None:
    await eraser.forget(PARTS[0], LATER)
    later: list[EventRow] = [(LATER, "light.a", "on", 1)]

    await async_put(database, outbox, later)

    assert await async_waiting(outbox) == lines(later)


async def test_attributes_that_wait_are_forgotten_with_their_entity(database: Database, eraser: Eraser) -> None:
    outbox = Outbox(
        database,
        LineWriter("ours", Home()),
        attributes=Heard([(MIDNIGHT, "light.a", 1, {"brightness": 5}), (MIDNIGHT, "light.b", 1, {"effect": "x"})]),
    )
    await async_put(database, outbox, lived()[1:2])

    await eraser.forget(PARTS[0], LATER)

    assert ["entity_id=light.b" in line for line in await async_on_disk(database, outbox)] == [True, True]


async def test_what_waits_under_an_older_name_is_known(database: Database, outbox: Outbox, eraser: Eraser) -> None:
    await async_put(database, outbox, lived())
    renames = Renames(database)
    await renames.observe({"lamp": "light.a", "other": "light.b"}, MIDNIGHT)
    await renames.observe({"lamp": "light.new", "other": "light.a"}, MIDNIGHT + 5 * DAY)

    await eraser.forget(Forgotten(begin=0.0, until=LATER, entities=frozenset({"light.new"})), LATER)

    # From the sixth day on, light.a is the lamp that was light.b.
    gone = {(moment, name) for moment, name, _, _ in lived() if name == "light.a" and moment < MIDNIGHT + 5 * DAY}
    assert await async_waiting(outbox) == lines([row for row in lived() if (row[0], row[1]) not in gone])


async def test_what_the_server_refused_is_forgotten_too(database: Database, outbox: Outbox, eraser: Eraser) -> None:
    refused = [Rejected(line=line, reason="field type conflict") for line in lines(lived()[:4])]
    await outbox.done((), refused, MIDNIGHT)

    await eraser.forget(PARTS[0], LATER)

    assert await outbox.rejected_entities() == {"light.b": 1, "binary_sensor.c": 1, "sensor.d": 1}


async def test_a_damaged_parcel_goes_as_nobody_knows_what_it_holds(
    database: Database, outbox: Outbox, eraser: Eraser
) -> None:
    await async_put(database, outbox, lived()[:16])
    await database.write(lambda connection: connection.execute("UPDATE influx_outbox SET body = x'00' WHERE id = 1"))

    await eraser.forget(PARTS[4], LATER)

    assert await async_waiting(outbox) == lines(lived()[8:16])


async def test_a_batch_of_which_all_is_forgotten_is_let_go_of_without_a_word_to_the_server(
    database: Database, outbox: Outbox, session: aiohttp.ClientSession
) -> None:
    heard: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        heard.append(await request.text())
        return web.Response(status=204)

    everything = Forgotten(begin=0.0, until=LATER)
    await Eraser(database, ZoneInfo("UTC")).forget(everything, LATER)
    await async_put(database, outbox, lived()[:8])
    async with serving(answer) as url:
        target = Target(url=url, bucket="homeiq", generation=Generation.V1, home="ours")
        drain = Drain(outbox, InfluxClient(target, session), Batching(size=100, seconds=3.0))
        rest = await drain.step(LATER)

    assert heard == []
    assert rest < 1
    assert (drain.sent.batches, (await outbox.waiting(LATER)).points) == (0, 0)
