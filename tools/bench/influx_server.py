"""A server for points beside the process that is measured: a real InfluxDB, or one that only counts."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
import shutil
import socket
import sys

import aiohttp

from .sink import Counter

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0  # seconds that a server may take to start
_CONFIGURATION = """
reporting-disabled = true
bind-address = "127.0.0.1:{rpc}"
[meta]
dir = "{folder}/meta"
[data]
dir = "{folder}/data"
wal-dir = "{folder}/wal"
query-log-enabled = false
[http]
bind-address = "127.0.0.1:{port}"
log-enabled = false
[monitor]
store-enabled = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluxServer:
    """A server that takes points by the addresses of 1.8 and later.

    Attributes:
        kind: what it is, in words.
        port: of HTTP, on 127.0.0.1.
        bucket: where points go.
        is_real: whether it can be asked what it has.
        counter: how many points it took.
    """

    kind: str
    port: int
    bucket: str
    is_real: bool
    counter: Counter

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def points(self, field: str) -> int:
        """Return how many points have a field, as the database itself counts them where it is one."""
        if not self.is_real:
            return self.counter.value
        statement = f'SELECT count("{field}") FROM /.*/'  # noqa: S608 - a field of the bench's own
        counted = await _query(self.url, statement, self.bucket)
        return sum(row["values"][0][1] for row in counted)


@asynccontextmanager
async def influx_server(folder: Path, *, real: bool = True) -> AsyncIterator[InfluxServer]:
    """Run InfluxDB where it is installed, behind a process that gives it today's addresses; else one that counts.

    Args:
        folder: for its files.
        real: whether InfluxDB is wanted at all.
    """
    program = shutil.which("influxd") if real else None
    if program is None:
        async with _sink(folder, None) as (port, counter):
            yield InfluxServer(
                kind="a server that only counts", port=port, bucket="bench", is_real=False, counter=counter
            )
        return
    async with _influxd(program, folder) as upstream, _sink(folder, upstream) as (port, counter):
        await _query(upstream, "CREATE DATABASE bench", "")
        yield InfluxServer(kind=await _version(program), port=port, bucket="bench", is_real=True, counter=counter)


@asynccontextmanager
async def _influxd(program: str, folder: Path) -> AsyncIterator[str]:
    port, configuration = _free_port(), folder / "influxdb.conf"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port, rpc=_free_port()), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(program, "-config", configuration, stdout=DEVNULL, stderr=DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(_PATIENCE):
            while not await _answers(url):
                if process.returncode is not None:
                    raise RuntimeError(f"{program} stopped while it started")
                await asyncio.sleep(0.05)
        yield url
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


@asynccontextmanager
async def _sink(folder: Path, upstream: str | None) -> AsyncIterator[tuple[int, Counter]]:
    path = folder / "points"
    counter = Counter(path)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tools.bench.sink", str(path), *([upstream] if upstream else [])),
        cwd=_ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        yield await _port_of(process), counter
    finally:
        process.terminate()
        await process.communicate()


async def _port_of(process: Process) -> int:
    async with asyncio.timeout(_PATIENCE):
        return int(await process.stdout.readline()) if process.stdout else 0


async def _version(program: str) -> str:
    process = await asyncio.create_subprocess_exec(program, "version", stdout=PIPE)
    said, _ = await process.communicate()
    return " ".join(said.decode().split()[:2])


async def _query(url: str, statement: str, database: str) -> list[dict[str, list[list[int]]]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/query", params={"q": statement, "db": database}) as response,
    ):
        found: list[dict[str, list[list[int]]]] = (await response.json(content_type=None))["results"][0].get(
            "series", []
        )
        return found


async def _answers(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/ping"):
            return True
    except aiohttp.ClientError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
