"""A home's network, and programs in it that are told by webhooks.

Webhooks refuse this very machine, and a test has no other one. So the network is the only thing that is not real:
connections to the addresses of the home end at the servers that the test has started.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
import socket
from typing import Any

import aiohappyeyeballs
from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest
from yarl import URL

HOME = "192.168.77.5"
NETWORK = ip_network("192.168.77.0/24")

type Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


def lay_cables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have connections to the home's addresses end at this machine."""
    connect = aiohappyeyeballs.start_connection

    async def routed(addr_infos: list[Any], **more: Any) -> socket.socket:
        there = [
            (*info[:4], ("127.0.0.1", info[4][1])) if ip_address(info[4][0]) in NETWORK else info for info in addr_infos
        ]
        return await connect(addr_infos=there, **more)

    monkeypatch.setattr(aiohappyeyeballs, "start_connection", routed)


def at_home(url: str, host: str = HOME) -> str:
    """Return the address that a server of the test has in the home."""
    return str(URL(url).with_host(host))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request as it came."""

    headers: Mapping[str, str]
    body: bytes
    path: str


@dataclass(slots=True)
class Receiver:
    """A program that is told things, and answers as the test wants: with these, and then always well."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answers: deque[int | Behaviour] = field(default_factory=deque)
    at_once: int = 0
    most_at_once: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.heard.append(Heard(headers=request.headers.copy(), body=await request.read(), path=request.path))
            self.came.set()
            answer = self.answers.popleft() if self.answers else 204
            return web.Response(status=answer) if isinstance(answer, int) else await answer(request)
        finally:
            self.at_once -= 1

    async def until(self, count: int) -> None:
        """Wait until so many requests have come."""
        while len(self.heard) < count:
            self.came.clear()
            await self.came.wait()

    @property
    def messages(self) -> list[str]:
        """The ids of what came."""
        return [one.headers["webhook-id"] for one in self.heard]


@asynccontextmanager
async def receiver(*answers: int | Behaviour, port: int | None = None) -> AsyncIterator[Receiver]:
    """Have a program in the home."""
    program = Receiver(answers=deque(answers))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", program.answer)
    server = TestServer(app, host="127.0.0.1", port=port)
    await server.start_server()
    program.url = at_home(str(server.make_url("/told")))
    try:
        yield program
    finally:
        await server.close()


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Break the connection without a word."""
    assert request.transport
    request.transport.abort()
    return web.Response()


def saying(status: int, **headers: str) -> Behaviour:
    """Answer with headers."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer
