"""What HomeIQ says in the logbook, read the way the frontend reads it."""

import asyncio
from datetime import timedelta
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.telling.announcements import async_announce_created
from custom_components.homeiq.model.habits.suggestion import Suggestion
from tests.accepted import async_a_home, async_accept, async_undo
from tests.evenings import async_live, evenings
from tests.homes import async_learn, async_refresh, async_set_up
from tests.offers import a_suggestion, hall_light

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

KITCHEN = "Turn on Kitchen at 07:00 on workdays"
HALL = "Turn on Hall after motion"


async def async_entries(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> list[dict[str, Any]]:
    """Return HomeIQ's own entries of the last hour, the oldest first."""
    return [entry for entry in await async_everything(hass, hass_ws_client) if entry.get("domain") == DOMAIN]


async def async_everything(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> list[dict[str, Any]]:
    """Return all entries of the last hour, the oldest first."""
    assert await async_setup_component(hass, "logbook", {})
    await async_wait_recording_done(hass)
    client = await hass_ws_client(hass)
    begin = (dt_util.utcnow() - timedelta(hours=1)).isoformat()
    await client.send_json_auto_id({"type": "logbook/get_events", "start_time": begin})
    answer = await client.receive_json()
    entries: list[dict[str, Any]] = answer["result"]
    return entries


async def async_a_home_with(hass: HomeAssistant, *suggestions: Suggestion) -> MockConfigEntry:
    """Set up a home that suggests something: not from its database, for it learns from the recorder first."""
    entry = await async_a_home(hass)
    await async_learn(hass, entry, suggestions)
    return entry


async def async_say(hass: HomeAssistant, action: str, signature: str, user: MockUser | None = None) -> None:
    context = Context(user_id=user.id if user else None)
    await hass.services.async_call(DOMAIN, action, {"signature": signature}, blocking=True, context=context)


def messages(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["message"] for entry in entries]


async def test_all_that_a_night_brings_is_one_line(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    await async_refresh(hass, entry.runtime_data)

    entries = await async_entries(hass, hass_ws_client)

    best, _ = entry.runtime_data.data.suggestions
    assert messages(entries) == [f"new: {best.title}, and 1 more"]
    assert {(entry["name"], entry["entity_id"]) for entry in entries} == {("HomeIQ", "todo.homeiq_suggestions")}


async def test_what_is_suggested_is_told(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_a_home_with(hass, a_suggestion())
    async_announce_created(hass, [a_suggestion()])

    entries = await async_entries(hass, hass_ws_client)

    assert messages(entries) == [f"new: {KITCHEN}"]


async def test_what_becomes_of_a_suggestion_is_told(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_admin_user: MockUser,
) -> None:
    await async_a_home_with(hass, a_suggestion(), hall_light())
    await async_accept(hass, "kitchen-at-seven")
    await async_undo(hass, "kitchen-at-seven")
    await async_say(hass, "snooze_suggestion", "kitchen-at-seven")
    await async_accept(hass, "hall-after-motion", mode="shadow")
    await async_undo(hass, "hall-after-motion")
    await async_say(hass, "dismiss_suggestion", "hall-after-motion", hass_admin_user)

    entries = await async_entries(hass, hass_ws_client)

    assert messages(entries) == [
        f"accepted and set up: {KITCHEN}",
        f"taken back: {KITCHEN}",
        f"put off until later: {KITCHEN}",
        f"no longer on trial: {HALL}",
        f"never again: {HALL}",
    ]
    assert entries[-1]["context_user_id"] == hass_admin_user.id


async def test_it_is_told_in_the_owners_language(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await hass.config.async_update(language="de")
    await async_a_home_with(hass, a_suggestion())
    await async_say(hass, "dismiss_suggestion", "kitchen-at-seven")

    entries = await async_entries(hass, hass_ws_client)

    assert messages(entries) == [f"nie wieder: {KITCHEN}"]


async def test_it_is_told_also_when_homeiq_is_not_there_any_more(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_a_home_with(hass, a_suggestion())
    await async_say(hass, "dismiss_suggestion", "kitchen-at-seven")
    await hass.config_entries.async_remove(entry.entry_id)

    entries = await async_entries(hass, hass_ws_client)

    assert messages(entries) == [f"never again: {KITCHEN}"]
    assert "entity_id" not in entries[0]


async def test_an_event_of_an_older_version_is_told_by_its_signature(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await async_a_home(hass)
    hass.bus.async_fire("homeiq_suggestion_resolved", {"signature": "abc", "verdict": "accepted"})

    entries = await async_entries(hass, hass_ws_client)

    assert messages(entries) == ["accepted and set up: abc"]


async def test_a_run_is_one_entry_beside_those_of_what_it_suggests(
    recorder_mock: Recorder, hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_set_up(hass)
    await async_live(hass, evenings())
    before = await async_everything(hass, hass_ws_client)
    await asyncio.sleep(1)  # a moment is a state in whole seconds, and the set-up has just ended a run

    await async_refresh(hass, entry.runtime_data)

    told = (await async_everything(hass, hass_ws_client))[len(before) :]
    assert entry.runtime_data.data.suggestions
    assert [one["entity_id"] for one in told if one["entity_id"].startswith("sensor.homeiq_")] == [
        "sensor.homeiq_last_analysis"
    ]
