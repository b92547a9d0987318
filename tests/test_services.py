from datetime import datetime
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.util import dt as dt_util
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_capture_events

from custom_components.homeiq.answers.findings import pattern_to_json, suggestion_to_json
from custom_components.homeiq.const import DOMAIN, EVENT_SUGGESTION_RESOLVED
from custom_components.homeiq.coordinator.telling.language import read_words
from tests.actions import async_ask, async_signatures
from tests.homes import async_learn, async_remember, async_set_up
from tests.offers import a_suggestion, hall_light, suggestions_of


async def async_finish(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_refresh_is_accepted_and_says_when_the_next_one_is(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    answer = await async_ask(hass, "refresh", reason="new lamps")
    await async_finish(hass)

    assert (answer["accepted"], answer["run_id"]) == (True, 1)
    assert datetime.fromisoformat(answer["next_allowed_at"]).tzinfo is not None


async def test_a_refresh_while_one_runs_is_refused(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    await async_ask(hass, "refresh")

    with pytest.raises(ServiceValidationError) as refused:
        await async_ask(hass, "refresh")
    await async_finish(hass)

    assert refused.value.translation_key == "refresh_running"


async def test_a_refresh_too_soon_after_another_is_refused_with_the_time_to_wait_for(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    first = await async_ask(hass, "refresh")
    await async_finish(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_ask(hass, "refresh", use_ai=False)

    assert refused.value.translation_key == "refresh_cooldown"
    assert refused.value.translation_placeholders == {"next_allowed_at": in_words(first["next_allowed_at"])}


def in_words(moment: str) -> str:
    """Say a moment of the next minutes as people do."""
    at, now = datetime.fromisoformat(moment), dt_util.now()
    return read_words("en").moment(at, now)


async def test_a_refused_refresh_says_when_to_come_back(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    first = await async_ask(hass, "refresh")
    await async_finish(hass)

    with pytest.raises(ServiceValidationError, match=f"possible {in_words(first['next_allowed_at'])}"):
        await async_ask(hass, "refresh")


@pytest.mark.parametrize("action", ["refresh", "import_history"])
async def test_only_administrators_put_the_home_to_work(
    hass: HomeAssistant, hass_read_only_user: MockUser, action: str
) -> None:
    await async_set_up(hass)

    with pytest.raises(Unauthorized):
        await async_ask(hass, action, Context(user_id=hass_read_only_user.id))


async def test_suggestions_are_listed_best_first_with_their_automations(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    found = [hall_light(), a_suggestion()]
    await async_learn(hass, entry, found)

    assert await async_ask(hass, "list_suggestions") == {
        "suggestions": [suggestion_to_json(suggestion) for suggestion in found],
        "next_cursor": None,
    }


async def test_patterns_are_listed_with_their_evidence(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion()])

    assert await async_ask(hass, "list_patterns") == {
        "patterns": [pattern_to_json(a_suggestion().pattern)],
        "kept_back": [],
        "next_cursor": None,
    }


async def test_a_home_without_findings_lists_none(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    assert await async_ask(hass, "list_suggestions") == {"suggestions": [], "next_cursor": None}
    assert await async_ask(hass, "list_patterns", kind="sun") == {"patterns": [], "kept_back": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("filters", "signatures"),
    [
        ({"limit": 1}, ["kitchen-at-seven"]),
        ({"kind": "follow_up"}, ["hall-after-motion"]),
        ({"kind": ["follow_up", "routine"]}, ["kitchen-at-seven", "hall-after-motion"]),
        ({"kind": "sun"}, []),
        ({"entity_id": "light.kitchen"}, ["kitchen-at-seven"]),
        ({"entity_id": ["binary_sensor.hall_motion"]}, ["hall-after-motion"]),
        ({"entity_id": "light.hall", "kind": "routine"}, []),
        ({"entity_id": [], "kind": [], "area_id": []}, ["kitchen-at-seven", "hall-after-motion"]),
    ],
)
async def test_a_listing_can_be_narrowed(hass: HomeAssistant, filters: dict[str, Any], signatures: list[str]) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(), hall_light()])

    assert await async_signatures(hass, **filters) == signatures


async def test_a_listing_can_be_narrowed_to_an_area(
    hass: HomeAssistant, area_registry: ar.AreaRegistry, entity_registry: er.EntityRegistry
) -> None:
    hall = area_registry.async_create("Hall")
    light = entity_registry.async_get_or_create("light", "demo", "hall", suggested_object_id="hall")
    entity_registry.async_update_entity(light.entity_id, area_id=hall.id)
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(), hall_light()])

    assert await async_signatures(hass, area_id=hall.id) == ["hall-after-motion"]
    assert await async_signatures(hass, area_id="attic") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"limit": 0},
        {"limit": 1001},
        {"kind": "whim"},
        {"kind": None},
        {"area_id": None},
        {"entity_id": "lamp"},
        {"entity_id": {"light.hall": "on"}},
        {"room": "x"},
    ],
)
async def test_a_listing_that_makes_no_sense_is_refused(hass: HomeAssistant, fields: dict[str, Any]) -> None:
    await async_set_up(hass)

    with pytest.raises(vol.Invalid):
        await async_ask(hass, "list_suggestions", **fields)


async def test_a_dismissed_suggestion_is_gone_and_its_end_announced(hass: HomeAssistant) -> None:
    await async_remember(hass, *suggestions_of("a", "b"))
    await async_set_up(hass)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    await hass.services.async_call(
        DOMAIN, "dismiss_suggestion", {"signature": "a", "reason": "we like it dark"}, blocking=True
    )
    await hass.async_block_till_done()

    assert await async_signatures(hass) == ["b"]
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [("a", "dismissed")]


async def test_a_suggestion_that_is_not_there_cannot_be_dismissed(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": "none"}, blocking=True)

    assert refused.value.translation_key == "unknown_suggestion"
    assert refused.value.translation_placeholders == {"signature": "none"}


async def test_without_a_recorder_there_is_no_history_to_import(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    with pytest.raises(HomeAssistantError) as refused:
        await async_ask(hass, "import_history")

    assert refused.value.translation_key == "import_unavailable"


async def test_an_import_starts_and_says_how_far_it_is(recorder_mock: Recorder, hass: HomeAssistant) -> None:
    await async_set_up(hass)
    await async_finish(hass)

    progress = await async_ask(hass, "import_history")
    await async_finish(hass)

    assert set(progress) == {"days_done", "days_total", "events", "running"}


async def test_actions_stay_known_and_say_so_while_homeiq_is_not_loaded(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await hass.config_entries.async_unload(entry.entry_id)

    with pytest.raises(ServiceValidationError) as refused:
        await async_ask(hass, "list_suggestions")

    assert refused.value.translation_key == "not_loaded"


@pytest.mark.parametrize("odd", ["\ud800", "2026-03-01\udfff", "\u0662\u0660\u0662\u0666-03-01"])
@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("query_events", {"start": None}),
        ("forget", {"entity_id": "light.kitchen", "start": None}),
        ("snooze_suggestion", {"signature": "kitchen-at-seven", "until": None}),
    ],
)
async def test_half_a_character_is_no_moment(
    hass: HomeAssistant, action: str, fields: dict[str, Any], odd: str
) -> None:
    await async_set_up(hass)
    data = {name: odd if value is None else value for name, value in fields.items()}

    with pytest.raises(vol.Invalid):
        await hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=action in {"query_events", "forget"}
        )
