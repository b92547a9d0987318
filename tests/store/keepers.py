"""All that keep a history, each with a way to wait until what was appended is where it stays."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import time
from types import MappingProxyType
from zoneinfo import ZoneInfo

import aiohttp

from custom_components.homeiq.model.home import Home
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.blocks.block import BlockKind
from custom_components.homeiq.store.ends.erasing import Eraser
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.history import History
from custom_components.homeiq.store.influx.archive import Archive
from custom_components.homeiq.store.influx.client import InfluxClient, load
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.target import Generation, Target
from custom_components.homeiq.store.memory import MemoryHistory
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.sqlite import EventLog
from custom_components.homeiq.store.tables.renames import Renames
from tests.servers import influxdb, version_two_of

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A history, and what brings all that was appended to where it stays."""

    history: History
    arrive: Callable[[], Awaitable[None]]


async def _nothing() -> None:
    """Wait for nothing: it is there."""


@asynccontextmanager
async def in_memory(_folder: Path) -> AsyncIterator[Kept]:
    yield Kept(history=MemoryHistory(), arrive=_nothing)


@asynccontextmanager
async def as_rows(folder: Path) -> AsyncIterator[Kept]:
    database = await Database.open(folder / "homeiq.db", Profile.NUC)
    yield Kept(history=EventLog(database, Eraser(database, UTC)), arrive=_nothing)
    await database.close()


@asynccontextmanager
async def as_blocks(folder: Path) -> AsyncIterator[Kept]:
    database = await Database.open(folder / "homeiq.db", Profile.NUC)
    for_ever = Keeping(days=MappingProxyType(dict.fromkeys(BlockKind, 36_500)), timezone=UTC)
    keeper = Keeper(database, for_ever)
    yield Kept(history=EventLog(database, Eraser(database, UTC)), arrive=lambda: keeper.run(time.time()))
    await database.close()


@asynccontextmanager
async def on_a_server(folder: Path) -> AsyncIterator[Kept]:
    load()
    database = await Database.open(folder / "homeiq.db", Profile.NUC)
    outbox = Outbox(database, LineWriter("ours", Home()))
    async with influxdb(folder) as server, version_two_of(server) as url, aiohttp.ClientSession() as session:
        target = Target(url=url, bucket="homeiq", generation=Generation.V1, home="ours", timeout=10)
        client = InfluxClient(target, session)
        await client.request("POST", "/query", {"q": f'CREATE DATABASE "{target.database}"'})
        drain = Drain(outbox, client, Batching(size=500, seconds=0.1))

        async def arrive() -> None:
            while (await outbox.waiting(time.time())).points:
                await drain.step(time.time())

        history = Archive(client, outbox, Eraser(database, UTC), Renames(database))
        yield Kept(history=history, arrive=arrive)
    await database.close()


KEEPERS: Mapping[str, Callable[[Path], AbstractAsyncContextManager[Kept]]] = {
    "memory": in_memory,
    "rows": as_rows,
    "blocks": as_blocks,
    "server": on_a_server,
}
