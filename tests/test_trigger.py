"""Triggers, in automations that people write."""

from typing import Any

from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.helpers.trigger import async_get_all_descriptions, async_validate_trigger_config
from homeassistant.setup import async_setup_component
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.trigger import STATUSES, VERDICTS
from tests.evenings import async_live, evenings
from tests.homes import async_remember, async_set_up
from tests.offers import a_suggestion, hall_light

TOLD = {
    "created": "{{ trigger.title }}|{{ trigger.kind }}|{{ trigger.entities | join(',') }}|{{ trigger.description }}",
    "resolved": "{{ trigger.signature }}|{{ trigger.verdict }}|{{ trigger.title }}|{{ trigger.user_id }}",
    "complete": "{{ trigger.status }}|{{ trigger.suggestions == trigger.new_suggestions }}|{{ trigger.patterns > 0 }}",
}


async def async_an_automation(hass: HomeAssistant, trigger: str, says: str, **options: Any) -> list[ServiceCall]:
    """Have an automation that says something when it is triggered, and return what it says."""
    said = async_mock_service(hass, "test", "say")
    automation = {
        "triggers": {"trigger": f"{DOMAIN}.{trigger}", **({"options": options} if options else {})},
        "actions": {"action": "test.say", "data": {"text": says}},
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    return said


async def async_learn_now(hass: HomeAssistant) -> None:
    await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_dismiss(hass: HomeAssistant, signature: str, user: MockUser | None = None) -> None:
    context = Context(user_id=user.id if user else None)
    await hass.services.async_call(
        DOMAIN, "dismiss_suggestion", {"signature": signature}, blocking=True, context=context
    )
    await hass.async_block_till_done()


def not_every_evening() -> list[EventRow]:
    """Live so that the hall's habit is sure, but not quite: now and then it is another light."""
    return [
        (moment, entity_id if number % 20 > 1 else "light.attic", state, cause)
        for number, (moment, entity_id, state, cause) in enumerate(evenings())
    ]


def texts(said: list[ServiceCall]) -> list[str]:
    return [call.data["text"] for call in said]


async def test_a_new_suggestion_sets_it_off_and_says_what_it_is(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)
    said = await async_an_automation(hass, "suggestion_created", TOLD["created"])

    await async_learn_now(hass)

    off, on = sorted(texts(said))
    assert off.startswith("Turn off Hall at ")
    assert on.startswith("Turn on Hall at ")
    assert on.endswith("|routine|light.hall|HomeIQ has a new suggestion")


@pytest.mark.parametrize(
    ("options", "is_set_off"),
    [
        ({"kind": ["routine"]}, True),
        ({"kind": "sun"}, False),
        ({"kind": ["left_on", "scene", "follow_up", "sun"]}, False),
        ({"entity_id": "light.hall"}, True),
        ({"entity_id": ["light.kitchen", "light.hall"]}, True),
        ({"entity_id": "light.kitchen"}, False),
        ({"area_id": ["hall"]}, True),
        ({"area_id": ["kitchen"]}, False),
        ({"min_confidence": 0.5}, True),
        ({"min_confidence": 0.99}, False),
        ({"kind": "routine", "area_id": "hall", "entity_id": "light.hall", "min_confidence": 0}, True),
        ({"kind": "routine", "area_id": "kitchen"}, False),
    ],
)
async def test_it_can_wait_for_what_matters_to_somebody(
    hass: HomeAssistant,
    area_registry: ar.AreaRegistry,
    entity_registry: er.EntityRegistry,
    options: dict[str, Any],
    is_set_off: bool,  # noqa: FBT001 - a column of the table
) -> None:
    hall = area_registry.async_create("Hall")
    light = entity_registry.async_get_or_create("light", "test", "hall", suggested_object_id="hall")
    entity_registry.async_update_entity(light.entity_id, area_id=hall.id)
    await async_live(hass, not_every_evening())
    await async_set_up(hass)
    said = await async_an_automation(hass, "suggestion_created", "{{ trigger.title }}", **options)

    await async_learn_now(hass)

    assert any(text.startswith("Turn on Hall") for text in texts(said)) is is_set_off


async def test_a_decision_sets_it_off_in_the_name_of_who_took_it(
    hass: HomeAssistant, hass_admin_user: MockUser
) -> None:
    await async_remember(hass, a_suggestion())
    await async_set_up(hass)
    said = await async_an_automation(hass, "suggestion_resolved", TOLD["resolved"])

    await async_dismiss(hass, "kitchen-at-seven", hass_admin_user)

    assert texts(said) == [f"kitchen-at-seven|dismissed|Turn on Kitchen at 07:00 on workdays|{hass_admin_user.id}"]
    assert said[0].context.user_id is None
    assert said[0].context.parent_id


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"verdict": "dismissed"}, ["kitchen-at-seven", "hall-after-motion"]),
        ({"verdict": ["accepted", "snoozed"]}, []),
        ({"kind": "follow_up"}, ["hall-after-motion"]),
        ({"entity_id": "light.kitchen"}, ["kitchen-at-seven"]),
        ({"entity_id": "binary_sensor.hall_motion"}, ["hall-after-motion"]),
        ({"area_id": "hall"}, []),
    ],
)
async def test_it_can_wait_for_some_decisions(
    hass: HomeAssistant, options: dict[str, Any], expected: list[str]
) -> None:
    await async_remember(hass, a_suggestion(), hall_light())
    await async_set_up(hass)
    said = await async_an_automation(hass, "suggestion_resolved", "{{ trigger.signature }}", **options)

    await async_dismiss(hass, "kitchen-at-seven")
    await async_dismiss(hass, "hall-after-motion")

    assert texts(said) == expected


