"""Stores events and sends them to a server until it is killed. Started by ``test_killed``.

Says after each flush how many events are on disk. Event ``n`` happens 20 seconds after the one before.
"""

import asyncio
from importlib import import_module
from itertools import count
from pathlib import Path
import sys
import types
from typing import Any

import aiohttp

CORE = Path(__file__).parents[3] / "custom_components" / "homeiq"
BEGIN = 1_772_000_000.0
STEP = 20.0
BATCH = 40


async def write(writer: Any, begin: int) -> None:
    for flush in count(1):
        for number in range(begin + (flush - 1) * BATCH, begin + flush * BATCH):
            writer.add((BEGIN + STEP * number, f"light.lamp_{number % 300}", f"state {number}", 1))
        await writer.flush()
        print(begin + flush * BATCH, flush=True)  # noqa: T201
        await asyncio.sleep(0.005)


async def work_for_ever(path: Path, url: str) -> None:
    core = types.ModuleType("core")
    core.__path__ = [str(CORE)]
    sys.modules["core"] = core
    load = {name: import_module(f"core.store.{name}") for name in ("file.database", "events.batch", "sqlite")}
    influx = {
        name: import_module(f"core.store.influx.{name}") for name in ("client", "drain", "line", "outbox", "target")
    }
    influx["client"].load()
    database = await load["file.database"].Database.open(path, import_module("core.settings").Profile.NUC)
    outbox = influx["outbox"].Outbox(
        database, influx["line"].LineWriter(path.stem, import_module("core.model.home").Home())
    )
    writer = load["events.batch"].BatchWriter(database, size=BATCH, seconds=1000, beside=outbox.put)
    last = await load["sqlite"].EventLog(database).last_time()
    begin = 0 if last is None else round((last - BEGIN) / STEP) + 1
    async with aiohttp.ClientSession() as session:
        client = influx["client"].InfluxClient(influx["target"].Target(url=url, bucket="homeiq"), session)
        drain = influx["drain"].Drain(outbox, client, influx["drain"].Batching(size=100, seconds=0.01))
        await asyncio.gather(write(writer, begin), drain.run())


if __name__ == "__main__":
    asyncio.run(work_for_ever(Path(sys.argv[1]), sys.argv[2]))
