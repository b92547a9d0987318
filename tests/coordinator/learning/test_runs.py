import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CoreState, HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.homeiq.const import (
    EVENT_ANALYSIS_COMPLETE,
    EVENT_SUGGESTION_CREATED,
    EVENT_SUGGESTION_RESOLVED,
)
from custom_components.homeiq.coordinator import HomeIQCoordinator, RefreshRefusedError
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.run import RunStatus, RunTrigger
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.runs import Runs
from tests.evenings import async_live, async_read_back, database_path, evenings, query
from tests.homes import a_request, async_refresh, async_set_up

REQUESTS = "SELECT user_id, reason, uses_ai, outcome, run_id FROM manual_refresh_triggers ORDER BY request_id"
RUNS = "SELECT trigger, status, uses_ai FROM analysis_run_status ORDER BY run_id"


async def async_finish(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_restart(hass: HomeAssistant, entry: MockConfigEntry) -> HomeIQCoordinator:
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_finish(hass)
    coordinator: HomeIQCoordinator = entry.runtime_data
    return coordinator


async def test_a_refresh_finds_the_habit_and_says_so(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    complete = async_capture_events(hass, EVENT_ANALYSIS_COMPLETE)
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)

    run_id = await async_refresh(hass, coordinator)

    data = coordinator.data
    assert data.suggestions[0].pattern.entities == ("light.hall",)
    assert data.last_run is not None
    assert (data.last_run.trigger, data.last_run.status) == (RunTrigger.MANUAL, RunStatus.SUCCESS)
    assert data.last_run.events > 100
    assert data.last_run.metrics["learn_count"] == 1
    assert not data.is_running
    assert complete[0].data == {
        "run_id": run_id,
        "status": "success",
        "duration": data.last_run.duration,
        "patterns": len(data.patterns),
        "suggestions": len(data.suggestions),
        "new_suggestions": len(data.suggestions),
    }
    assert [event.data["signature"] for event in created] == [one.signature for one in data.suggestions]


async def test_a_refresh_learns_how_bright_the_light_is_made_and_keeps_it(hass: HomeAssistant) -> None:
    dimmed = [
        (time + 1, "light.hall#brightness", str(102 + number % 2), Cause.PERSON)
        for number, (time, _, state, _) in enumerate(evenings())
        if state == "on"
    ]
    await async_live(hass, [*evenings(), *dimmed])
    entry = await async_set_up(hass)

    await async_refresh(hass, entry.runtime_data)

    after = (await async_restart(hass, entry)).data
    evening = next(one for one in after.suggestions if one.pattern.state == "on")
    assert evening.automation["actions"][0]["data"] == {"brightness_pct": 40}
    assert evening.title.startswith("Turn on Hall to 40%")


async def test_what_was_found_is_shown_again_after_a_restart(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await async_refresh(hass, entry.runtime_data)
    before = entry.runtime_data.data
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)

    after = (await async_restart(hass, entry)).data

    assert (after.suggestions, after.patterns, after.last_run) == (
        before.suggestions,
        before.patterns,
        before.last_run,
    )
    assert created == []


async def test_a_suggestion_is_created_once(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await async_refresh(hass, coordinator)
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)

    freezer.tick(61)
    await async_refresh(hass, coordinator)

    assert created == []


async def test_without_events_there_is_nothing_to_learn(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    await async_refresh(hass, coordinator)

    assert coordinator.data.last_run is not None
    assert coordinator.data.last_run.status is RunStatus.NO_DATA


async def test_a_run_that_fails_says_so_and_the_next_one_can_begin(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    query(hass, "ALTER TABLE entity_name RENAME TO lost")
    await async_live_row(hass)

    await async_refresh(hass, coordinator)
    failed = coordinator.data.last_run
    query(hass, "ALTER TABLE lost RENAME TO entity_name")
    freezer.tick(61)
    await async_refresh(hass, coordinator)

    assert failed is not None
    assert failed.status is RunStatus.FAILED
    assert failed.error is not None
    assert failed.error.startswith("DatabaseUnusableError")
    assert "The analysis failed" in caplog.text
    assert coordinator.data.last_run is not None
    assert coordinator.data.last_run.status is not RunStatus.FAILED


async def async_live_row(hass: HomeAssistant) -> None:
    query(hass, "INSERT INTO event (key, value) VALUES (1 << 62, 1)")


async def test_of_two_requests_at_once_one_is_accepted(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    first, second = await asyncio.gather(
        coordinator.async_request_refresh_run(a_request()),
        coordinator.async_request_refresh_run(a_request()),
        return_exceptions=True,
    )
    await async_finish(hass)

    assert first == 1
    assert isinstance(second, RefreshRefusedError)
    assert (second.reason, second.next_allowed_at) == ("running", None)
    assert sorted(query(hass, REQUESTS), key=str) == [
        ("ann", "new lamp", 0, "accepted", 1),
        ("ann", "new lamp", 0, "refused_running", None),
    ]


async def test_a_minute_must_pass_between_two_requests(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    now = dt_util.utcnow().timestamp()
    await async_refresh(hass, coordinator)

    freezer.tick(59)
    with pytest.raises(RefreshRefusedError) as refused:
        await async_refresh(hass, coordinator)
    freezer.tick(1)
    await async_refresh(hass, coordinator)

    assert (refused.value.reason, refused.value.next_allowed_at) == ("cooldown", now + 60)
    assert query(hass, "SELECT outcome FROM manual_refresh_triggers ORDER BY request_id") == [
        ("accepted",),
        ("refused_cooldown",),
        ("accepted",),
    ]


async def test_the_rest_after_ai_survives_a_restart(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass, {"schedule": {"nightly": False}})
    await async_refresh(hass, entry.runtime_data, uses_ai=True)
    began = dt_util.utcnow().timestamp()
    coordinator = await async_restart(hass, entry)

    freezer.tick(timedelta(hours=23, minutes=59))
    with pytest.raises(RefreshRefusedError) as refused:
        await async_refresh(hass, coordinator, uses_ai=True)
    freezer.tick(timedelta(minutes=1))
    await async_refresh(hass, coordinator, uses_ai=True)

    assert (refused.value.reason, refused.value.next_allowed_at) == ("ai_cooldown", began + 86400)
    assert query(hass, RUNS) == [("manual", "success", 1), ("manual", "success", 1)]


async def test_a_run_with_ai_that_found_no_data_costs_no_rest(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await async_refresh(hass, coordinator, uses_ai=True)

    freezer.tick(60)
    await async_refresh(hass, coordinator, uses_ai=True)

    assert query(hass, RUNS) == [("manual", "no_data", 1), ("manual", "no_data", 1)]


async def test_ai_rewords_when_the_owner_wants_it(hass: HomeAssistant) -> None:
    async def generate_data(call: ServiceCall) -> ServiceResponse:
        asked.append(call)
        return {"data": {"texts": []}}

    asked: list[ServiceCall] = []
    hass.services.async_register("ai_task", "generate_data", generate_data, supports_response=SupportsResponse.ONLY)
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass, {"learning": {"ai_titles": True}})).runtime_data

    await async_refresh(hass, coordinator, uses_ai=True)

    assert len(asked) == 1
    assert coordinator.data.suggestions


async def test_nothing_begins_while_home_assistant_stops(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    hass.set_state(CoreState.stopping)

    with pytest.raises(RefreshRefusedError) as refused:
        await async_refresh(hass, coordinator)
    hass.set_state(CoreState.running)

    assert (refused.value.reason, refused.value.next_allowed_at) == ("not_ready", None)
    assert query(hass, REQUESTS) == []


async def test_the_night_learns_and_forgets_what_is_too_old(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    now = dt_util.now()
    four_years_ago = (now - timedelta(days=1460)).timestamp()
    await async_live(hass, [(four_years_ago, "light.gone", "on", Cause.PERSON), *evenings()])
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    night = (now + timedelta(days=1)).replace(hour=3, minute=0, second=0, microsecond=0)
    assert coordinator.data.next_run_at is not None
    assert coordinator.data.next_run_at <= night.timestamp()

    freezer.move_to(night)
    async_fire_time_changed(hass, night)
    await async_finish(hass)

    assert query(hass, RUNS) == [("nightly", "success", 0)]
    assert coordinator.data.suggestions
    assert ("light.gone", "on") not in await async_read_back(hass)
    assert coordinator.data.next_run_at == (night + timedelta(days=1)).timestamp()


async def test_nights_can_be_switched_off(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass, {"schedule": {"nightly": False}})).runtime_data
    night = (dt_util.now() + timedelta(days=1)).replace(hour=3, minute=0, second=0, microsecond=0)

    freezer.move_to(night)
    async_fire_time_changed(hass, night)
    await async_finish(hass)

    assert coordinator.data.next_run_at is None
    assert query(hass, RUNS) == []


async def test_a_night_that_meets_a_run_leaves_it_alone(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    night = (dt_util.now() + timedelta(days=1)).replace(hour=3, minute=0, second=0, microsecond=0)

    freezer.move_to(night)
    await coordinator.async_request_refresh_run(a_request())
    async_fire_time_changed(hass, night)
    await async_finish(hass)

    assert query(hass, "SELECT trigger FROM analysis_run_status") == [("manual",)]


async def test_an_unload_cuts_a_run_off_and_notes_it(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await entry.runtime_data.async_request_refresh_run(a_request())

    assert await hass.config_entries.async_unload(entry.entry_id)

    assert entry.state is ConfigEntryState.NOT_LOADED
    assert query(hass, RUNS) == [("manual", "interrupted", 0)]


async def test_a_run_that_a_crash_cut_off_is_noted_at_the_next_start(hass: HomeAssistant) -> None:
    database = await Database.open(database_path(hass), Profile.NUC)
    await Runs(database).start(RunTrigger.NIGHTLY, dt_util.utcnow().timestamp())
    await database.close()

    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    assert coordinator.data.last_run is not None
    assert coordinator.data.last_run.status is RunStatus.INTERRUPTED
    assert not coordinator.data.is_running


async def test_what_is_dismissed_never_comes_back(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    coordinator: HomeIQCoordinator = entry.runtime_data
    await async_refresh(hass, coordinator)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)
    signature = coordinator.data.suggestions[0].signature

    await coordinator.decisions.dismissing.async_dismiss(signature, "too early", "ann")
    at_once = {one.signature for one in coordinator.data.suggestions}
    freezer.tick(61)
    await async_refresh(hass, coordinator)
    later = {one.signature for one in coordinator.data.suggestions}
    restarted = await async_restart(hass, entry)

    assert signature not in at_once | later | {one.signature for one in restarted.data.suggestions}
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [(signature, "dismissed")]


async def test_only_what_is_offered_can_be_dismissed(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data

    with pytest.raises(LookupError, match="nothing"):
        await coordinator.decisions.dismissing.async_dismiss("nothing", None, None)
