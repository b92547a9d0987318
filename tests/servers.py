"""Real servers for the tests: each on a free port, in a folder of its own, stopped by the test that started it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
import os
from pathlib import Path
import shutil
import socket
import subprocess

import aiohttp
from aiohttp import web
import pytest

type Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

ROOT = Path(__file__).parents[1]
INFLUXD = """
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
auth-enabled = {auth}
[monitor]
store-enabled = false
"""


@dataclass(slots=True, kw_only=True)
class Server:
    """A server that can be stopped, and started again where it was.

    Attributes:
        port: of HTTP, on 127.0.0.1.
    """

    command: tuple[str, ...]
    port: int
    _process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            while not await _answers(session, self.url):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)

    async def stop(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def kill(self) -> None:
        assert self._process
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def influxdb(folder: Path, *, auth: bool = False) -> AsyncIterator[Server]:
    """Run InfluxDB 1.6."""
    program = find_program("influxd")
    port = free_port()
    config = folder / "influxdb.conf"
    config.write_text(INFLUXD.format(folder=folder, port=port, rpc=free_port(), auth=str(auth).lower()))
    async with _running(Server(command=(program, "-config", str(config)), port=port)) as server:
        yield server


@asynccontextmanager
async def victoria_metrics(folder: Path) -> AsyncIterator[Server]:
    """Run VictoriaMetrics."""
    program, port = find_program("victoria-metrics"), free_port()
    command = (program, f"-storageDataPath={folder}/victoria", f"-httpListenAddr=127.0.0.1:{port}")
    async with _running(Server(command=command, port=port)) as server:
        yield server


@asynccontextmanager
async def nginx(folder: Path, site: str) -> AsyncIterator[Server]:
    """Run nginx with a site's configuration; ``PORT`` in it is where it listens."""
    program, port = find_program("nginx"), free_port()
    config = folder / "nginx.conf"
    site = site.replace("PORT", f"127.0.0.1:{port}")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {paths} {site} }}"
    )
    async with _running(Server(command=(program, "-c", str(config), "-p", str(folder)), port=port)) as server:
        yield server


@asynccontextmanager
async def version_two_of(server: Server) -> AsyncIterator[str]:
    """Give a 1.6 the address for writing that 1.8 added, and nothing else; yield its address."""

    async def forward(request: web.Request) -> web.Response:
        path, query = request.path, dict(request.query)
        if path == "/api/v2/write":
            database, _, policy = query.pop("bucket").partition("/")
            path, query = "/write", {"db": database, "precision": query.get("precision", "ns")[:1]}
            query |= {"rp": policy} if policy else {}
        headers = {name: request.headers[name] for name in _FORWARDED if name in request.headers}
        headers["Accept-Encoding"] = "identity"
        body = await request.read()
        sent = {"params": query, "data": body, "headers": headers}
        try:
            async with session.request(request.method, server.url + path, **sent) as got:  # type: ignore[arg-type]
                headers = {name: text for name, text in got.headers.items() if name.startswith("X-Influxdb")}
                return web.Response(status=got.status, body=await got.read(), headers=headers)
        except aiohttp.ClientError:
            return web.Response(status=HTTPStatus.BAD_GATEWAY)

    async with aiohttp.ClientSession() as session, serving(forward) as url:
        yield url


# The body comes out of its compression here.
_FORWARDED = ("Authorization", "Content-Type")


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    """Serve every address with one function; yield the server's."""
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def find_program(name: str) -> str:
    """Return the path of a server's program, installed where that is possible."""
    if not shutil.which(name):
        subprocess.run([ROOT / "scripts" / "servers"], check=False)  # noqa: S603 - ours
    if path := shutil.which(name):
        return path
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and could not be installed")
    pytest.skip(f"{name} is missing: scripts/servers says what to install")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def _running(server: Server) -> AsyncIterator[Server]:
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/ping") as response:
            return response.status < 500
    except aiohttp.ClientError:
        return False
