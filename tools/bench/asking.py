"""Clients that ask a real Home Assistant, each one question after the other, and whoever is told of decisions."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
import gc
from time import perf_counter
from typing import Any

import aiohttp

from .section import Measured

PAUSE = 0.01  # seconds between an answer and the next question of a client
TOPICS = ("suggestions", "decisions")  # what a decision changes
_SETTLED = 1.5  # seconds after which a difference is told at once again
PATIENCE = 60.0  # seconds that a busy machine may take

type Ask = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Stopwatch:
    """How long answers took, in milliseconds, by what was asked.

    Attributes:
        times: by what was asked.
        has_all: that everything was asked once at least, by one of those who ask.
    """

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    has_all: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, what: str, seconds: float) -> None:
        """Note a time in seconds."""
        self.times[what].append(1000 * seconds)

    async def ask_on(self, asked: Mapping[str, Ask], pause: float = PAUSE) -> None:
        """Ask one thing after the other, in turn, each ``pause`` seconds after an answer, until cancelled."""
        while True:
            for what, ask in asked.items():
                begin = perf_counter()
                await ask()
                self.note(what, perf_counter() - begin)
                await asyncio.sleep(pause)
            self.has_all.set()


@contextmanager
def unburdened() -> Iterator[None]:
    """Have whoever asks not stop, while the block runs, to look through all that a bench keeps in memory.

    All clients would seem to have waited for Home Assistant for that tenth of a second.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def got(session: aiohttp.ClientSession, path: str) -> Measured:
    """Return what an address answers."""
    async with session.get(path) as response:
        response.raise_for_status()
        body: Measured = await response.json()
        return body


class Socket:
    """A websocket on which questions and subscriptions go on side by side."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Speak on a connection that knows its user."""
        self._socket = socket
        self._number = 0
        self._results: dict[int, asyncio.Future[Any]] = {}
        self._events: dict[int, asyncio.Queue[tuple[float, Any]]] = {}

    async def read(self) -> None:
        """Take in what comes, until cancelled."""
        while True:
            message = await self._socket.receive_json()
            number = message["id"]
            if message["type"] == "event":
                if events := self._events.get(number):
                    events.put_nowait((perf_counter(), message["event"]))
            elif (answer := self._results.pop(number)).done():
                pass  # whoever asked has gone
            elif message["type"] == "pong":
                answer.set_result(None)
            elif not message["success"]:
                answer.set_exception(ValueError(str(message["error"])))
            else:
                answer.set_result(message["result"])

    async def ask(self, command: str, **fields: Any) -> Any:
        """Ask, and return the answer."""
        return await self._send(command, fields)

    async def hear(self, topic: str) -> asyncio.Queue[tuple[float, Any]]:
        """Subscribe; return what is told from now on, each with the moment, after the whole document."""
        _, events = await self._subscribe(topic)
        return events

    async def look(self, topic: str) -> None:
        """Subscribe, take the document, and go again; that this is confirmed is no part of the answer."""
        number, _ = await self._subscribe(topic)
        del self._events[number]
        await self._begin("unsubscribe_events", {"subscription": number})

    async def _subscribe(self, topic: str) -> tuple[int, asyncio.Queue[tuple[float, Any]]]:
        number = self._number + 1
        events = self._events[number] = asyncio.Queue()
        await self._send(f"homeiq/{topic}/subscribe", {})
        await events.get()
        return number, events

    async def _send(self, command: str, fields: Mapping[str, Any]) -> Any:
        return await (await self._begin(command, fields))

    async def _begin(self, command: str, fields: Mapping[str, Any]) -> asyncio.Future[Any]:
        """Ask, and return what the answer will be."""
        self._number += 1
        number = self._number
        answer = self._results[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "type": command, **fields})
        return answer


@asynccontextmanager
async def connected(session: aiohttp.ClientSession, token: str) -> AsyncIterator[Socket]:
    """Connect a websocket while the block runs."""
    async with session.ws_connect("/api/websocket", max_msg_size=0) as connection:
        await connection.receive_json()
        await connection.send_json({"type": "auth", "access_token": token})
        if (await connection.receive_json())["type"] != "auth_ok":
            raise ValueError("the websocket does not know the token")
        socket = Socket(connection)
        async with beside([socket.read()]):
            yield socket


@asynccontextmanager
async def beside(works: Sequence[Awaitable[None]]) -> AsyncIterator[None]:
    """Have works go on while the block runs; what fails in one fails here."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        yield
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def decide_on(session: aiohttp.ClientSession, listeners: list[Socket], watch: Stopwatch, seconds: float) -> None:
    """Put the first suggestion off and offer it again, in turn; note when each listener was told of either.

    Counted from the request on: the decision itself, which is stored before it is told, is in these times.
    """
    signature = (await got(session, "/api/homeiq/suggestions?limit=1"))["suggestions"][0]["signature"]
    heard = {topic: [await socket.hear(topic) for socket in listeners] for topic in TOPICS}
    for deed in _until(seconds, ("snooze", "take_back")):
        begin = perf_counter()
        async with session.post(f"/api/homeiq/suggestions/{signature}/{deed}") as response:
            response.raise_for_status()
        for topic, queues in heard.items():
            for queue in queues:
                async with asyncio.timeout(PATIENCE):
                    watch.note(topic, await _told(queue, begin) - begin)
        await asyncio.sleep(_SETTLED)


async def _told(queue: asyncio.Queue[tuple[float, Any]], since: float) -> float:
    """Return the moment of the first difference since another one."""
    while True:
        moment, event = await queue.get()
        if moment >= since and event["type"] == "patch":
            return moment


def _until(seconds: float, deeds: tuple[str, str]) -> Iterator[str]:
    """Return deeds in turn, both of them once at least, until some seconds have passed."""
    end = perf_counter() + seconds
    while True:
        yield from deeds
        if perf_counter() > end:
            return
