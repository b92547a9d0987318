"""A real Home Assistant that copies to an InfluxDB which is something else at first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
from pathlib import Path

import aiohttp
from aiohttp import web
import pytest

from custom_components.homeiq.store.influx.target import Target
from tests.enemies import LOGIN
from tests.real.a_learned_home import MINUTE, Clock, asked, await_that, comes, notices, running, switch_lamp, troubles
from tests.servers import influxdb, serving, version_two_of
from tools.home_assistant.client import Client

pytestmark = pytest.mark.timeout(900)

BACKED_OFF = 310.0  # seconds; InfluxDB is tried every five minutes at least
WAITING = "SELECT count(*) FROM influx_outbox"


class Switch:
    """A server that is something else at first, and what it should be once somebody has put it right."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_hostile = True

    async def answer(self, request: web.Request) -> web.Response:
        if self.is_hostile:
            return web.Response(body=LOGIN, content_type="text/html")
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        sent = {"params": dict(request.query), "data": await request.read(), "headers": headers}
        async with (
            aiohttp.ClientSession() as session,
            session.request(request.method, self.url + request.path, **sent) as got,  # type: ignore[arg-type]
        ):
            kept = {name: text for name, text in got.headers.items() if name.startswith("X-Influxdb")}
            return web.Response(status=got.status, body=await got.read(), headers=kept)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        async with serving(self.answer) as address:
            yield address


def copy_to(home: Path, address: str) -> None:
    """Have the home copy its events to a server."""
    stored = home / ".storage" / "core.config_entries"
    content = json.loads(stored.read_text())
    (entry,) = [one for one in content["data"]["entries"] if one["domain"] == "homeiq"]
    entry["data"]["influxdb"] = Target(url=address, bucket="homeiq", token="secret", timeout=5).to_data()  # noqa: S106 - of no server
    stored.write_text(json.dumps(content))


async def test_an_influxdb_that_is_something_else_takes_nothing_from_the_outbox(home: Path, tmp_path: Path) -> None:
    async with influxdb(tmp_path) as server, version_two_of(server) as url:
        hostile = Switch(url)
        async with hostile.serving() as address:
            copy_to(home, address)
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"{server.url}/query", params={"q": "CREATE DATABASE homeiq"}) as made,
            ):
                assert made.ok
            await asyncio.to_thread(what_a_login_page_does, home, hostile, Clock(tmp_path / "clock"))


def is_well_after_a_while(client: Client, clock: Clock) -> bool:
    """Let it be tried again; where it was just being tried, that is after as long once more."""
    clock.let_pass(BACKED_OFF)
    return comes(lambda: not troubles(client), 20)


def what_a_login_page_does(home: Path, server: Switch, clock: Clock) -> None:
    with running(home, clock.start) as copied:
        client = copied.client
        switch_lamp(client, 6)
        await_that(lambda: "influx_failing" in troubles(client))
        told = notices(client)
        waiting = asked(home, WAITING)
        server.is_hostile = False
        await_that(lambda: is_well_after_a_while(client, clock), 5 * MINUTE)
        sent = asked(home, WAITING)

    assert "influx_failing" in told
    assert waiting > 0
    assert sent == 0
