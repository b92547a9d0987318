"""A real Home Assistant whose clock is wrong for a while."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
import time

import pytest

from tests.real.a_learned_home import (
    EVENTS,
    FLUSHED,
    LAMP,
    Clock,
    Learned,
    asked,
    await_that,
    learn,
    running,
    signatures,
    state_of,
    switch_lamp,
    troubles,
)

pytestmark = pytest.mark.timeout(900)

AHEAD = timedelta(days=400).total_seconds()
KEPT = 310.0  # seconds; upkeep comes every five minutes
AFTER = 10.0  # seconds that it has to do what it believes is to be done
DOUBTED = "SELECT coalesce(value ->> 1, 0) FROM fact WHERE name = 'clock'"


def test_a_clock_that_is_400_days_ahead_for_a_while_costs_nothing(home: Path, learned: Learned, tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock")

    with running(home, clock.start) as right:
        client = right.client
        switch_lamp(client, 2)
        clock.be_wrong_by(AHEAD)
        switch_lamp(client, 6)
        clock.let_pass(KEPT)
        await_that(lambda: asked(home, DOUBTED) > time.time() + AHEAD)
        time.sleep(AFTER)
        while_ahead, shown = asked(home, EVENTS), state_of(client, LAMP)["last_updated"]
        clock.be_wrong_by(0)
        switch_lamp(client, 6)
        learn(client)
        found = signatures(client)
        await_that(lambda: not troubles(client))
        time.sleep(FLUSHED)

    assert datetime.fromisoformat(shown) > datetime.now(UTC) + timedelta(days=399)
    assert while_ahead >= learned.events + 8
    assert asked(home, EVENTS) >= learned.events + 14
    assert found == learned.open
