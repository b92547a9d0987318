"""The inbox: suggestions on a to-do list."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import persistent_notification
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.todo import DOMAIN as TODO, TodoListEntityFeature, TodoServices
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.const import EVENT_SUGGESTION_RESOLVED
from tests.accepted import OWN, async_a_home, async_accept, file_of
from tests.actions import async_signatures
from tests.homes import async_learn, async_publish, async_remember, async_set_up
from tests.offers import a_suggestion, hall_light, suggestions_of

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


def notices(hass: HomeAssistant) -> list[Any]:
    """Return what is told under Notifications."""
    return list(persistent_notification._async_get_or_create_notifications(hass).values())  # noqa: SLF001 - no other way


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
    assert item["description"] == f"{title}.\nYou did it on 37 of 40 days"


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
    assert [item["uid"] for item in first["event"]["items"]] == ["learning"]
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


async def test_what_was_deleted_stays_for_a_day_as_dismissed_and_comes_back_when_it_is_unticked(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())

    await async_do(hass, TodoServices.REMOVE_ITEM, item=[KITCHEN, "hall-after-motion"])
    gone = await async_items(hass)
    await async_do(hass, TodoServices.UPDATE_ITEM, an_ordinary_user(hass), item=KITCHEN, status="needs_action")

    assert {(item["summary"], item["status"]) for item in gone} == {
        ("Dismissed: Turn on Kitchen at 07:00 on workdays", "completed"),
        ("Dismissed: Turn on Hall after motion", "completed"),
    }
    assert [item["status"] for item in await async_items(hass)] == ["needs_action", "completed"]
    freezer.tick(timedelta(days=1, minutes=1))
    assert [item["uid"] for item in await async_items(hass)] == [KITCHEN]


@pytest.mark.parametrize(
    ("language", "today", "summary", "description"),
    [
        (
            "en",
            "2026-11-30",
            "Learning: day 3 of about 10",
            "First suggestions around 8 December. There is nothing to do until then.",
        ),
        (
            "de",
            "2026-11-30",
            "Lernt: Tag 3 von etwa 10",
            "Die ersten Vorschläge kommen um den 8. Dezember. Bis dahin ist nichts zu tun.",
        ),
        (
            "en",
            "2026-12-20",
            "Learning: no suggestions yet",
            "In 23 days, no habit was clear enough to be offered. HomeIQ looks again every night.",
        ),
    ],
)
async def test_an_empty_list_tells_how_learning_stands(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, language: str, today: str, summary: str, description: str
) -> None:
    hass.config.language = language
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(f"{today} 12:00:00+00:00")
    entry = await async_set_up(hass)
    await async_publish(hass, entry, recorded_since=datetime(2026, 11, 28, 9, tzinfo=UTC).timestamp())

    assert await async_items(hass) == [{"uid": "learning", "summary": summary, "description": description}]
    state = hass.states.get(ENTITY)
    assert state
    assert state.state == "0"


async def test_what_only_tells_how_learning_stands_is_neither_ticked_nor_deleted(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    with pytest.raises(ServiceValidationError) as ticked:
        await async_tick(hass, "learning")
    with pytest.raises(ServiceValidationError) as deleted:
        await async_do(hass, TodoServices.REMOVE_ITEM, item=["learning"])

    assert ticked.value.translation_key == deleted.value.translation_key == "item_tells_only"
    assert [item["uid"] for item in await async_items(hass)] == ["learning"]


async def test_clearing_what_was_dismissed_leaves_it_dismissed(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_do(hass, TodoServices.REMOVE_ITEM, item=[KITCHEN])

    await async_do(hass, TodoServices.REMOVE_COMPLETED_ITEMS)

    assert [item["uid"] for item in await async_items(hass)] == ["learning"]
    assert await async_signatures(hass) == []


async def test_an_item_shows_its_reason_when_it_is_opened(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    state = hass.states.get(ENTITY)

    assert state
    assert state.attributes["supported_features"] & TodoListEntityFeature.SET_DESCRIPTION_ON_ITEM


@pytest.mark.parametrize("changed", [{"description": "Coffee"}, {"description": None}])
async def test_reasons_are_not_rewritten(hass: HomeAssistant, changed: dict[str, Any]) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(ServiceValidationError) as refused:
        await async_do(hass, TodoServices.UPDATE_ITEM, None, item=KITCHEN, **changed)

    assert refused.value.translation_key == "item_fixed"


async def test_what_is_ticked_by_voice_is_accepted(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    assert await async_setup_component(hass, "intent", {})
    await hass.async_block_till_done()
    async_expose_entity(hass, "conversation", ENTITY, should_expose=True)
    slots = {"name": {"value": "HomeIQ Suggestions"}, "item": {"value": "Turn on Kitchen at 07:00 on workdays"}}

    await intent.async_handle(hass, "test", "HassListCompleteItem", slots, assistant="conversation")

    assert [item["status"] for item in await async_items(hass)] == ["completed"]


async def test_a_second_click_in_the_same_place_accepts_nothing(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())

    await async_tick(hass, KITCHEN, hass_admin_user)
    with pytest.raises(ServiceValidationError, match="moved up") as refused:
        await async_tick(hass, "hall-after-motion", hass_admin_user)

    assert refused.value.translation_placeholders == {"title": "Turn on Hall after motion"}
    assert [item["status"] for item in await async_items(hass)] == ["needs_action", "completed"]


async def test_a_second_click_after_a_while_is_meant(
    hass: HomeAssistant, hass_admin_user: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())

    await async_tick(hass, KITCHEN, hass_admin_user)
    freezer.tick(1.6)
    await async_tick(hass, "hall-after-motion", hass_admin_user)

    assert [item["status"] for item in await async_items(hass)] == ["completed", "completed"]


async def test_an_automation_may_tick_as_fast_as_it_likes(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())

    await async_tick(hass, KITCHEN)
    await async_tick(hass, "hall-after-motion")

    assert [item["status"] for item in await async_items(hass)] == ["completed", "completed"]


async def test_a_tick_that_was_refused_is_drawn_anew(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    socket_enabled: None,
    freezer: FrozenDateTimeFactory,
) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "todo/item/subscribe", "entity_id": ENTITY})
    await client.receive_json()
    await client.receive_json()

    with pytest.raises(ServiceValidationError):
        await async_tick(hass, KITCHEN, an_ordinary_user(hass))
    away = await client.receive_json()
    freezer.tick(0.2)
    async_fire_time_changed(hass)
    back = await client.receive_json()

    assert [item["uid"] for item in away["event"]["items"]] == ["hall-after-motion"]
    assert [(item["uid"], item["status"]) for item in back["event"]["items"]] == [
        (KITCHEN, "needs_action"),
        ("hall-after-motion", "needs_action"),
    ]


async def test_accepting_tells_where_it_is_and_how_to_take_it_back(hass: HomeAssistant) -> None:
    await async_an_accepted_one(hass)

    (told,) = notices(hass)
    await async_do(hass, TodoServices.UPDATE_ITEM, item=KITCHEN, status="needs_action")

    assert told["title"] == "Turn on Kitchen at 07:00 on workdays"
    assert "(/config/automation/edit/homeiq_kitchen-at-seven)" in told["message"]
    assert "untick it in [the list](/todo?entity_id=todo.homeiq_suggestions)" in told["message"]
    assert notices(hass) == []


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
    assert second.translation_key == "decided_accepted"


async def test_one_can_be_deleted_only_once(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())

    with pytest.raises(ServiceValidationError, match="was dismissed already"):
        await async_do(hass, TodoServices.REMOVE_ITEM, item=[KITCHEN, KITCHEN])

    assert await async_items(hass, status=["needs_action"]) == []
