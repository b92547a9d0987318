"""The inbox: suggestions on a to-do list."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.todo import DOMAIN as TODO, TodoServices
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_capture_events
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.const import EVENT_SUGGESTION_RESOLVED
from tests.accepted import OWN, async_a_home, async_accept, file_of
from tests.homes import async_learn, async_remember, async_set_up
from tests.offers import a_suggestion, hall_light, suggestions_of
from tests.test_services import async_signatures

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

ENTITY = "todo.homeiq_suggestions"
KITCHEN = "kitchen-at-seven"


async def async_items(hass: HomeAssistant, **filters: Any) -> list[dict[str, Any]]:
    answer = await hass.services.async_call(
        TODO, TodoServices.GET_ITEMS, {"entity_id": ENTITY, **filters}, blocking=True, return_response=True
    )
    assert answer is not None
    items: Any = answer[ENTITY]
    return list(items["items"])


async def async_do(hass: HomeAssistant, action: str, user: MockUser | None = None, **fields: Any) -> None:
    context = Context(user_id=user.id) if user else None
    await hass.services.async_call(TODO, action, {"entity_id": ENTITY, **fields}, blocking=True, context=context)
    await hass.async_block_till_done()


async def async_tick(hass: HomeAssistant, item: str, user: MockUser | None = None) -> None:
    await async_do(hass, TodoServices.UPDATE_ITEM, user, item=item, status="completed")


async def async_an_accepted_one(hass: HomeAssistant) -> MockConfigEntry:
    entry = await async_a_home(hass, a_suggestion(), hall_light(), automations=OWN)
    await async_tick(hass, KITCHEN)
    return entry


def an_ordinary_user(hass: HomeAssistant) -> MockUser:
    """Somebody of the household who is no administrator, but may use all that is there."""
    user = MockUser(name="Kim").add_to_hass(hass)
    user.mock_policy({"entities": True})
    return user


async def test_every_open_suggestion_is_an_item_that_says_what_and_why(hass: HomeAssistant) -> None:
    await async_remember(hass, a_suggestion(), hall_light())

    await async_set_up(hass)

    state = hass.states.get(ENTITY)
    assert state
    assert state.state == "2"
    assert (await async_items(hass))[0] == {
        "uid": KITCHEN,
        "summary": "Turn on Kitchen at 07:00 on workdays",
        "description": "You did it on 37 of 40 days",
        "status": "needs_action",
    }


async def test_a_title_that_a_phone_would_cut_off_is_told_to_its_end_below(hass: HomeAssistant) -> None:
    title = "Turn on Kitchen when Kitchen motion detects somebody"
    await async_remember(hass, a_suggestion(title=title))

    await async_set_up(hass)

    (item,) = await async_items(hass)
    assert item["summary"] == title
    assert item["description"] == f"{title}. You did it on 37 of 40 days"


async def test_the_list_follows_what_is_learned(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, socket_enabled: None
) -> None:
    entry = await async_set_up(hass)
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "todo/item/subscribe", "entity_id": ENTITY})
    await client.receive_json()
    first = await client.receive_json()

    await async_learn(hass, entry, suggestions_of("a", "b"))

    second = await client.receive_json()
    assert first["event"]["items"] == []
    assert [item["uid"] for item in second["event"]["items"]] == ["a", "b"]


async def test_ticking_an_item_makes_it_an_automation(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_home(hass, a_suggestion(), hall_light(), automations=OWN)

    await async_tick(hass, "Turn on Kitchen at 07:00 on workdays", hass_admin_user)

    assert hass.states.get("automation.kitchen_at_07_00")
    assert [(item["uid"], item["status"]) for item in await async_items(hass)] == [
        ("hall-after-motion", "needs_action"),
        (KITCHEN, "completed"),
    ]
    state = hass.states.get(ENTITY)
    assert state
    assert state.state == "1"


async def test_what_was_accepted_elsewhere_is_done_here_as_well(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    await async_accept(hass, KITCHEN)

    assert [item["status"] for item in await async_items(hass)] == ["completed"]


async def test_unticking_takes_the_automation_back(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_an_accepted_one(hass)

    await async_do(hass, TodoServices.UPDATE_ITEM, hass_admin_user, item=KITCHEN, status="needs_action")

    assert file_of(hass).read_text() == OWN
    assert [item["status"] for item in await async_items(hass)] == ["needs_action", "needs_action"]


async def test_a_tick_of_somebody_who_is_no_administrator_changes_nothing_and_says_why(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)

    with pytest.raises(ServiceValidationError, match="Only administrators"):
        await async_tick(hass, KITCHEN, an_ordinary_user(hass))

    assert file_of(hass).read_text() == OWN
    assert [item["status"] for item in await async_items(hass)] == ["needs_action"]


async def test_a_tick_that_cannot_be_kept_says_why(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    file_of(hass).write_text("- : [")

    with pytest.raises(HomeAssistantError) as refused:
        await async_tick(hass, KITCHEN)

    assert refused.value.translation_key == "file_broken"
    assert [item["status"] for item in await async_items(hass)] == ["needs_action"]


async def test_everybody_may_delete_an_item_and_it_does_not_come_back(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass, a_suggestion(), hall_light())
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)

    await async_do(hass, TodoServices.REMOVE_ITEM, an_ordinary_user(hass), item=[KITCHEN])
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_signatures(hass) == ["hall-after-motion"]
    assert [event.data["verdict"] for event in resolved] == ["dismissed"]


async def test_clearing_what_is_done_keeps_the_automation_also_over_a_restart(hass: HomeAssistant) -> None:
    entry = await async_an_accepted_one(hass)

    await async_do(hass, TodoServices.REMOVE_COMPLETED_ITEMS)
    at_once = await async_items(hass, status=["completed"])
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert at_once == await async_items(hass, status=["completed"]) == []
    assert hass.states.get("automation.kitchen_at_07_00")


async def test_what_is_done_stays_for_a_week(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_an_accepted_one(hass)

    freezer.tick(timedelta(days=6))
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    after_six = await async_items(hass, status=["completed"])
    freezer.tick(timedelta(days=2))
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert [item["uid"] for item in after_six] == [KITCHEN]
    assert await async_items(hass, status=["completed"]) == []


async def test_items_are_not_renamed(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(ServiceValidationError) as refused:
        await async_do(hass, TodoServices.UPDATE_ITEM, item=KITCHEN, rename="Coffee")

    assert refused.value.translation_key == "item_fixed"


async def test_saying_again_what_is_so_changes_nothing(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations=OWN)

    await async_do(hass, TodoServices.UPDATE_ITEM, item=KITCHEN, status="needs_action")

    assert file_of(hass).read_text() == OWN


async def test_one_that_somebody_else_accepts_meanwhile_is_accepted_once(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    first, second = await asyncio.gather(async_accept(hass, KITCHEN), async_tick(hass, KITCHEN), return_exceptions=True)

    assert isinstance(first, dict)
    assert isinstance(second, ServiceValidationError)
    assert second.translation_key == "unknown_suggestion"


async def test_one_can_be_deleted_only_once(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(ServiceValidationError, match=KITCHEN):
        await async_do(hass, TodoServices.REMOVE_ITEM, item=[KITCHEN, KITCHEN])

    assert await async_items(hass) == []
