from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util.yaml import parse_yaml
import pytest
import yaml

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.habits.pattern import Dark, StateIs
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home, async_accept, file_of
from tests.offers import HALL_MOTION, a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


def when_dark() -> Suggestion:
    pattern = a_pattern(
        "dark",
        trigger=HALL_MOTION,
        entities=("light.hall", "light.kitchen"),
        conditions=(Dark(), StateIs(entity_id="light.attic", state="off")),
    )
    return a_suggestion(pattern, title="Hall", automation=draft(pattern, "Hall light in the dark", "You did it."))


async def async_export(hass: HomeAssistant, signature: str, **fields: Any) -> dict[str, Any]:
    answer = await hass.services.async_call(
        DOMAIN, "export", {"signature": signature, **fields}, blocking=True, return_response=True
    )
    assert answer is not None
    return dict(answer)


async def async_home_in_the_dark(hass: HomeAssistant) -> None:
    hass.states.async_set("sun.sun", "below_horizon")
    hass.states.async_set("light.attic", "off")
    hass.states.async_set("binary_sensor.hall_motion", "off", {"device_class": "motion"})
    await async_a_home(hass, when_dark(), a_suggestion())


async def test_a_suggestion_is_exported_as_the_automation_that_it_would_be(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)

    exported = await async_export(hass, "kitchen-at-seven")

    assert yaml.safe_load(exported["yaml"]) == [{"id": "homeiq_kitchen-at-seven", **a_suggestion().automation}]
    assert exported["path"] is None


async def test_what_was_accepted_can_be_exported_as_well(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)
    await async_accept(hass, "kitchen-at-seven")

    exported = await async_export(hass, "kitchen-at-seven")

    assert yaml.safe_load(exported["yaml"]) == [{"id": "homeiq_kitchen-at-seven", **a_suggestion().automation}]


async def test_a_blueprint_leaves_the_entities_open(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)

    exported = await async_export(hass, "dark", format="blueprint")

    assert "light.hall" not in exported["yaml"]
    assert "light.attic" not in exported["yaml"]
    assert "binary_sensor." not in exported["yaml"]
    assert "sun.sun" in exported["yaml"]
    blueprint = parse_yaml(exported["yaml"])
    assert isinstance(blueprint, dict)
    inputs = blueprint["blueprint"]["input"]
    assert {name: one["selector"]["entity"]["filter"] for name, one in inputs.items()} == {
        "trigger": [{"domain": ["binary_sensor"], "device_class": ["motion"]}],
        "condition": [{"domain": ["light"]}],
        "target": [{"domain": ["light"]}],
    }


async def test_a_blueprint_can_be_put_among_those_of_the_home_and_is_used_like_any_other(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)

    exported = await async_export(hass, "dark", format="blueprint", install=True)

    assert exported["path"] == "blueprints/automation/homeiq/hall_light_in_the_dark.yaml"
    assert file_of(hass, exported["path"]).read_text() == exported["yaml"]


async def test_a_blueprint_of_that_name_is_not_overwritten(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)
    first = await async_export(hass, "dark", format="blueprint", install=True)
    file_of(hass, first["path"]).write_text("# mine\n")

    with pytest.raises(HomeAssistantError) as refused:
        await async_export(hass, "dark", format="blueprint", install=True)

    assert refused.value.translation_key == "blueprint_not_written"
    assert file_of(hass, first["path"]).read_text() == "# mine\n"


async def test_what_is_unknown_cannot_be_exported(hass: HomeAssistant) -> None:
    await async_home_in_the_dark(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_export(hass, "none")

    assert refused.value.translation_key == "unknown_suggestion"
