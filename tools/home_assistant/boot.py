"""Booting a real Home Assistant in a folder, and stopping it again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
import os
from pathlib import Path
import signal
import socket
import subprocess
import sys
import time
from typing import Protocol

from .client import Client
from .folder import access_token

BOOT = 180.0  # seconds that a boot may take on a busy machine
STOP = 120.0  # Home Assistant gives its own parts this long to finish
LOG = "demo.log"


class BootError(Exception):
    """Home Assistant did not start. The message says how far it came."""


class Process(Protocol):
    """One that runs, as ``subprocess`` has it."""

    @property
    def pid(self) -> int:
        """Its number, as the kernel counts."""

    def poll(self) -> int | None:
        """Return None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises:
            subprocess.TimeoutExpired: it runs on.
        """

    def send_signal(self, signal: int, /) -> None:
        """Send it a signal."""

    def kill(self) -> None:
        """End it at once."""


type Start = Callable[[Sequence[str | Path], Path, Mapping[str, str]], Process]
"""Starts Home Assistant, given what ``hass`` takes, the file for what it says, and its environment."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Say whether a port of this machine can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Booted:
    """A Home Assistant that runs.

    Attributes:
        client: speaks to it as one of its users.
        process: its number, as the kernel counts.
    """

    client: Client
    process: int


def started_by(*program: str | Path) -> Start:
    """Have Home Assistant started by a program that takes what ``hass`` does."""

    def start(arguments: Sequence[str | Path], log: Path, environment: Mapping[str, str]) -> Process:
        with log.open("ab") as said:
            # Its own process group: Ctrl+C reaches us alone, and we stop it in order.
            return subprocess.Popen(
                [*program, *arguments], stdout=said, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )

    return start


AS_INSTALLED = started_by(Path(sys.executable).with_name("hass"))


@contextmanager
def running(folder: Path, *, port: int, login: str) -> Iterator[Client]:
    """Run Home Assistant in a prepared folder, speaking to it as one of its users, until the block ends.

    Raises:
        BootError: it stopped by itself or took too long.
    """
    with booted(folder, port=port, login=login) as home_assistant:
        yield home_assistant.client


@contextmanager
def booted(folder: Path, *, port: int, login: str, start: Start = AS_INSTALLED) -> Iterator[Booted]:
    """Do the same for somebody who also looks at the process.

    Args:
        folder: the configuration.
        port: to listen on.
        login: of the user.
        start: how.

    Raises:
        BootError: it stopped by itself or took too long.
    """
    process = start(["-c", folder, "--skip-pip", "--log-no-color"], folder / LOG, _environment(port))
    try:
        client = Client(port=port, token=access_token(folder, login))
        _await_running(process, client, folder)
        yield Booted(client=client, process=process.pid)
    finally:
        stop(process)


def _environment(port: int) -> dict[str, str]:
    # On the path, this checkout's custom_components would hide the folder's.
    return {**{key: value for key, value in os.environ.items() if key != "PYTHONPATH"}, "SETUP_PORT": str(port)}


def stop(process: Process) -> None:
    """Let Home Assistant finish what it has to; one that can't is ended."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await_running(process: Process, client: Client, folder: Path) -> None:
    until = time.monotonic() + BOOT
    while time.monotonic() < until:
        if process.poll() is not None:
            raise BootError(f"Home Assistant stopped while it started:\n{_end_of(folder / LOG)}")
        if client.is_up():
            return
        time.sleep(0.2)
    raise BootError(f"Home Assistant did not start within {BOOT:.0f} s:\n{_end_of(folder / LOG)}")


def _end_of(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
