"""A home that HomeIQ knows, and what one asks and does to see what breaks in it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
import sqlite3
import sys
import time
from typing import Any

from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.ends.keeper import Keeper, Keeping
from custom_components.homeiq.store.file.database import Database
from tests.real.forked import fork
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import STATUS, await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import Booted, Start, booted, free_port, started_by
from tools.home_assistant.client import Client
from tools.home_assistant.folder import set_port

MINUTE = 60.0
FLUSHED = 6.0  # seconds; the batch is flushed five seconds after its first event

HURRIED = Path(__file__).with_name("hurried.py")
HEALTH = "binary_sensor.homeiq_health"
LAMP = "light.bedside_lamp"
EVENTS = "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(events), 0) FROM block)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A home that HomeIQ knows.

    Attributes:
        folder: its configuration.
        events: how many are stored.
        accepted: the signature of what was accepted.
        automation: the entity of what was accepted.
        open: signatures of what is offered still.
    """

    folder: Path
    events: int
    accepted: str
    automation: str
    open: frozenset[str]


def a_learned_home(folder: Path) -> Learned:
    """Have a Home Assistant learn in a folder of its own, and leave it with sealed blocks."""
    configuration.write(folder, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    with running(folder) as home:
        # A first start is over before its things are there, and of things that are not there nothing is learned.
        await_that(lambda: home.client.state(LAMP) is not None)
        set_up(home.client)
        signature = await_suggestions(home.client, print)[0]["signature"]
        accepted = home.client.act("homeiq.accept_suggestion", {"signature": signature}, respond=True)
        rest = signatures(home.client)
    asyncio.run(async_seal(folder))
    return Learned(
        folder=folder,
        events=asked(folder, EVENTS),
        accepted=signature,
        automation=accepted["entity_id"],
        open=rest,
    )


async def async_seal(folder: Path) -> None:
    """Do what upkeep does every five minutes."""
    database = await Database.open(folder / "homeiq.db", Profile.NUC)
    await Keeper(database, Keeping()).run(time.time())
    await database.close()


@contextmanager
def running(folder: Path, start: Start = fork) -> Iterator[Booted]:
    port = free_port()
    set_port(folder, port)
    with booted(folder, port=port, login=OWNER.login, start=start) as home:
        yield home


class Clock:
    """The clock that a Home Assistant goes by, as one that can be moved.

    Attributes:
        start: a Home Assistant that goes by it.
    """

    def __init__(self, file: Path) -> None:
        """Let both be right at first.

        Args:
            file: in which it is said how the clock goes.
        """
        self.start = started_by(sys.executable, HURRIED, file)
        self._file = file
        self._wrong = self._passed = 0.0
        self._file.write_text(self._text)

    def be_wrong_by(self, seconds: float) -> None:
        """Be so far ahead of what is right."""
        self._wrong = seconds
        self._write()

    def let_pass(self, seconds: float) -> None:
        """Have so much time gone by at once: what was to happen in it happens now."""
        self._passed += seconds
        self._write()

    @property
    def _text(self) -> str:
        return f"{self._wrong} {self._passed}\n"

    def _write(self) -> None:
        self._file.write_text(self._text)
        seen = self._file.with_suffix(".seen")
        await_that(lambda: seen.exists() and seen.read_text() == self._text)


def asked(folder: Path, question: str) -> int:
    with closing(sqlite3.connect(f"file:{folder / 'homeiq.db'}?mode=ro", uri=True)) as connection:
        return int(connection.execute(question).fetchone()[0])


def comes(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait for something, and tell whether it came."""
    until = time.monotonic() + seconds
    while not (is_so := holds()) and time.monotonic() < until:
        time.sleep(0.2)
    return is_so


def await_that(holds: Callable[[], bool], seconds: float = 2 * MINUTE) -> None:
    """Wait for something; the patience is for a busy machine."""
    assert comes(holds, seconds)


def state_of(client: Client, entity_id: str) -> dict[str, Any]:
    (state,) = [one for one in client.get("states") if one["entity_id"] == entity_id]
    return dict(state)


def troubles(client: Client) -> list[str]:
    return list(state_of(client, HEALTH)["attributes"].get("problems", []))


def notices(client: Client) -> set[str]:
    (answer,) = client.commands({"type": "repairs/list_issues"})
    return {one["issue_id"] for one in answer["issues"] if one["domain"] == "homeiq"}


def switch_lamp(client: Client, times: int) -> None:
    for number in range(times):
        client.act(f"light.turn_{('on', 'off')[number % 2]}", {"entity_id": LAMP})


def learn(client: Client) -> None:
    client.act("homeiq.refresh")
    await_that(lambda: client.state(STATUS) != "running", 3 * MINUTE)
    assert client.state(STATUS) == "success"


def entry_of(client: Client) -> str:
    (entry,) = [one for one in client.get("config/config_entries/entry") if one["domain"] == "homeiq"]
    return str(entry["entry_id"])


def signatures(client: Client) -> frozenset[str]:
    return frozenset(one["signature"] for one in client.act("homeiq.list_suggestions", respond=True)["suggestions"])
