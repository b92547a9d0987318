"""What breaks in a real Home Assistant: nothing is lost, its owner knows within a minute, and it ends by itself."""

import os
from pathlib import Path
import resource
import time

import pytest

from tests.real.a_learned_home import (
    EVENTS,
    FLUSHED,
    MINUTE,
    Learned,
    asked,
    await_that,
    entry_of,
    learn,
    notices,
    running,
    signatures,
    switch_lamp,
    troubles,
)
from tests.store.damaging import garble
from tools.demo.learning import FOUND, NOTHING
from tools.home_assistant.client import Client

pytestmark = pytest.mark.timeout(900)


def test_damaged_blocks_are_told_of_within_a_minute_and_stop_nothing(home: Path, learned: Learned) -> None:
    sealed = asked(home, "SELECT count(*) FROM block")
    garble(home / "homeiq.db", 4)

    with running(home) as broken:
        client = broken.client
        learn(client)
        await_that(lambda: "blocks_damaged" in troubles(client))
        told, found = notices(client), signatures(client)
        # Learning reads no measurements: nobody has met damage in these yet.
        client.act("homeiq.check_database", respond=True)
        switch_lamp(client, 6)
        time.sleep(FLUSHED)

    lost = asked(home, "SELECT sum(events) FROM block_damaged")
    assert sealed > 4
    assert "blocks_damaged" in told
    assert found
    assert asked(home, "SELECT count(*) FROM block_damaged") == 4
    assert asked(home, EVENTS) >= learned.events - lost + 6


def test_a_truncated_database_is_put_aside_and_what_can_be_read_of_it_goes_on(home: Path, learned: Learned) -> None:
    path = home / "homeiq.db"
    size = path.stat().st_size * 2 // 3
    os.truncate(path, size)

    with running(home) as broken:
        client = broken.client
        await_that(lambda: any(name.startswith("database_set_aside") for name in notices(client)))
        # Home Assistant's own past is imported, and learned from.
        await_that(lambda: client.state(FOUND) not in NOTHING, 3 * MINUTE)
        offered = signatures(client)
        accepted = client.state(learned.automation)
        await_that(lambda: not troubles(client))

    (aside,) = home.glob("homeiq.db.corrupt.*[0-9]")
    assert aside.stat().st_size == size
    assert accepted == "on"
    assert learned.accepted not in offered
    assert offered
    assert asked(home, EVENTS) >= 0.9 * learned.events


def fails_to_write(client: Client) -> bool:
    """Tell whether the database can't be written; its log may have room for a while, so more is stored."""
    switch_lamp(client, 2)
    return "database_failing" in troubles(client)


def test_a_disk_that_is_full_while_homeiq_reloads_loses_nothing(home: Path) -> None:
    with running(home) as full:
        client, process = full.client, full.process
        entry = f"config/config_entries/entry/{entry_of(client)}/reload"
        switch_lamp(client, 2)
        time.sleep(FLUSHED)
        before = asked(home, EVENTS)
        limits = resource.prlimit(process, resource.RLIMIT_FSIZE)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (60_000, limits[1]))
        switch_lamp(client, 40)
        await_that(lambda: fails_to_write(client))
        told = notices(client)
        client.post(entry)
        resource.prlimit(process, resource.RLIMIT_FSIZE, limits)
        client.post(entry)
        await_that(lambda: not troubles(client))
        ended = notices(client)
        time.sleep(FLUSHED)

    assert "database_failing" in told
    assert ended & {"database_failing", "set_up_waits"} == set()
    assert asked(home, EVENTS) >= before + 40
