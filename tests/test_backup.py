from contextlib import closing
from datetime import timedelta
from pathlib import Path
import sqlite3

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.backup import async_post_backup, async_pre_backup
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.file import backups
from custom_components.homeiq.store.file.schema import migrate
from custom_components.homeiq.store.migrations import MIGRATIONS
from tests.evenings import database_path
from tests.homes import async_set_up
from tools.faults.backups import survive

AT_ONCE = 6


HEADER = 32  # bytes, all that a log has in which nothing was written yet


def log_of(hass: HomeAssistant) -> Path:
    return database_path(hass).with_name("homeiq.db-wal")


async def async_write(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    for state in ("on", "off"):
        hass.states.async_set("light.hall", state)
    await hass.async_block_till_done()
    await entry.runtime_data.async_flush()


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_backup_taken_under_load_is_whole(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    assert await async_setup_component(hass, "backup", {})
    await hass.async_block_till_done()

    outcome = await survive(hass, AT_ONCE)

    assert (outcome.taken, outcome.corrupt, outcome.incomplete) == (AT_ONCE, 0, 0)
    assert outcome.events > 0


async def test_what_happens_during_a_backup_is_stored_beside_the_file(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_pre_backup(hass)
    before, empty = database_path(hass).read_bytes(), log_of(hass).stat().st_size

    await async_write(hass, entry)
    during = database_path(hass).read_bytes()
    logged = log_of(hass).stat().st_size
    await async_post_backup(hass)

    assert empty <= HEADER
    assert during == before
    assert logged > 0
    assert database_path(hass).read_bytes() != before
    assert log_of(hass).stat().st_size < logged


async def test_a_reload_during_a_backup_leaves_the_file_alone(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_pre_backup(hass)
    before = database_path(hass).read_bytes()

    await async_write(hass, entry)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    during = database_path(hass).read_bytes()
    await async_post_backup(hass)

    assert during == before
    assert database_path(hass).read_bytes() != before


async def test_a_set_up_during_a_backup_leaves_the_file_alone(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_write(hass, entry)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_pre_backup(hass)
    before = database_path(hass).read_bytes()

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_write(hass, entry)
    during = database_path(hass).read_bytes()
    await async_post_backup(hass)

    assert during == before
    assert database_path(hass).read_bytes() != before


async def test_migrating_during_a_backup_leaves_the_file_alone(hass: HomeAssistant) -> None:
    with closing(sqlite3.connect(database_path(hass), isolation_level=None)) as older:
        older.execute("PRAGMA journal_mode = WAL")
        migrate(older, MIGRATIONS[:10])
    await async_pre_backup(hass)
    before = database_path(hass).read_bytes()

    await async_set_up(hass)
    during = database_path(hass).read_bytes()
    await async_post_backup(hass)

    assert during == before
    assert database_path(hass).read_bytes() != before


async def test_without_a_database_there_is_nothing_to_hold(hass: HomeAssistant) -> None:
    await async_pre_backup(hass)

    assert backups.HELD not in hass.data
    assert not database_path(hass).exists()


async def test_a_file_that_cant_be_read_keeps_nobody_from_a_backup(hass: HomeAssistant) -> None:
    database_path(hass).write_bytes(b"noise" * 1000)

    await async_pre_backup(hass)

    assert backups.HELD not in hass.data


async def test_a_backup_that_never_says_that_it_is_over_is_waited_for_some_hours(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    entry = await async_set_up(hass)
    await async_pre_backup(hass)

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=backups.LONGEST + 1))
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_write(hass, entry)
    await async_post_backup(hass)

    assert issue_registry.async_get_issue(DOMAIN, "backup_cut") is not None
    assert backups.HELD not in hass.data


async def test_the_next_backup_takes_the_notice_away(hass: HomeAssistant, issue_registry: ir.IssueRegistry) -> None:
    await async_set_up(hass)
    await async_pre_backup(hass)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=backups.LONGEST + 1))
    await hass.async_block_till_done(wait_background_tasks=True)

    await async_pre_backup(hass)
    await async_post_backup(hass)

    assert issue_registry.async_get_issue(DOMAIN, "backup_cut") is None


async def test_a_backup_without_homeiq_running_is_none_of_its_business(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_pre_backup(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)

    await async_post_backup(hass)
    await async_pre_backup(hass)
    await async_post_backup(hass)

    assert backups.HELD not in hass.data


async def test_removing_homeiq_during_a_backup_deletes_everything(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_pre_backup(hass)

    await hass.config_entries.async_remove(entry.entry_id)

    assert list(database_path(hass).parent.glob("homeiq.db*")) == []
    assert backups.HELD not in hass.data
