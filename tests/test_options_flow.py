from dataclasses import fields
from datetime import time
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import config_validation as cv
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service

from custom_components.homeiq.settings import SECTIONS, Learning, Notifications, Preset, Profile, Settings, Weekday
from tests.homes import async_set_up

NOTHING_CHANGED: dict[str, Any] = {
    "learning": {},
    "scope": {},
    "thresholds": {},
    "storage": {},
    "schedule": {},
    "automations": {},
    "notifications": {},
    "ai": {},
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

    assert {name: [field["name"] for field in section["schema"]] for name, section in serialized(form).items()} == {
        name: [setting.name for setting in fields(build())] for name, build in SECTIONS.items() if name != "influxdb"
    }


async def test_all_sections_start_collapsed(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    assert [section["expanded"] for section in serialized(form).values()] == [False] * 8


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
            "thresholds": {"time_of_day_confidence_overrides": {"fan": 0.5}},
            "storage": {"profile": "standard"},
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
    ("section", "key", "value", "error", "label"),
    [
        (
            "thresholds",
            "time_of_day_min_occurrences_overrides",
            {"light": "often"},
            "invalid_days",
            "Times of day: days by domain",
        ),
        (
            "thresholds",
            "co_occurrence_confidence_overrides",
            {"light": 8},
            "invalid_shares",
            "Consequences: confidence by domain",
        ),
        ("schedule", "nightly_time", "3:5", "invalid_value", "Time of the nightly run"),
    ],
)
async def test_a_wrong_value_is_named_and_can_be_put_right(
    hass: HomeAssistant, section: str, key: str, value: Any, error: str, label: str
) -> None:
    entry = await async_set_up(hass)

    form = await async_submit(hass, entry.entry_id, {section: {key: value}})
    done = await hass.config_entries.options.async_configure(form["flow_id"], NOTHING_CHANGED)
    await hass.async_block_till_done()

    assert form["errors"] == {"base": error}
    assert form["description_placeholders"] == {"field": label}
    assert [name for name, shown in serialized(form).items() if shown["expanded"]] == [section]
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_a_number_out_of_range_is_refused(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    with pytest.raises(InvalidData):
        await async_submit(hass, entry.entry_id, {"storage": {"batch_size": 0}})


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
    async_mock_service(hass, "notify", "mobile_app_pixel")
    async_mock_service(hass, "notify", "send_message")
    entry = await async_set_up(hass, {"notifications": {"targets": ["notify.mobile_app_gone"]}})

    form = await hass.config_entries.options.async_init(entry.entry_id)
    wishes = {"targets": ["notify.mobile_app_pixel"], "quiet_from": "22:30:00", "digest": True, "digest_day": "fri"}
    await async_submit(hass, entry.entry_id, {"notifications": wishes})

    shown = {field["name"]: field for field in serialized(form)["notifications"]["schema"]}
    assert shown["targets"]["selector"]["select"]["options"] == ["notify.mobile_app_gone", "notify.mobile_app_pixel"]
    assert entry.runtime_data.settings.notifications == Notifications(
        targets=("notify.mobile_app_pixel",), quiet_from=time(22, 30), digest=True, digest_day=Weekday.FRI
    )
