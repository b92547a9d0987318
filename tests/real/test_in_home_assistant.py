"""HomeIQ in a real Home Assistant, from its first start through a reload and a power cut to the next morning."""

from datetime import UTC, datetime
import os
from pathlib import Path
import signal
import sqlite3
import time

import pytest

from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import LOG, free_port, running
from tools.home_assistant.client import Client
from tools.home_assistant.folder import set_port
from tools.home_assistant.log import problems

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    configuration.write(path, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    return path


def entry_id(client: Client) -> str:
    (entry,) = [one for one in client.get("config/config_entries/entry") if one["domain"] == "homeiq"]
    return str(entry["entry_id"])


def switch_lamps(client: Client, times: int) -> None:
    for number in range(times):
        client.act(f"light.turn_{('on', 'off')[number % 2]}", {"entity_id": "light.bedside_lamp"})


def ask(home: Path, question: str) -> object:
    connection = sqlite3.connect(f"file:{home / 'homeiq.db'}?mode=ro", uri=True)
    try:
        return connection.execute(question).fetchone()[0]
    finally:
        connection.close()


def command_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(errors="replace")
    except OSError:  # it has ended meanwhile: others come and go on this machine
        return ""


def process_of(home: Path) -> int:
    (found,) = [
        int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and f"-c\0{home}\0" in command_of(one)
    ]
    return found


def start(home: Path) -> int:
    port = free_port()
    set_port(home, port)
    return port


def test_it_learns_reloads_survives_a_power_cut_and_goes_on(home: Path) -> None:
    with running(home, port=start(home), login=OWNER.login) as client:
        set_up(client)
        found = {one["signature"] for one in await_suggestions(client, print)}
        switch_lamps(client, 6)
        reloaded = client.post(f"config/config_entries/entry/{entry_id(client)}/reload")
        again = {one["signature"] for one in client.act("homeiq.list_suggestions", respond=True)["suggestions"]}
    imported = ask(home, "SELECT count(*) FROM event")

    with running(home, port=start(home), login=OWNER.login) as client:
        switch_lamps(client, 4)
        time.sleep(6)  # the batch is flushed five seconds after its first event
        flushed = int(str(ask(home, "SELECT count(*) FROM event")))
        switch_lamps(client, 4)
        os.kill(process_of(home), signal.SIGKILL)

    with running(home, port=start(home), login=OWNER.login) as client:
        after = {one["signature"] for one in await_suggestions(client, print)}
        runs = ask(home, "SELECT count(*) FROM analysis_run_status")

    assert len(found) >= 5
    assert reloaded == {"require_restart": False}
    assert found == again == after
    assert flushed >= int(str(imported)) + 4
    assert int(str(ask(home, "SELECT count(*) FROM event"))) >= flushed
    assert ask(home, "PRAGMA integrity_check") == "ok"
    assert runs == 1
    assert problems((home / LOG).read_text(errors="replace").splitlines(), "homeiq") == []