@pytest.mark.parametrize(("options", "expected"), [({}, ["success|True|True"]), ({"status": ["failed"]}, [])])
async def test_an_analysis_that_is_over_sets_it_off(
    hass: HomeAssistant, options: dict[str, Any], expected: list[str]
) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)
    said = await async_an_automation(hass, "analysis_complete", TOLD["complete"], **options)

    await async_learn_now(hass)

    assert texts(said) == expected


async def test_it_waits_also_while_homeiq_is_loaded_anew(hass: HomeAssistant) -> None:
    await async_remember(hass, a_suggestion())
    entry = await async_set_up(hass)
    said = await async_an_automation(hass, "suggestion_resolved", "yes")

    await hass.config_entries.async_reload(entry.entry_id)
    await async_dismiss(hass, "kitchen-at-seven")

    assert texts(said) == ["yes"]


@pytest.mark.parametrize(
    ("trigger", "options"),
    [
        ("suggestion_created", {"kind": "sometimes"}),
        ("suggestion_created", {"min_confidence": 2}),
        ("suggestion_created", {"verdict": "accepted"}),
        ("suggestion_resolved", {"verdict": "on_trial"}),
        ("analysis_complete", {"status": "running"}),
    ],
)
async def test_what_makes_no_sense_is_refused(hass: HomeAssistant, trigger: str, options: dict[str, Any]) -> None:
    await async_set_up(hass)

    with pytest.raises(vol.Invalid):
        await async_validate_trigger_config(hass, [{"platform": f"{DOMAIN}.{trigger}", "options": options}])


async def test_the_editor_offers_all_that_can_be_chosen(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    assert await async_setup_component(hass, "automation", {})
    await hass.async_block_till_done()

    described: Any = await async_get_all_descriptions(hass)

    created, resolved, complete = (
        described[f"{DOMAIN}.{name}"]["fields"]
        for name in ("suggestion_created", "suggestion_resolved", "analysis_complete")
    )
    assert created["kind"]["selector"]["select"]["options"] == list(Kind)
    assert resolved["verdict"]["selector"]["select"]["options"] == list(VERDICTS)
    assert complete["status"]["selector"]["select"]["options"] == list(STATUSES)
    assert set(created) == {"kind", "area_id", "entity_id", "min_confidence"}
    assert set(resolved) == {"kind", "area_id", "entity_id", "verdict"}
