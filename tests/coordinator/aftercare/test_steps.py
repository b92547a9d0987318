"""What accepted automations did waits for a database that can't be written, and no longer than there is room."""

from collections.abc import AsyncIterator
from pathlib import Path
import sqlite3

import pytest

from custom_components.homeiq.coordinator.aftercare.steps import MOST_WAITING, Steps
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.file.errors import DatabaseUnusableError
from custom_components.homeiq.store.tables.followed import FollowedAutomations
from tests.followed import a_run, an_undone_run, followed


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "homeiq.db", Profile.NUC, busy_timeout=0.05)
    yield database
    await database.close()


@pytest.fixture
async def kept(database: Database) -> FollowedAutomations:
    automations = FollowedAutomations(database)
    await automations.put([followed()])
    return automations


async def runs_in(kept: FollowedAutomations) -> int:
    return (await kept.all())["kitchen-at-seven"].runs


async def test_of_more_steps_than_there_is_room_for_the_newest_are_kept_and_the_loss_is_told(
    kept: FollowedAutomations, caplog: pytest.LogCaptureFixture
) -> None:
    steps = Steps(kept)

    for number in range(MOST_WAITING + 2):
        steps.add(a_run(runs=1000 if number < 2 else 1))
    await steps.async_save()

    assert await runs_in(kept) == MOST_WAITING
    assert caplog.text.count("1 things that accepted automations did are not counted") == 2


async def test_what_can_not_be_written_is_written_once_later(kept: FollowedAutomations, tmp_path: Path) -> None:
    steps = Steps(kept)
    steps.add(a_run())
    steps.add(an_undone_run())
    other = sqlite3.connect(tmp_path / "homeiq.db")
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseUnusableError):
        await steps.async_save()
    nothing_yet = steps.take_undone()
    other.close()
    await steps.async_save()
    await steps.async_save()

    assert nothing_yet == set()
    assert await runs_in(kept) == 1
    assert [steps.take_undone(), steps.take_undone()] == [{"kitchen-at-seven"}, set()]


async def test_what_waits_at_the_end_for_a_database_that_can_not_be_written_is_lost_and_told(
    kept: FollowedAutomations, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    steps = Steps(kept)
    steps.add(a_run())
    other = sqlite3.connect(tmp_path / "homeiq.db")
    other.execute("BEGIN IMMEDIATE")

    await steps.async_end()
    other.close()

    assert "1 things that accepted automations did are not counted" in caplog.text
    assert await runs_in(kept) == 0
