"""Thousands of deliveries over three restarts of a booted Home Assistant, to a program that fails now and then.

One restart is in order, one is a kill, one comes while the program is away. Nothing may be lost, nothing may come in
another order, and what comes twice has to have the same id and no other one in between.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import os
from pathlib import Path
import signal
import socket
import sys
import tempfile
import threading
import time
from typing import Any, override

from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.deliver.hooks.body import body_of
from custom_components.homeiq.model.hooks import Delivery, Happening
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.hooks.deliveries import Deliveries
from tools.demo.learning import set_up
from tools.home_assistant import folder
from tools.home_assistant.boot import booted, free_port
from tools.home_assistant.stored import ADMINS, Place, User

ROOT = Path(__file__).parents[2]
RESTARTS = 3
FAILS = 500  # one delivery in so many is refused, and one in so many others is heard but not answered
PATIENCE = 1800.0  # seconds
_OWNER = User(name="Post", login="post", password="post", group=ADMINS, is_owner=True)  # noqa: S106 - it serves once


class NoNetworkError(Exception):
    """This machine has no address but its own: nothing may be delivered there."""


def own_address() -> str:
    """Return the address that this machine has in its network.

    Raises:
        NoNetworkError: it has none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent by that; the kernel only chooses a way.
            probe.connect(("198.51.100.1", 9))
        except OSError as err:
            raise NoNetworkError from err
        address = str(probe.getsockname()[0])
    if address.startswith("127."):
        raise NoNetworkError
    return address


@dataclass(kw_only=True)
class Program:
    """What is told.

    Attributes:
        heard: the ids, in the order in which they came, those that it refused as well.
    """

    heard: list[str] = field(default_factory=list)

    def answer(self, message: str) -> HTTPStatus | None:
        """Hear a message, and say what is answered; None hangs up without a word."""
        is_new = not self.heard or self.heard[-1] != message
        self.heard.append(message)
        if is_new and len(self.heard) % FAILS == 0:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return None if is_new and len(self.heard) % FAILS == FAILS // 2 else HTTPStatus.NO_CONTENT

    def until(self, count: int) -> None:
        """Wait until so many different messages have come.

        Raises:
            TimeoutError: they didn't.
        """
        end = time.monotonic() + PATIENCE
        while len(set(self.heard)) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(set(self.heard))} of {count} messages have come")
            time.sleep(0.05)


@contextmanager
def listening(program: Program, address: str, port: int) -> Iterator[None]:
    """Have a program listen."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if (status := program.answer(self.headers["webhook-id"])) is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer((address, port), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def deliver(count: int, path: Path) -> Program:
    """Deliver so many messages over three restarts; return who heard them."""
    address, port = own_address(), free_port()
    components = (ROOT / "custom_components" / "homeiq",)
    plan = folder.Plan(port=0, users=(_OWNER,), place=Place(), yaml="api:\nconfig:\n", components=components)
    folder.write(path, plan)
    with _running(path) as (client, _):
        set_up(client)
        hook_id = client.post("homeiq/webhooks", {"url": f"http://{address}:{port}/told", "events": []})["id"]
    asyncio.run(_put(path / DATABASE_FILE, hook_id, count))
    program = Program()
    with listening(program, address, port):
        with _running(path):
            program.until(count // 4)
        with _running(path) as (_, process):
            program.until(count // 2)
            os.killpg(process, signal.SIGKILL)
        with _running(path):
            program.until(count * 3 // 4)
    with _running(path), listening(program, address, port):
        program.until(count)
    return program


def faults_of(program: Program, count: int) -> Iterator[str]:
    """Say what is not as it should be."""
    # The same once more, at once, is what a lost answer leads to.
    first = [one for one, before in zip(program.heard, [None, *program.heard], strict=False) if one != before]
    expected = [_message(number) for number in range(count)]
    heard = [one for one in first if one in set(expected)]
    if missing := set(expected) - set(heard):
        yield f"{len(missing)} were lost"
    if heard != expected and not missing:
        yield "they came in another order, or again after others"


@contextmanager
def _running(path: Path) -> Iterator[tuple[Any, int]]:
    port = free_port()
    folder.set_port(path, port)
    with booted(path, port=port, login=_OWNER.login) as home_assistant:
        yield home_assistant.client, home_assistant.process


async def _put(path: Path, hook_id: str, count: int) -> None:
    """Have messages wait that nobody has tried to deliver yet."""
    now, kind = time.time(), Happening.SUGGESTION_CREATED
    database = await Database.open(path, Profile.NUC)
    await Deliveries(database).put(
        [
            Delivery(
                number=0,
                hook_id=hook_id,
                message=_message(number),
                kind=kind,
                correlation=f"restart-{number}",
                body=body_of(kind, now, {"title": f"Number {number}"}),
                created_at=now,
                since=now,
            )
            for number in range(count)
        ]
    )
    await database.close()


def _message(number: int) -> str:
    return f"msg_{number:06}"


def main(count: int) -> int:
    """Run it; return 1 where anything is not as it should be."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="homeiq-post-") as path:
        program = deliver(count, Path(path))
    found = [*faults_of(program, count)]
    seconds = time.perf_counter() - begin
    print(
        f"{count} messages, {len(program.heard)} requests, {RESTARTS} restarts, {seconds:.0f} s: {found or 'all well'}"
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
