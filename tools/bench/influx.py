"""What a point costs on its way to InfluxDB: as a line, sent, and through the outbox that survives an outage.

The server runs in a process of its own, whose work does not count.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
import sqlite3
import time
from time import perf_counter, process_time

import aiohttp

from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.influx.client import InfluxClient, load
from custom_components.homeiq.store.influx.drain import Batching, Drain
from custom_components.homeiq.store.influx.target import Target
from custom_components.homeiq.store.outbox.line import LineWriter
from custom_components.homeiq.store.outbox.outbox import Outbox
from custom_components.homeiq.store.sqlite import EventLog

from .figures import median_of, rounded
from .influx_server import InfluxServer, influx_server
from .members import mixed_home
from .mix import mixed_days
from .section import Aim, Measured, Section, at_most, number, table
from .workshop import Workshop, opened, parts_of

_BATCH = 1000  # points

type Rows = Sequence[EventRow]
type Send = Callable[[Rows], Awaitable[None]]


async def measure_influx(workshop: Workshop) -> Measured:
    """Send points in batches of 1,000."""
    folder, count = workshop.new_folder("influx"), workshop.size.influx_points
    rows = list(islice(chain.from_iterable(mixed_days(1 + count // 100_000)), count))
    load()
    async with influx_server(folder) as server, aiohttp.ClientSession() as session:
        client = InfluxClient(Target(url=server.url, bucket=server.bucket, token="bench"), session)  # noqa: S106
        figures = await _directly(client, rows)
        sent = await _through_outbox(client, folder, rows)
        figures |= {"server": server.kind, "sent": 2 * count, "taken": server.counter.value}
        figures |= {"outbox_us": sent, "in_database": await _count(server)}
    return {"influx": {"points": count, **figures}}


async def _directly(client: InfluxClient, rows: Rows) -> Measured:
    lines = LineWriter("bench", _home())

    async def write(batch: Rows) -> None:
        await client.write("\n".join(lines.lines(batch)))

    async def only_format(batch: Rows) -> None:
        "\n".join(lines.lines(batch))

    line_us, begin = await _cost(only_format, rows), perf_counter()
    process_us, seconds = await _cost(write, rows), perf_counter() - begin
    return {"line_us": line_us, "process_us": process_us, "points_per_s": rounded(len(rows) / seconds, 0)}


async def _through_outbox(client: InfluxClient, folder: Path, rows: Rows) -> float:
    """Return what storing with the outbox and draining it costs above storing alone."""
    async with opened(folder / "alone.db") as database:
        alone = await _cost(lambda batch: _store(EventLog(database), batch), rows)
    async with opened(folder / "both.db") as database:
        outbox = Outbox(database, LineWriter("bench", _home()))
        drain = Drain(outbox, client, Batching(size=_BATCH, seconds=5))

        async def write(batch: Rows) -> None:
            await database.write(lambda connection: _put(connection, database, outbox, batch))
            await drain.step(time.time())

        both = await _cost(write, rows)
    return rounded(both - alone)


async def _store(log: EventLog, rows: Rows) -> None:
    await log.append(rows)


def _put(connection: sqlite3.Connection, database: Database, outbox: Outbox, rows: Rows) -> None:
    database.events.insert(connection, rows)
    outbox.put(connection, rows)


async def _cost(send: Send, rows: Rows) -> float:
    """Return the median of processor time, microseconds a point, all threads of this process."""
    costs: list[float] = []
    for batch in parts_of(rows, _BATCH):
        begin = process_time()
        await send(batch)
        costs.append((process_time() - begin) / len(batch) * 1e6)
    return median_of(costs)


def _home() -> Home:
    return Home(
        entities={
            name: Entity(
                entity_id=name, name=name, area_id="living_room", device_class=member.attributes.get("device_class")
            )
            for name, member in mixed_home().items()
        }
    )


async def _count(server: InfluxServer) -> int:
    """Count the points in the database itself; sent twice, they are there once."""
    return await server.points("state") if server.is_real else 0


def _tables(measured: Measured) -> Iterator[str]:
    influx = measured["influx"]
    rows = [
        ("made a line", influx["line_us"]),
        ("made a line and sent", influx["process_us"]),
        ("kept in the outbox, taken out and sent", influx["outbox_us"]),
    ]
    yield table(("a point", "processor time of the process, µs"), rows)
    points, sent, taken, kept, rate = (
        number(influx[name]) for name in ("points", "sent", "taken", "in_database", "points_per_s")
    )
    yield (
        f"{influx['server']}: {points} points in batches of {number(_BATCH)}, all sent twice: {taken} of {sent} taken,"
        f" {kept} in the database. {rate} points a second, one batch after the other."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    yield at_most("a point written to InfluxDB, HTTP included", 2.5, measured["influx"]["process_us"], "µs")


SECTION = Section(name="influx", measure=measure_influx, tables=_tables, aims=_aims)
