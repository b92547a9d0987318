"""Talking to a running Home Assistant: its REST API and its websocket."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import http.client
import json
from typing import Any
from urllib.parse import quote

import aiohttp

TIMEOUT = 60.0  # seconds an answer may take

type Json = Any


class RefusedError(Exception):
    """Home Assistant answered, and the answer was no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Speaks for one user to the Home Assistant that listens on a port of this machine."""

    port: int
    token: str

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> Json:
        """Ask for ``/api/`` + path."""
        return self._ask("GET", path, None)

    def post(self, path: str, data: Json = None) -> Json:
        """Send to ``/api/`` + path."""
        return self._ask("POST", path, data or {})

    def delete(self, path: str) -> Json:
        """Delete what is at ``/api/`` + path."""
        return self._ask("DELETE", path, {})

    def is_up(self) -> bool:
        """Say whether Home Assistant runs and everything in it has started."""
        try:
            return bool(self.get("config")["state"] == "RUNNING")
        except OSError, RefusedError, ValueError, http.client.HTTPException:
            return False

    def state(self, entity_id: str) -> str | None:
        """Return the state of an entity, None where there is no such entity."""
        return next((each["state"] for each in self.get("states") if each["entity_id"] == entity_id), None)

    def act(self, action: str, data: Json = None, *, respond: bool = False) -> Json:
        """Call an action such as ``light.turn_on``; with ``respond`` return what it says."""
        domain, _, name = action.partition(".")
        answer = self.post(f"services/{quote(domain)}/{quote(name)}" + ("?return_response" if respond else ""), data)
        return answer["service_response"] if respond else answer

    def commands(self, *messages: dict[str, Json]) -> list[Json]:
        """Send websocket commands one after the other and return their results."""
        # In a thread of its own: a browser's driver may already run an event loop in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, self._converse(messages)).result()

    def _ask(self, method: str, path: str, data: Json) -> Json:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(
                method,
                f"/api/{path}",
                body=None if data is None else json.dumps(data),
                headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= http.client.BAD_REQUEST:
            raise RefusedError(f"{method} /api/{path}: {answer.status} {text}")
        return json.loads(text)

    async def _converse(self, messages: Iterable[dict[str, Json]]) -> list[Json]:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{self.url}/api/websocket", max_msg_size=0) as socket,
        ):
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self.token})
            if (await socket.receive_json())["type"] != "auth_ok":
                raise RefusedError("the websocket does not know the token")
            return [await _command(socket, number, message) for number, message in enumerate(messages, 1)]


async def _command(socket: aiohttp.ClientWebSocketResponse, number: int, message: dict[str, Json]) -> Json:
    await socket.send_json({"id": number, **message})
    while (reply := await socket.receive_json()).get("type") != "result":
        pass
    if not reply["success"]:
        raise RefusedError(f"{message['type']}: {reply['error']}")
    return reply["result"]
