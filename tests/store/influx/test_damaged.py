"""A parcel of the outbox that can't be read keeps back nothing else, and none of its bytes is lost."""

import asyncio
import sqlite3

import aiohttp
from aiohttp import web
import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.target import Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from tests.servers import serving

MARCH = 1_772_000_000.0


def rows(first: int) -> list[EventRow]:
    return [(MARCH + n, f"light.lamp_{n}", "on", 1) for n in range(first, first + 10)]


def lines(*firsts: int) -> list[str]:
    return [line for first in firsts for line in LineWriter("ours", Home()).lines(rows(first))]


@pytest.fixture
async def outbox(database: Database) -> Outbox:
    """Have three parcels of ten points wait."""
    outbox = Outbox(database, LineWriter("ours", Home()))
    for first in (0, 10, 20):
        await database.write(lambda connection, first=first: outbox.put(connection, rows(first)))  # type: ignore[misc]
    return outbox


async def async_garble(
    database: Database, statement: str = "UPDATE influx_outbox SET body = x'00' WHERE id = 2"
) -> None:
    await database.write(lambda connection: connection.execute(statement))


async def async_sent(outbox: Outbox, session: aiohttp.ClientSession) -> list[str]:
    """Send all that can be sent, and return what a server got."""
    got: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        got.extend((await request.text()).split("\n"))
        return web.Response(status=204)

    async with serving(answer) as url:
        target = Target(url=url, bucket="homeiq", organization="us", token="t", home="ours", timeout=5)  # noqa: S106 - a test's
        drain = Drain(outbox, InfluxClient(target, session), Batching(size=10, seconds=3.0))
        while (await outbox.waiting(MARCH)).points:
            await asyncio.wait_for(drain.step(MARCH), 60)
    return got


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE influx_outbox SET body = x'00' WHERE id = 2",
        "UPDATE influx_outbox SET codec = 99 WHERE id = 2",
        "UPDATE influx_outbox SET body = x'' WHERE id = 2",
        "UPDATE influx_outbox SET body = substr(body, 1, 20) WHERE id = 2",
    ],
)
async def test_what_is_behind_a_damaged_parcel_is_sent(
    database: Database, outbox: Outbox, session: aiohttp.ClientSession, damage: str
) -> None:
    await async_garble(database, damage)

    sent = await async_sent(outbox, session)

    waiting = await outbox.waiting(MARCH)
    assert sent == lines(0, 20)
    assert (waiting.points, waiting.damaged) == (0, 10)
    assert waiting.damaged_since is not None


async def test_all_parcels_may_be_damaged(database: Database, outbox: Outbox, session: aiohttp.ClientSession) -> None:
    await async_garble(database, "UPDATE influx_outbox SET body = x'00'")

    assert await async_sent(outbox, session) == []
    assert (await outbox.waiting(MARCH)).damaged == 30


async def test_what_can_be_read_again_is_sent_in_its_place(
    database: Database, outbox: Outbox, session: aiohttp.ClientSession
) -> None:
    def hide(connection: sqlite3.Connection) -> None:
        # A codec that this Python lacks.
        connection.execute("UPDATE influx_outbox SET codec = codec + 50 WHERE id IN (1, 2)")

    await database.write(hide)
    await outbox.take(10)
    await async_garble(database, "UPDATE influx_damaged SET codec = codec - 50 WHERE id = 1")

    count = await outbox.bring_back()

    assert count == 1
    assert await async_sent(outbox, session) == lines(0, 20)
    assert (await outbox.waiting(MARCH)).damaged == 10


async def test_the_bytes_that_are_set_aside_are_those_that_were_there(database: Database, outbox: Outbox) -> None:
    await async_garble(database, "UPDATE influx_outbox SET body = x'c0ffee' WHERE id = 1")

    await outbox.take(10)

    statement = "SELECT id, points, body FROM influx_damaged"
    assert await database.read(lambda connection: connection.execute(statement).fetchall()) == [
        (1, 10, b"\xc0\xff\xee")
    ]


async def test_they_can_be_given_up(database: Database, outbox: Outbox) -> None:
    await async_garble(database, "UPDATE influx_outbox SET body = x'00'")
    await outbox.take(10)

    await outbox.let_go()

    assert (await outbox.waiting(MARCH)).damaged == 0
