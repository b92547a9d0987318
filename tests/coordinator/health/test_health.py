"""A fault is seen within a minute by whoever owns the home, and ends by itself when its cause does."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.health.notices import FIXABLE, NOTICES
from custom_components.homeiq.coordinator.health.problems import DAMAGED
from custom_components.homeiq.coordinator.influx.trouble import NOTICES as TOLD_OF_INFLUXDB
from tests.answering import async_answer_repair
from tests.evenings import async_live, evenings, query
from tests.homes import async_remember, async_set_up
from tests.offers import a_suggestion
from tools.integration import LANGUAGES, read_json
from tools.validate import INTEGRATION

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


async def async_half_a_minute(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(timedelta(seconds=30.5))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_a_day(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(timedelta(days=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


def problems(hass: HomeAssistant) -> list[str]:
    state = hass.states.get("binary_sensor.homeiq_health")
    assert state is not None
    assert (state.state == "on") == bool(state.attributes["problems"])
    told: list[str] = state.attributes["problems"]
    return told


def notices(hass: HomeAssistant) -> set[str]:
    return {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN and issue_id in NOTICES}


async def test_reading_that_fails_is_seen_and_ends_by_itself(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_set_up(hass)
    query(hass, "ALTER TABLE schema_version RENAME TO lost")
    await async_half_a_minute(hass, freezer)
    failing = problems(hass), notices(hass)

    query(hass, "ALTER TABLE lost RENAME TO schema_version")
    await async_half_a_minute(hass, freezer)
    await async_half_a_minute(hass, freezer)

    assert failing == (["reading_failing"], {"reading_failing"})
    assert (problems(hass), notices(hass)) == ([], set())


async def test_a_notice_says_since_when_as_people_of_the_home_say_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-28 14:05:00+00:00")
    await hass.config.async_set_time_zone("Europe/Berlin")
    await hass.config.async_update(language="de", country="DE")
    await async_set_up(hass)

    query(hass, "ALTER TABLE schema_version RENAME TO lost")
    await async_half_a_minute(hass, freezer)

    issue = ir.async_get(hass).async_get_issue(DOMAIN, "reading_failing")
    assert issue is not None
    assert issue.translation_placeholders == {"since": "28. November 2026, 15:05 Uhr"}


async def test_suggestions_are_shown_while_the_database_is_away(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_remember(hass, a_suggestion())
    entry = await async_set_up(hass)
    for table in ("suggestions", "decisions", "schema_version", "event"):
        query(hass, f"ALTER TABLE {table} RENAME TO lost_{table}")
    hass.states.async_set("light.hall", "on")
    await entry.runtime_data.async_flush()

    await async_half_a_minute(hass, freezer)

    first, second = (hass.states.get(f"sensor.homeiq_suggestion_{place}") for place in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.state, second.state) == (a_suggestion().title, "unknown")
    assert {"database_failing", "reading_failing"} <= set(problems(hass))


async def test_work_that_keeps_failing_is_named_with_its_beginning_and_ends_with_its_cause(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator
) -> None:
    await async_set_up(hass)
    client = await hass_client()
    query(hass, "ALTER TABLE told RENAME TO lost")
    hass.bus.async_fire("homeiq_suggestion_resolved", {"signature": "x", "verdict": "dismissed"})
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_half_a_minute(hass, freezer)
    health = await (await client.get("/api/homeiq/health")).json()
    failing = problems(hass)

    query(hass, "ALTER TABLE lost RENAME TO told")
    hass.bus.async_fire("homeiq_suggestion_resolved", {"signature": "x", "verdict": "dismissed"})
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_half_a_minute(hass, freezer)
    await async_half_a_minute(hass, freezer)

    assert "background_failing" in failing
    assert health["status"] == "problem"
    assert health["problems"] == failing
    assert [(one["work"], one["error"]) for one in health["troubles"]] == [("notifications", "DatabaseUnusableError")]
    assert {one["name"] for one in health["details"]} == set(failing)
    assert problems(hass) == []


async def test_a_failed_run_is_seen_until_one_succeeds_and_can_be_repeated_from_the_notice(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator
) -> None:
    await async_live(hass, evenings(range(1, 20)))
    await async_set_up(hass)
    query(hass, "ALTER TABLE patterns RENAME TO lost")
    await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_half_a_minute(hass, freezer)
    failing, status = notices(hass), hass.states.get("sensor.homeiq_analysis_status")
    query(hass, "ALTER TABLE lost RENAME TO patterns")
    await async_half_a_minute(hass, freezer)
    await async_half_a_minute(hass, freezer)

    answer = await async_answer_repair(hass, hass_client, "learning_failing", "learn")
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_half_a_minute(hass, freezer)

    assert "learning_failing" in failing
    assert status is not None
    assert status.state != "running"
    assert answer["type"] == "create_entry"
    assert problems(hass) == []


async def test_a_night_that_was_missed_is_seen(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_set_up(hass, {"schedule": {"nightly_time": "03:00:00"}})
    query(hass, "ALTER TABLE analysis_run_status RENAME TO lost")
    for _ in range(3):
        await async_a_day(hass, freezer)
    await async_half_a_minute(hass, freezer)

    assert "learning_overdue" in problems(hass)


async def test_home_assistant_can_be_told_to_start_homeiq_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_set_up(hass)
    query(hass, "ALTER TABLE told RENAME TO lost")
    hass.bus.async_fire("homeiq_suggestion_resolved", {"signature": "x", "verdict": "dismissed"})
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_half_a_minute(hass, freezer)
    before = entry.runtime_data

    await async_answer_repair(hass, hass_client, "background_failing", "reload")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert entry.runtime_data is not before
    assert problems(hass) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NOTICES)
def test_each_notice_says_since_when_and_what_to_do(name: str, language: str) -> None:
    issue = read_json(INTEGRATION / "translations" / f"{language}.json")["issues"][name]
    step = issue["fix_flow"]["step"]["init"] if name in FIXABLE else issue

    assert "{since}" in step["description"]
    assert bool(step.get("menu_options")) == (name in FIXABLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_names_each_problem_as_its_notice_does(language: str) -> None:
    texts = read_json(INTEGRATION / "translations" / f"{language}.json")

    named = texts["config_panel"]["problem"]

    assert named.keys() == {*NOTICES, *TOLD_OF_INFLUXDB, DAMAGED}
    assert named == {name: texts["issues"][name]["title"] for name in named}
