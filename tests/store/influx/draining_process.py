"""Stores events and sends them to a server until it is killed. Started by ``test_killed``.

Says after each flush how many events are on disk. Event ``n`` happens 20 seconds after the one before.
"""

import asyncio
from itertools import count
from pathlib import Path
import sys
from typing import Any

import aiohttp

from tests.forking import each_time, say
from tests.store.writing_process import loader

BEGIN = 1_772_000_000.0
STEP = 20.0
BATCH = 40
OUTBOX = ("line", "outbox")
INFLUX = ("client", "drain", "target")


async def write(writer: Any, begin: int) -> None:
    for flush in count(1):
        for number in range(begin + (flush - 1) * BATCH, begin + flush * BATCH):
            writer.add((BEGIN + STEP * number, f"light.lamp_{number % 300}", f"state {number}", 1))
        await writer.flush()
        say(begin + flush * BATCH)
        await asyncio.sleep(0.005)


async def work_for_ever(load: Any, path: Path, url: str) -> None:
    influx = {name: load(f"store.influx.{name}") for name in INFLUX}
    waiting = {name: load(f"store.outbox.{name}") for name in OUTBOX}
    database = await load("store.file.database").Database.open(path, load("settings").Profile.NUC)
    outbox = waiting["outbox"].Outbox(database, waiting["line"].LineWriter(path.stem, load("model.home").Home()))
    writer = load("store.batch").BatchWriter(database, size=BATCH, seconds=1000, beside=outbox.put)
    last = await load("store.sqlite").EventLog(database).last_time()
    begin = 0 if last is None else round((last - BEGIN) / STEP) + 1
    async with aiohttp.ClientSession() as session:
        client = influx["client"].InfluxClient(influx["target"].Target(url=url, bucket="homeiq"), session)
        drain = influx["drain"].Drain(outbox, client, influx["drain"].Batching(size=100, seconds=0.01))
        await asyncio.gather(write(writer, begin), drain.run())


if __name__ == "__main__":
    core = loader()
    parts = (*(f"store.influx.{name}" for name in INFLUX), *(f"store.outbox.{name}" for name in OUTBOX))
    for module in ("store.sqlite", "store.batch", "settings", *parts):
        core(module)
    core("store.influx.client").load()
    each_time(lambda: asyncio.run(work_for_ever(core, Path(sys.argv[1]), sys.argv[2])))
