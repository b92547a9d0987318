"""HomeIQ in a real Home Assistant, from its first start through a reload and a power cut to the next morning."""

from contextlib import closing
from datetime import UTC, datetime
import os
from pathlib import Path
import signal
import sqlite3

import pytest

from tests.real.a_learned_home import EVENTS, asked, await_that, entry_of, running, signatures, switch_lamp
from tools.demo import configuration
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import LOG, free_port
from tools.home_assistant.log import problems

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    configuration.write(path, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    return path


def integrity(home: Path) -> str:
    with closing(sqlite3.connect(f"file:{home / 'homeiq.db'}?mode=ro", uri=True)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_it_learns_reloads_survives_a_power_cut_and_goes_on(home: Path) -> None:
    with running(home) as first:
        client = first.client
        set_up(client)
        found = {one["signature"] for one in await_suggestions(client, print)}
        switch_lamp(client, 6)
        reloaded = client.post(f"config/config_entries/entry/{entry_of(client)}/reload")
        again = signatures(client)
    imported = asked(home, EVENTS)

    with running(home) as second:
        switch_lamp(second.client, 4)
        # The batch is flushed five seconds after its first event.
        await_that(lambda: asked(home, EVENTS) >= imported + 4)
        flushed = asked(home, EVENTS)
        switch_lamp(second.client, 4)
        os.kill(second.process, signal.SIGKILL)

    with running(home) as third:
        after = {one["signature"] for one in await_suggestions(third.client, print)}
        runs = asked(home, "SELECT count(*) FROM analysis_run_status")

    assert len(found) >= 5
    assert reloaded == {"require_restart": False}
    assert found == again == after
    assert asked(home, EVENTS) >= flushed
    assert integrity(home) == "ok"
    assert runs == 1
    assert problems((home / LOG).read_text(errors="replace").splitlines(), "homeiq") == []
