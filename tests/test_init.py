from collections.abc import Callable
import os
from pathlib import Path

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from tests.evenings import async_read_back, database_path, query
from tests.homes import async_set_up


async def async_set_up_badly(hass: HomeAssistant, options: dict[str, object] | None = None) -> MockConfigEntry:
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", options=options or {})
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    return entry


def files(hass: HomeAssistant) -> list[str]:
    return [path.name for path in Path(hass.config.config_dir).glob("homeiq.db*")]


async def async_make_database(hass: HomeAssistant) -> Path:
    database = await Database.open(database_path(hass), Profile.NUC)
    await database.close()
    return database_path(hass)


async def test_it_sets_up_and_unloads(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    states = [entry.state]

    assert await hass.config_entries.async_unload(entry.entry_id)
    states.append(entry.state)

    assert states == [ConfigEntryState.LOADED, ConfigEntryState.NOT_LOADED]
    assert database_path(hass).exists()
    assert not database_path(hass).with_name("homeiq.db-wal").exists()


async def test_options_of_a_newer_version_keep_nobody_from_going_back(hass: HomeAssistant) -> None:
    stored = {"resources": {"short_pauses": True, "longer_pauses": 3}, "moods": {"blue": True}}

    entry = await async_set_up(hass, stored)

    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data.settings.resources.short_pauses
    # Going forward again finds what was chosen there.
    assert entry.options == stored


async def test_a_reload_loses_nothing(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    hass.states.async_set("light.hall", "off")
    await hass.async_block_till_done()
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert await async_read_back(hass) == [("light.hall", "on"), ("light.hall", "off")]


async def test_a_batch_is_on_disk_before_it_is_old(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off")
    await async_set_up(hass, {"storage": {"batch_size": 2}})

    hass.states.async_set("light.hall", "on")
    hass.states.async_set("light.hall", "off")
    await hass.async_block_till_done()
    await hass.async_add_executor_job(_wait_until, lambda: query(hass, "SELECT count(*) FROM event") == [(2,)])

    assert await async_read_back(hass) == [("light.hall", "on"), ("light.hall", "off")]


def _wait_until(is_true: Callable[[], bool]) -> None:
    while not is_true():
        os.sched_yield()


async def test_a_stop_writes_what_waits_and_closes(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    written = await async_read_back(hass)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()

    assert written == [("light.hall", "on")]
    assert not database_path(hass).with_name("homeiq.db-wal").exists()
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_removing_it_deletes_the_database(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await hass.config_entries.async_remove(entry.entry_id)

    assert files(hass) == []


async def test_removing_it_without_a_database_does_no_harm(hass: HomeAssistant) -> None:
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)

    await hass.config_entries.async_remove(entry.entry_id)

    assert files(hass) == []


async def test_a_database_of_a_newer_version_is_left_alone(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    path = await async_make_database(hass)
    query(hass, "INSERT INTO schema_version (version) VALUES (999)")
    before = path.read_bytes()

    entry = await async_set_up_badly(hass)

    issue = issue_registry.async_get_issue(DOMAIN, "database_too_new")
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "database_too_new"
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["found"] == "999"
    assert path.read_bytes() == before


async def test_the_notice_of_a_newer_database_goes_away_with_it(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    path = await async_make_database(hass)
    query(hass, "INSERT INTO schema_version (version) VALUES (999)")
    entry = await async_set_up_badly(hass)

    path.unlink()
    assert await hass.config_entries.async_reload(entry.entry_id)

    assert issue_registry.async_get_issue(DOMAIN, "database_too_new") is None


async def test_a_database_that_cannot_be_opened_is_told_of_and_tried_again_later(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    elsewhere = Path(hass.config.path("not_mounted"))
    database_path(hass).symlink_to(elsewhere / "homeiq.db")

    entry = await async_set_up_badly(hass)
    states, told = [entry.state], issue_registry.async_get_issue(DOMAIN, "set_up_waits")

    elsewhere.mkdir()  # noqa: ASYNC240 - a test may wait for its own files
    assert await hass.config_entries.async_reload(entry.entry_id)
    states.append(entry.state)

    assert states == [ConfigEntryState.SETUP_RETRY, ConfigEntryState.LOADED]
    assert told
    assert told.translation_placeholders
    assert "unable to open database file" in told.translation_placeholders["reason"]
    assert issue_registry.async_get_issue(DOMAIN, "set_up_waits") is None


async def test_options_that_make_no_sense_are_an_error(hass: HomeAssistant) -> None:
    entry = await async_set_up_badly(hass, {"learning": {"history_days": -1}})

    assert entry.state is ConfigEntryState.SETUP_ERROR


async def test_a_set_up_that_fails_half_way_closes_the_database(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    await async_make_database(hass)
    query(hass, "CREATE TRIGGER full BEFORE INSERT ON fact BEGIN SELECT RAISE(FAIL, 'no room'); END")

    entry = await async_set_up_badly(hass)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert not database_path(hass).with_name("homeiq.db-wal").exists()
