from datetime import timedelta
import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from tests.evenings import query
from tests.homes import async_set_up

HALF_A_MINUTE = timedelta(seconds=31)


async def async_pass(hass: HomeAssistant, time: timedelta) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + time)
    await hass.async_block_till_done(wait_background_tasks=True)


def a_lamp(hass: HomeAssistant) -> er.RegistryEntry:
    return er.async_get(hass).async_get_or_create("light", "test", "1", suggested_object_id="hall")


async def test_the_home_is_in_the_tables_from_the_start(hass: HomeAssistant) -> None:
    ar.async_get(hass).async_create("Hall")
    a_lamp(hass)

    await async_set_up(hass)

    assert query(hass, "SELECT name FROM areas") == [("Hall",)]
    assert query(hass, "SELECT entity_id FROM entities WHERE platform = 'test'") == [("light.hall",)]


async def test_a_change_of_the_home_reaches_the_tables(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    area = ar.async_get(hass).async_create("Hall")
    lamp = a_lamp(hass)
    await hass.async_block_till_done()
    await async_pass(hass, timedelta(seconds=2))
    created = query(hass, "SELECT name FROM areas")

    er.async_get(hass).async_remove(lamp.entity_id)
    ar.async_get(hass).async_delete(area.id)
    await hass.async_block_till_done()
    await async_pass(hass, timedelta(seconds=4))

    assert created == [("Hall",)]
    assert query(hass, "SELECT count(*) FROM areas") == [(0,)]
    assert query(hass, "SELECT count(*) FROM entities WHERE platform = 'test'") == [(0,)]


async def test_a_batch_is_one_line_of_the_log_with_its_figures(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    await entry.runtime_data.async_flush()
    caplog.set_level(logging.DEBUG, "custom_components.homeiq")

    for states in (("on", "off", "on"), ("off", "on")):
        for state in states:
            hass.states.async_set("light.hall", state)
        await hass.async_block_till_done()
        await entry.runtime_data.async_flush()

    batches = [vars(one) for one in caplog.records if one.message.startswith("A batch of")]
    assert [one["events"] for one in batches] == [3, 2]
    assert all(0 < one["seconds"] < 60 for one in batches)


async def test_an_entity_that_moves_into_an_excluded_area_is_no_longer_heard(hass: HomeAssistant) -> None:
    area = ar.async_get(hass).async_create("Bath")
    lamp = a_lamp(hass)
    hass.states.async_set(lamp.entity_id, "off")
    entry = await async_set_up(hass, {"scope": {"exclude_areas": [area.id]}})
    coordinator: HomeIQCoordinator = entry.runtime_data
    hass.states.async_set(lamp.entity_id, "on")

    er.async_get(hass).async_update_entity(lamp.entity_id, area_id=area.id)
    await hass.async_block_till_done()
    await async_pass(hass, timedelta(seconds=2))
    hass.states.async_set(lamp.entity_id, "off")
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert coordinator.health.store.write_errors == 0
    assert query(hass, "SELECT count(*) FROM event") == [(1,)]


async def test_its_own_entities_are_not_heard(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_pass(hass, HALF_A_MINUTE)

    assert await hass.config_entries.async_unload(entry.entry_id)

    assert query(hass, "SELECT count(*) FROM event") == [(0,)]


async def test_health_is_looked_at_every_half_minute(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off")
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    before = coordinator.health

    hass.states.async_set("light.hall", "on")
    await coordinator.async_flush()
    await async_pass(hass, HALF_A_MINUTE)

    assert (before.store.stored, before.events_per_minute) == (0, 0)
    assert coordinator.health.store.stored == 1
    assert coordinator.health.events_per_minute > 0
    assert coordinator.health.memory_mb > 10
    assert coordinator.health.problems == ()


async def test_failing_writes_are_told_once_and_taken_back(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, caplog: pytest.LogCaptureFixture
) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    coordinator: HomeIQCoordinator = entry.runtime_data
    query(hass, "ALTER TABLE event RENAME TO lost")

    hass.states.async_set("light.hall", "on")
    await coordinator.async_flush()
    await coordinator.async_flush()
    await hass.async_block_till_done(wait_background_tasks=True)
    failing = coordinator.health
    issue = issue_registry.async_get_issue(DOMAIN, "database_failing")
    query(hass, "ALTER TABLE lost RENAME TO event")
    await coordinator.async_flush()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert failing.problems == ("database_failing",)
    assert issue is not None
    assert caplog.text.count("Events can't be written") == 1
    assert caplog.text.count("Events are written to the database again") == 1
    assert coordinator.health.problems == ()
    assert issue_registry.async_get_issue(DOMAIN, "database_failing") is None
    assert query(hass, "SELECT count(*) FROM event") == [(1,)]


async def test_a_notice_that_writing_fails_ends_with_the_next_set_up(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry, caplog: pytest.LogCaptureFixture
) -> None:
    hass.states.async_set("light.hall", "off")
    entry = await async_set_up(hass)
    query(hass, "ALTER TABLE event RENAME TO lost")
    hass.states.async_set("light.hall", "on")

    assert await hass.config_entries.async_unload(entry.entry_id)
    issue = issue_registry.async_get_issue(DOMAIN, "database_failing")
    query(hass, "ALTER TABLE lost RENAME TO event")
    assert await hass.config_entries.async_setup(entry.entry_id)

    assert "1 events could not be written; they wait in" in caplog.text
    assert issue is not None
    assert issue_registry.async_get_issue(DOMAIN, "database_failing") is None


async def test_work_in_the_background_that_the_database_cuts_off_is_logged(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    await async_set_up(hass)
    query(hass, "ALTER TABLE areas RENAME TO lost")

    ar.async_get(hass).async_create("Hall")
    await hass.async_block_till_done()
    await async_pass(hass, timedelta(seconds=2))

    assert "Work in the background (registries) was cut off" in caplog.text


async def test_the_beginning_of_listening_is_kept_over_restarts(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    first = query(hass, "SELECT value FROM fact WHERE name = 'import_ceiling'")

    await _async_reload(hass, entry)

    assert len(first) == 1
    assert query(hass, "SELECT value FROM fact WHERE name = 'import_ceiling'") == first


async def _async_reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
