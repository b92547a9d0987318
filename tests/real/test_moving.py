"""A home moves: what HomeIQ knows is in a backup that is made while it is busy, and elsewhere it is all there again."""

from contextlib import closing
import json
from pathlib import Path
import sqlite3
import time

from homeassistant.backup_restore import RESTORE_BACKUP_FILE, restore_backup
import pytest

from tests.real.a_learned_home import (
    EVENTS,
    FLUSHED,
    MINUTE,
    Learned,
    asked,
    await_that,
    notices,
    running,
    signatures,
    switch_lamp,
    troubles,
)
from tools.demo.learning import STATUS
from tools.home_assistant.client import Client

pytestmark = pytest.mark.timeout(900)


def back_up(client: Client, *, has_database: bool) -> None:
    """Make a backup as its page does, and go on living meanwhile."""
    order = {"type": "backup/generate", "agent_ids": ["backup.local"], "name": "moving", "include_all_addons": False}
    client.commands({**order, "include_homeassistant": True, "include_database": has_database})
    switch_lamp(client, 40)
    await_that(lambda: client.commands({"type": "backup/info"})[0]["state"] == "idle")


def restored(folder: Path, backup: Path) -> Path:
    """Have Home Assistant restore a backup over the configuration of a new installation."""
    folder.mkdir()
    (folder / "configuration.yaml").write_text("default_config:\n")
    order = {"path": str(backup), "password": None, "remove_after_restore": False}
    whole = {"restore_database": True, "restore_homeassistant": True}
    (folder / RESTORE_BACKUP_FILE).write_text(json.dumps({**order, **whole}))
    assert restore_backup(str(folder))
    return folder


@pytest.mark.parametrize("has_database", [True, False], ids=["with the recorder's past", "without it"])
def test_a_backup_of_a_busy_home_is_the_same_home_elsewhere(
    home: Path, learned: Learned, tmp_path: Path, *, has_database: bool
) -> None:
    with running(home) as old:
        old.client.act("homeiq.import_history", respond=True)
        old.client.act("homeiq.refresh")
        back_up(old.client, has_database=has_database)
    (backup,) = (home / "backups").glob("*.tar")

    with running(restored(tmp_path / "elsewhere", backup)) as new:
        client = new.client
        await_that(lambda: client.state(STATUS) != "running", 3 * MINUTE)
        known = client.state(learned.automation), signatures(client)
        wrong = troubles(client), notices(client)

    assert known == ("on", learned.open)
    assert wrong == ([], set())
    assert asked(tmp_path / "elsewhere", EVENTS) >= learned.events


def test_everything_that_is_renamed_at_once_while_homeiq_learns_keeps_its_past(home: Path, learned: Learned) -> None:
    names = [f"sensor.{room}_{what}" for room in ("kitchen", "hallway") for what in ("temperature", "power")]
    changed = {"light.bedside_lamp": "light.lamp_at_the_bed"} | {name: f"{name}_now" for name in names}
    rename = {"type": "config/entity_registry/update"}

    with running(home) as renamed:
        client = renamed.client
        switch_lamp(client, 10)
        client.act("homeiq.refresh")
        client.commands(*({**rename, "entity_id": old, "new_entity_id": new} for old, new in changed.items()))
        time.sleep(FLUSHED)
        await_that(lambda: client.state(STATUS) != "running", 3 * MINUTE)
        found = signatures(client)

    with closing(sqlite3.connect(home / "homeiq.db")) as database:
        known = {name for (name,) in database.execute("SELECT entity_id FROM entity_name")}
    assert known & changed.keys() == set()
    assert known >= set(changed.values())
    assert found == learned.open
    assert asked(home, EVENTS) >= learned.events + 10
