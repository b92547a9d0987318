from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.capture.recorder import backfill
from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator, ImportUnavailableError
from custom_components.homeiq.coordinator.keeping import importing
from tests.capture.a_recorder import Written, write
from tests.evenings import async_live, evenings, query
from tests.homes import async_set_up

RUNS = "SELECT trigger, status FROM analysis_run_status"
EVENTS = "SELECT count(*) FROM event"
NAMES = "SELECT entity_id, count(*) FROM event JOIN entity_name ON number = key & 65535 GROUP BY 1 ORDER BY 1"
DAY = 86400.0


async def async_finish(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_live_with_a_recorder(hass: HomeAssistant) -> None:
    for state in ("off", "on", "off"):
        hass.states.async_set("light.hall", state)
    await async_wait_recording_done(hass)


async def test_the_recorders_history_is_imported_and_learned_from_once(
    recorder_mock: Recorder, hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    await async_live_with_a_recorder(hass)
    entry = await async_set_up(hass)
    await async_finish(hass)
    coordinator: HomeIQCoordinator = entry.runtime_data
    progress = coordinator.data.history_import

    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_finish(hass)

    assert progress is not None
    assert (progress.days_done, progress.days_total, progress.events, progress.running) == (1, 1, 3, False)
    assert issue_registry.async_get_issue(DOMAIN, "recorder_missing") is None
    assert query(hass, EVENTS) == [(3,)]
    assert query(hass, RUNS) == [("import", "success")]


async def test_what_is_heard_live_is_not_imported_as_well(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_live_with_a_recorder(hass)
    entry = await async_set_up(hass)
    await async_finish(hass)
    coordinator: HomeIQCoordinator = entry.runtime_data
    hass.states.async_set("light.hall", "on")
    await async_wait_recording_done(hass)

    progress = coordinator.history.async_begin()
    await async_finish(hass)
    await coordinator.async_flush()

    assert progress.running
    assert query(hass, EVENTS) == [(4,)]


async def test_two_imports_at_once_are_one(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_live_with_a_recorder(hass)
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    coordinator.history.async_begin()
    coordinator.history.async_begin()
    await async_finish(hass)

    assert query(hass, EVENTS) == [(3,)]
    assert query(hass, RUNS) == [("import", "success")]


async def test_an_import_that_an_unload_cuts_off_goes_on_at_the_next_start(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_live_with_a_recorder(hass)
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert await hass.config_entries.async_unload(entry.entry_id)
    cut_off = query(hass, RUNS)

    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_finish(hass)

    assert cut_off == []
    assert query(hass, EVENTS) == [(3,)]
    assert query(hass, RUNS) == [("import", "success")]


async def test_a_recorder_that_is_busy_is_waited_for(
    recorder_mock: Recorder, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([True, True, False])
    monkeypatch.setattr(backfill, "async_migration_in_progress", lambda _: next(answers))
    monkeypatch.setattr(importing, "RETRY", 0.01)
    await async_live_with_a_recorder(hass)

    await async_set_up(hass)
    await async_finish(hass)

    assert list(answers) == []
    assert query(hass, EVENTS) == [(3,)]


async def test_what_is_renamed_while_its_past_is_imported_has_all_of_it(
    recorder_mock: Recorder, hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entity_registry.async_get_or_create("light", "demo", "hall", suggested_object_id="hall")
    begin = dt_util.utcnow().timestamp() - 9 * DAY
    moments = [(begin + number * DAY / 2, ("on", "off")[number % 2]) for number in range(16)]
    bright = {"brightness": 128}
    past = [Written(time=time, entity_id="light.hall", state=state, attributes=bright) for time, state in moments]
    await write(hass, past)
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    coordinator: HomeIQCoordinator = entry.runtime_data
    days: list[int] = []

    def rename_on_the_third_day() -> None:
        progress = coordinator.data.history_import
        if progress and progress.days_done == 3 and not days:
            days.append(progress.days_total)
            entity_registry.async_update_entity("light.hall", new_entity_id="light.corridor")

    coordinator.async_add_listener(rename_on_the_third_day)
    await async_finish(hass)

    assert days[0] > 8
    assert query(hass, NAMES) == [("light.corridor", 16), ("light.corridor#brightness", 1)]


async def test_lamps_that_change_places_as_an_import_begins_keep_their_own_past(
    recorder_mock: Recorder, hass: HomeAssistant, entity_registry: er.EntityRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "RETRY", 0.01)
    for name in ("hall", "attic"):
        entity_registry.async_get_or_create("light", "demo", name, suggested_object_id=name)
    begin = dt_util.utcnow().timestamp() - DAY
    hall = [Written(time=begin + number, entity_id="light.hall", state=f"hall {number}") for number in range(5)]
    await write(hass, [*hall, Written(time=begin, entity_id="light.attic", state="attic")])
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)

    for old, new in (("hall", "spare"), ("attic", "hall"), ("spare", "attic")):
        entity_registry.async_update_entity(f"light.{old}", new_entity_id=f"light.{new}")
    await async_finish(hass)

    assert query(hass, NAMES) == [("light.attic", 5), ("light.hall", 1)]


async def test_a_home_that_wakes_up_in_1970_has_its_past_once_the_clock_is_set(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No timer: the clock that stands still here is the event loop's as well.
    monkeypatch.setattr(importing, "RETRY", 0.0)
    for state in ("off", "on", "off"):
        hass.states.async_set("light.hall", state)
        freezer.tick(1)
    await async_wait_recording_done(hass)
    today = dt_util.utcnow()
    freezer.move_to(datetime(1970, 1, 1, 0, 2, tzinfo=UTC))
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    woken = query(hass, EVENTS)

    freezer.move_to(today + timedelta(minutes=1))
    await async_finish(hass)

    assert woken == [(0,)]
    assert query(hass, EVENTS) == [(3,)]


async def test_without_a_recorder_there_is_a_notice_and_no_error(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await async_finish(hass)

    with pytest.raises(ImportUnavailableError) as unavailable:
        entry.runtime_data.history.async_begin()

    assert entry.state is ConfigEntryState.LOADED
    assert issue_registry.async_get_issue(DOMAIN, "recorder_missing") is not None
    assert unavailable.value.reason == "recorder_missing"
    assert query(hass, RUNS) == []
