"""Home Assistant booted in a fraction of the time: its modules are imported once, and each boot is a fork."""

import atexit
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
import functools
import json
import os
from pathlib import Path
import signal
import subprocess
import sys
import threading
import time

from tools.home_assistant.boot import Process, booted
from tools.home_assistant.client import Client

IMPORTED = Path(__file__).with_name("imported.py")
_LOOK_EVERY = 0.05  # seconds
_turn = threading.Lock()


class Forked:
    """A process whose parent is another one than this."""

    def __init__(self, number: int) -> None:
        """Take it over."""
        self.pid = number

    def poll(self) -> int | None:
        """Return None while it runs; how it ended, nobody knows."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        until = time.monotonic() + timeout if timeout is not None else float("inf")
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("hass", timeout or 0)
            time.sleep(_LOOK_EVERY)
        return 0

    def send_signal(self, number: int, /) -> None:
        """Send it a signal; one that has ended meanwhile needs none."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def fork(arguments: Sequence[str | Path], log: Path, environment: Mapping[str, str]) -> Process:
    """Start Home Assistant as a fork of what has imported it."""
    order = {"arguments": [*map(str, arguments)], "log": str(log), "environment": dict(environment)}
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    with _turn:
        parent.stdin.write(f"{json.dumps(order)}\n")
        parent.stdin.flush()
        return Forked(int(parent.stdout.readline()))


@functools.cache
def _parent() -> subprocess.Popen[str]:
    parent = subprocess.Popen([sys.executable, IMPORTED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    atexit.register(_end, parent)
    return parent


def _end(parent: subprocess.Popen[str]) -> None:
    """Let it end; it does when nobody can tell it any more."""
    with parent:
        pass


@contextmanager
def running(folder: Path, *, port: int, login: str) -> Iterator[Client]:
    """Run Home Assistant in a prepared folder, speaking to it as one of its users, until the block ends."""
    with booted(folder, port=port, login=login, start=fork) as home_assistant:
        yield home_assistant.client
