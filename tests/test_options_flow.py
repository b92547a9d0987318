from collections.abc import Mapping
from datetime import time
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import config_validation as cv
from homeassistant.setup import async_setup_component
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_mock_service

from custom_components.homeiq.options_form import to_answers, to_options
from custom_components.homeiq.settings import (
    OPTIONS,
    SECTIONS,
    Learning,
    Notifications,
    Preset,
    Profile,
    Settings,
    Weekday,
)
from tests.homes import async_set_up

NOTHING_CHANGED: dict[str, Any] = {
    "learning": {},
    "scope": {},
    "context": {},
    "thresholds": {},
    "storage": {},
    "schedule": {},
    "automations": {},
    "notifications": {},
    "ai": {},
    "advanced": {},
}


async def async_submit(hass: HomeAssistant, entry_id: str, changes: dict[str, Any]) -> ConfigFlowResult:
    form = await hass.config_entries.options.async_init(entry_id)
    result = await hass.config_entries.options.async_configure(form["flow_id"], NOTHING_CHANGED | changes)
    await hass.async_block_till_done()
    return result


def serialized(form: ConfigFlowResult) -> dict[str, dict[str, Any]]:
    schema = form["data_schema"]
    assert schema is not None
    sections: Any = vol.to_field_list(schema, custom_serializer=cv.custom_serializer)
    return {section["name"]: section for section in sections}


