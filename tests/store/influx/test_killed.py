# ruff: noqa: S311 - what a test does has to be repeatable
import asyncio
from collections import Counter
from pathlib import Path
import random
import re

import aiohttp
from aiohttp import web
import pytest

from custom_components.homeiq.model.home import Home
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx.client import InfluxClient
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.target import Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.sqlite import EventLog
from tests.forking import forking
from tests.servers import serving

PROGRAM = "tests.store.influx.draining_process"
AT_ONCE, KILLS = 3, 6


@pytest.mark.timeout(300)
async def test_a_process_killed_while_sending_loses_and_doubles_nothing(tmp_path: Path) -> None:
    points: Counter[tuple[str, str, str]] = Counter()

    async def keep(request: web.Request) -> web.Response:
        for line in (await request.read()).decode().split("\n"):
            series, number, time = re.fullmatch(r"(\S+) state=\"state (\d+)\" (\d+)", line).groups()  # type: ignore[union-attr]
            points[series.rpartition("home=")[2], number, time] += 1
        # Not at once, so that a kill finds points that are there and don't count as sent yet.
        await asyncio.sleep(0.01)
        return web.Response(status=204)

    async def work(path: Path, url: str) -> int:
        chance = random.Random(path.name)
        async with forking(PROGRAM, str(path), url) as program:
            return [int((await program.work_until_killed(chance.uniform(0.05, 0.5)))[-1]) for _ in range(KILLS)][-1]

    async def send_the_rest(path: Path, url: str, session: aiohttp.ClientSession) -> int:
        database = await Database.open(path, Profile.NUC)
        outbox = Outbox(database, LineWriter(path.stem, Home()))
        drain = Drain(outbox, InfluxClient(Target(url=url, bucket="homeiq"), session), Batching(size=500, seconds=0))
        while (await outbox.waiting(0)).points:
            await drain.step(0)
        stored = await EventLog(database).count()
        await database.close()
        return stored

    paths = [tmp_path / f"home{number}.db" for number in range(AT_ONCE)]
    async with serving(keep) as url, aiohttp.ClientSession() as session:
        said = await asyncio.gather(*(work(path, url) for path in paths))
        stored = await asyncio.gather(*(send_the_rest(path, url, session) for path in paths))

    sent = [sorted(int(number) for home, number, _ in points if home == path.stem) for path in paths]
    # Some were sent twice, at the same time to the same series: one point.
    assert max(points.values()) > 1
    assert all(there >= least for there, least in zip(stored, said, strict=True))
    assert sent == [[*range(there)] for there in stored]
