"""Actions are told which suggestion is meant as people would say it, and say why one is not open any more."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.service import async_get_all_descriptions
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.homeiq.const import DOMAIN
from tests.accepted import OWN, async_a_home, async_accept, async_undo, file_of
from tests.actions import async_signatures
from tests.homes import async_learn, async_set_up
from tests.offers import a_pattern, a_suggestion, hall_light

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

KITCHEN = "kitchen-at-seven"
TITLE = "Turn on Kitchen at 07:00 on workdays"


async def async_say(hass: HomeAssistant, action: str, name: str, user: MockUser | None = None) -> None:
    context = Context(user_id=user.id) if user else None
    await hass.services.async_call(DOMAIN, action, {"signature": name}, blocking=True, context=context)
    await hass.async_block_till_done()


@pytest.mark.parametrize("name", [KITCHEN, TITLE, TITLE.upper(), "sensor.homeiq_suggestion_1"])
async def test_a_suggestion_is_named_by_its_signature_its_title_or_its_sensor(hass: HomeAssistant, name: str) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(), hall_light()])

    await async_say(hass, "dismiss_suggestion", name)

    assert await async_signatures(hass) == ["hall-after-motion"]


async def test_a_title_is_found_as_people_type_it(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(title="Turn on \u2068دلو\u2069 at 07:00"), hall_light()])

    await async_say(hass, "dismiss_suggestion", "turn on دلو at 07:00")

    assert await async_signatures(hass) == ["hall-after-motion"]


async def test_what_was_accepted_is_named_by_its_automation(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)
    accepted = await async_accept(hass, TITLE)

    await async_undo(hass, accepted["entity_id"])

    assert file_of(hass).read_text() == OWN


@pytest.mark.parametrize("name", ["sensor.homeiq_suggestion_4", "automation.mine", "sensor.homeiq_patterns", "Coffee"])
async def test_what_is_no_suggestion_is_unknown(hass: HomeAssistant, name: str) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)

    with pytest.raises(ServiceValidationError) as refused:
        await async_say(hass, "dismiss_suggestion", name)

    assert refused.value.translation_key == "unknown_suggestion"
    assert await async_signatures(hass) == [KITCHEN]


async def test_of_two_with_one_title_neither_is_meant(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(), a_suggestion(a_pattern("other"))])

    with pytest.raises(ServiceValidationError, match="kitchen-at-seven, other") as refused:
        await async_say(hass, "dismiss_suggestion", TITLE)

    assert refused.value.translation_key == "title_ambiguous"


async def test_accepting_twice_says_who_did_when_and_the_way_back(
    hass: HomeAssistant, hass_admin_user: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-28 14:05:00+00:00")
    await async_a_home(hass, a_suggestion())
    await async_say(hass, "accept_suggestion", KITCHEN, hass_admin_user)
    freezer.move_to("2026-11-29 09:00:00+00:00")

    with pytest.raises(ServiceValidationError) as refused:
        await async_say(hass, "accept_suggestion", KITCHEN)

    assert str(refused.value) == (
        f"“{TITLE}” was accepted already, yesterday at 14:05 by {hass_admin_user.name}. "
        "To take that back, untick it in the to-do list or use “Undo suggestion”"
    )


@pytest.mark.parametrize(
    ("action", "key"), [("dismiss_suggestion", "decided_dismissed"), ("snooze_suggestion", "decided_snoozed")]
)
async def test_what_was_decided_without_a_person_says_so_as_well(hass: HomeAssistant, action: str, key: str) -> None:
    await async_a_home(hass, a_suggestion())
    await async_say(hass, action, KITCHEN)

    with pytest.raises(ServiceValidationError) as refused:
        await async_say(hass, action, KITCHEN)

    assert refused.value.translation_key == key
    assert (refused.value.translation_placeholders or {})["who"] == "an automation"


async def test_forms_offer_what_there_is_by_its_title(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    before = await async_choices(hass)
    await async_accept(hass, KITCHEN)
    after = await async_choices(hass)

    kitchen = [{"value": KITCHEN, "label": TITLE}]
    assert (before["accept_suggestion"], before["undo_suggestion"]) == (kitchen, [])
    assert (after["accept_suggestion"], after["undo_suggestion"]) == ([], kitchen)


async def async_choices(hass: HomeAssistant) -> dict[str, list[Any]]:
    await hass.async_block_till_done(wait_background_tasks=True)
    described = (await async_get_all_descriptions(hass))[DOMAIN]
    return {
        action: (one["fields"]["signature"]["selector"].get("select") or {"options": []})["options"]
        for action, one in described.items()
        if "signature" in one["fields"]
    }
