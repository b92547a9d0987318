"""The configuration that docs/scaling.md gives, in front of two real servers."""

from pathlib import Path
import re

import aiohttp
import pytest

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.read import read_columns
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from tests.servers import influxdb, nginx, version_two_of

ROOT = Path(__file__).parents[3]
MARCH = 1_772_000_000.0


def documented(first: str, second: str) -> str:
    (site,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8"), re.DOTALL)
    servers = {"influx-1:8086": first, "influx-2:8086": second, "listen 8086": "listen PORT"}
    for name, address in servers.items():
        site = site.replace(name, address.removeprefix("http://"))
    return str(site)


def rows(begin: int, end: int) -> list[EventRow]:
    return [(MARCH + n, f"light.lamp_{n % 10}", "on", 1) for n in range(begin, end)]


@pytest.mark.timeout(120)
async def test_a_balancer_as_documented_loses_nothing_when_a_server_goes(
    database: Database, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    outbox = Outbox(database, LineWriter("ours", Home()))
    folders = [tmp_path / name for name in ("first", "second", "nginx")]
    for folder in folders:
        folder.mkdir()
    async with (
        influxdb(folders[0]) as first,
        influxdb(folders[1]) as second,
        version_two_of(first) as first_url,
        version_two_of(second) as second_url,
        nginx(folders[2], documented(first_url, second_url)) as balancer,
    ):
        clients = [
            InfluxClient(Target(url=url, bucket="homeiq", generation=Generation.V1, home="ours"), session)
            for url in (balancer.url, first_url, second_url)
        ]
        [await client.request("POST", "/query", {"q": "CREATE DATABASE homeiq"}) for client in clients[1:]]
        drain = Drain(outbox, clients[0], Batching(size=500, seconds=0.1))

        await database.write(lambda connection: outbox.put(connection, rows(0, 300)))
        await drain.step(MARCH)
        before = await read_columns(clients[0], MARCH, MARCH + 1000)
        await first.kill()
        await database.write(lambda connection: outbox.put(connection, rows(300, 700)))
        rest = await drain.step(MARCH)
        after = await read_columns(clients[0], MARCH, MARCH + 1000)

    assert (len(before), len(after), rest) == (300, 400, 0.02)
    assert (await outbox.waiting(MARCH)).points == 0