async def test_the_form_has_a_field_for_every_setting(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    pages: dict[str, list[str]] = {
        name: [] for name in (*SECTIONS, "advanced") if name not in {"influxdb", "resources"}
    }
    for option in OPTIONS.values():
        if option.section != "influxdb":
            pages[option.page].append(option.key)
    assert {name: [field["name"] for field in page["schema"]] for name, page in serialized(form).items()} == pages


async def test_nothing_has_to_be_written_as_yaml(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    objects = [
        field["selector"]["object"]
        for page in serialized(form).values()
        for field in page["schema"]
        if "object" in field["selector"]
    ]
    assert [{*one["fields"]} for one in objects] == [{"domain", "number"}] * 4


async def test_domains_are_called_as_the_home_calls_them(hass: HomeAssistant) -> None:
    hass.config.language = "de"
    hass.states.async_set("light.hall", "on")
    hass.states.async_set("sensor.hall", "1")
    await async_setup_component(hass, "light", {})
    entry = await async_set_up(hass, {"scope": {"include_domains": ["gone"]}})

    form = await hass.config_entries.options.async_init(entry.entry_id)

    scope = {field["name"]: field["selector"] for field in serialized(form)["scope"]["schema"]}
    offered = scope["include_domains"]["select"]["options"]
    assert {"value": "light", "label": "Leuchte (light)"} in offered
    assert {"value": "sensor", "label": "Sensor"} in offered
    assert {"value": "gone", "label": "gone"} in offered


async def test_without_any_number_for_a_domain_the_defaults_are_back(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass, {"thresholds": {"time_of_day_confidence_overrides": {"fan": 0.9}}})

    await async_submit(hass, entry.entry_id, {"advanced": {"time_of_day_confidence_overrides": []}})

    assert entry.runtime_data.settings == Settings()


def test_what_is_advanced_has_a_name_of_its_own() -> None:
    keys = [option.key for option in OPTIONS.values() if option.is_advanced]

    assert len(keys) == len({*keys}) == 9


def test_the_form_shows_options_and_gives_them_back() -> None:
    options: dict[str, dict[str, Any]] = {}
    for option in OPTIONS.values():
        value = {"light": 1} if isinstance(option.default, Mapping) else "?"
        options.setdefault(option.section, {})[option.key] = value

    assert to_options(to_answers(options)) == options


async def test_all_sections_start_collapsed(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    assert [section["expanded"] for section in serialized(form).values()] == [False] * 10


async def test_a_form_sent_as_it_is_keeps_the_defaults(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    done = await async_submit(hass, entry.entry_id, {})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert Settings.from_options(entry.options) == Settings()


async def test_settings_are_saved_and_in_force_at_once(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_submit(
        hass,
        entry.entry_id,
        {
            "learning": {"preset": "eager", "history_days": 30.0},
            "scope": {"include_domains": ["light", "tv"], "exclude_globs": ["sensor.*_power"]},
            "advanced": {"time_of_day_confidence_overrides": [{"domain": "fan", "number": 0.5}], "profile": "standard"},
        },
    )

    settings = entry.runtime_data.settings
    assert settings.learning == Learning(preset=Preset.EAGER, history_days=30)
    assert settings.scope.include_domains == ("light", "tv")
    assert settings.scope.exclude_globs == ("sensor.*_power",)
    assert dict(settings.thresholds.time_of_day_confidence_overrides) == {"fan": 0.5}
    assert settings.storage.profile is Profile.STANDARD


async def test_the_form_shows_what_was_saved(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass, {"learning": {"history_days": 14}})

    form = await hass.config_entries.options.async_init(entry.entry_id)

    learning = {field["name"]: field for field in serialized(form)["learning"]["schema"]}
    assert learning["history_days"]["description"] == {"suggested_value": 14}


@pytest.mark.parametrize(
    ("page", "key", "value", "error", "told"),
    [
        (
            "advanced",
            "time_of_day_min_occurrences_overrides",
            [{"domain": "light", "number": 999}],
            "invalid_number",
            {"field": "Times of day: days by domain", "low": "1", "high": "365"},
        ),
        (
            "learning",
            "history_days",
            99_999,
            "invalid_number",
            {"field": "Days looked back", "low": "7", "high": "3650"},
        ),
        (
            "advanced",
            "co_occurrence_confidence_overrides",
            [{"domain": "light", "number": 0.5}, {"domain": "fan", "number": 0.5}, {"domain": "light", "number": 0.9}],
            "named_twice",
            {"field": "Consequences: confidence by domain"},
        ),
        ("storage", "max_megabytes", 2e6, "invalid_number", {"field": "Largest size", "low": "0", "high": "1000000"}),
        ("schedule", "nightly_time", "3:5", "invalid_value", {"field": "Time of the nightly run"}),
    ],
)
async def test_a_wrong_value_is_named_and_can_be_put_right(
    hass: HomeAssistant, page: str, key: str, value: Any, error: str, told: dict[str, str]
) -> None:
    entry = await async_set_up(hass)

    form = await async_submit(hass, entry.entry_id, {page: {key: value}})
    done = await hass.config_entries.options.async_configure(form["flow_id"], NOTHING_CHANGED)
    await hass.async_block_till_done()

    assert form["errors"] == {page: error}
    assert form["description_placeholders"] == told
    assert [name for name, shown in serialized(form).items() if shown["expanded"]] == [page]
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_users_can_be_named_machines_even_when_they_are_gone(hass: HomeAssistant) -> None:
    robot = MockUser(name="Robot").add_to_hass(hass)
    entry = await async_set_up(hass, {"learning": {"machine_users": ["gone"]}})

    done = await async_submit(hass, entry.entry_id, {"learning": {"machine_users": ["gone", robot.id]}})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert entry.runtime_data.settings.learning.machine_users == ("gone", robot.id)


async def test_users_can_be_excluded(hass: HomeAssistant) -> None:
    child = MockUser(name="Child").add_to_hass(hass)
    entry = await async_set_up(hass)

    await async_submit(hass, entry.entry_id, {"learning": {"excluded_users": [child.id]}})

    assert entry.runtime_data.settings.learning.excluded_users == (child.id,)


async def test_phones_can_be_chosen_among_those_that_are_there_and_those_that_are_gone(hass: HomeAssistant) -> None:
    app = {"device_name": "Pixel", "user_id": "ann"}
    MockConfigEntry(domain="mobile_app", title="Pixel of Ann", data=app).add_to_hass(hass)
    async_mock_service(hass, "notify", "mobile_app_pixel")
    async_mock_service(hass, "notify", "send_message")
    entry = await async_set_up(hass, {"notifications": {"targets": ["notify.mobile_app_gone"]}})

    form = await hass.config_entries.options.async_init(entry.entry_id)
    wishes = {"targets": ["notify.mobile_app_pixel"], "quiet_from": "22:30:00", "digest": True, "digest_day": "fri"}
    await async_submit(hass, entry.entry_id, {"notifications": wishes})

    shown = {field["name"]: field for field in serialized(form)["notifications"]["schema"]}
    offered = {one["value"]: one["label"] for one in shown["targets"]["selector"]["select"]["options"]}
    assert offered == {
        "notify.mobile_app_gone": "notify.mobile_app_gone",
        "notify.mobile_app_pixel": "Pixel of Ann (notify.mobile_app_pixel)",
    }
    assert entry.runtime_data.settings.notifications == Notifications(
        targets=("notify.mobile_app_pixel",), quiet_from=time(22, 30), digest=True, digest_day=Weekday.FRI
    )


@pytest.mark.parametrize(
    ("language", "per_week", "text"),
    [
        ("en", 3, "Hello! This is where HomeIQ will tell you of new suggestions: 3 a week at most."),
        ("en", 1, "Hello! This is where HomeIQ will tell you of a new suggestion: one a week at most."),
        ("de", 1, "Hallo! Hier meldet HomeIQ künftig neue Vorschläge: höchstens einen pro Woche."),
        ("de", 0, "Hallo! Hier erreicht dich HomeIQ künftig."),
    ],
)
async def test_a_phone_is_greeted_as_soon_as_it_is_chosen(
    hass: HomeAssistant, language: str, per_week: int, text: str
) -> None:
    hass.config.language = language
    pixel = async_mock_service(hass, "notify", "mobile_app_pixel")
    entry = await async_set_up(hass)

    await async_submit(
        hass, entry.entry_id, {"notifications": {"targets": ["notify.mobile_app_pixel"], "per_week": per_week}}
    )

    (hello,) = pixel
    assert (hello.data["title"], hello.data["message"]) == ("HomeIQ", text)


async def test_who_was_there_before_is_not_greeted_again(hass: HomeAssistant) -> None:
    pixel = async_mock_service(hass, "notify", "mobile_app_pixel")
    ipad = async_mock_service(hass, "notify", "mobile_app_ipad")
    entry = await async_set_up(hass, {"notifications": {"targets": ["notify.mobile_app_pixel"]}})

    both = {"targets": ["notify.mobile_app_pixel", "notify.mobile_app_ipad"]}
    await async_submit(hass, entry.entry_id, {"notifications": both})
    await async_submit(hass, entry.entry_id, {"notifications": {**both, "per_week": 1}})

    assert (len(pixel), len(ipad)) == (0, 1)


async def test_a_phone_that_is_away_does_not_keep_the_settings_from_being_saved(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    done = await async_submit(hass, entry.entry_id, {"notifications": {"targets": ["notify.mobile_app_gone"]}})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert entry.runtime_data.settings.notifications.targets == ("notify.mobile_app_gone",)
