"""A server that takes points, as a process of its own: ``python -m tools.bench.sink COUNTER [UPSTREAM]``.

It prints its port, and stops when its input ends. With an upstream it hands everything on to an InfluxDB 1.6, which
lacks the address for writing that 1.8 added; without one it takes every point and keeps none. How many points were
taken stands in a file, so that whoever waits for them need not ask.
"""

import asyncio
from http import HTTPStatus
import mmap
from pathlib import Path
import struct
import sys

import aiohttp
from aiohttp import web

COUNTER = struct.Struct("<q")
_WRITE = "/api/v2/write"
_LARGEST = 64 << 20  # bytes of a request


class Counter:
    """A number in a file, written by one process and read by others."""

    def __init__(self, path: Path) -> None:
        """Open the file, with the number 0 where it is new."""
        if not path.exists():
            path.write_bytes(COUNTER.pack(0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), COUNTER.size)

    @property
    def value(self) -> int:
        """The number."""
        number: int = COUNTER.unpack_from(self._memory)[0]
        return number

    def add(self, by: int) -> None:
        """Count up."""
        COUNTER.pack_into(self._memory, 0, self.value + by)


async def serve(counter: Counter, upstream: str | None) -> None:
    """Take points until the standard input ends."""

    async def forward(request: web.Request) -> web.Response:
        body = await request.read()
        status, answer, headers = await send(request, body) if upstream else (HTTPStatus.NO_CONTENT, b"", {})
        if request.path == _WRITE and status == HTTPStatus.NO_CONTENT:
            counter.add(len(body.splitlines()))
        return web.Response(status=status, body=answer, headers=headers)

    async def send(request: web.Request, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        path, query = _as_first(request.path, dict(request.query))
        async with session.request(request.method, f"{upstream}{path}", params=query, data=body) as got:
            headers = {name: text for name, text in got.headers.items() if name.startswith("X-Influxdb")}
            return got.status, await got.read(), headers

    app = web.Application(client_max_size=_LARGEST)
    app.router.add_route("*", "/{path:.*}", forward)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(auto_decompress=True) as session:
        print(runner.addresses[0][1], flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


def _as_first(path: str, query: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Translate the address for writing of 1.8 and later to the one that 1.6 has."""
    if path != _WRITE:
        return path, query
    database, _, policy = query["bucket"].partition("/")
    translated = {"db": database, "precision": query.get("precision", "ns")[:1]}
    return "/write", translated | ({"rp": policy} if policy else {})


if __name__ == "__main__":
    asyncio.run(serve(Counter(Path(sys.argv[1])), sys.argv[2] if len(sys.argv) > 2 else None))  # noqa: PLR2004
