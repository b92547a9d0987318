"""People are told of suggestions on their phones, seldom, and answer there."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
    async_mock_service,
)
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.model.habits.suggestion import Suggestion
from tests.accepted import OWN, async_a_home, async_accept, file_of
from tests.actions import async_signatures
from tests.homes import async_learn, async_publish, async_remember
from tests.offers import a_suggestion, hall_light, suggestions_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

PIXEL = "notify.mobile_app_pixel"
KITCHEN = "kitchen-at-seven"
TAPPED = "mobile_app_notification_action"
APP = {
    "app_id": "io.homeassistant.companion",
    "app_name": "Home Assistant",
    "app_version": "2026.10",
    "app_data": {"push_token": "token", "push_url": "https://push.example.org/send"},
    "device_id": "1",
    "device_name": "Pixel",
    "manufacturer": "Google",
    "model": "Pixel",
    "os_name": "Android",
    "os_version": "16",
    "supports_encryption": False,
}

type Later = Callable[[timedelta], Awaitable[None]]


@pytest.fixture
def later(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Later:
    """Begin at noon on a Wednesday, local time, and let time pass."""
    freezer.move_to("2026-11-25 20:00:00+00:00")

    async def pass_time(span: timedelta) -> None:
        freezer.tick(span)
        async_fire_time_changed(hass, dt_util.utcnow())
        await hass.async_block_till_done(wait_background_tasks=True)

    return pass_time


MINUTES = timedelta(minutes=6)


async def async_a_told_home(hass: HomeAssistant, *suggestions: Suggestion, **wishes: Any) -> MockConfigEntry:
    options = {"notifications": {"targets": [PIXEL], **wishes}}
    return await async_a_home(hass, *suggestions, automations=OWN, options=options)


async def async_find(hass: HomeAssistant, entry: MockConfigEntry, *suggestions: Suggestion) -> None:
    """Find suggestions, as a run does: they are in the database, and shown."""
    await async_remember(hass, *suggestions)
    await async_learn(hass, entry, suggestions)


def a_phone(hass: HomeAssistant, name: str = "pixel", owner: MockUser | None = None) -> list[ServiceCall]:
    """Have a phone, and return what it receives."""
    data = {"device_name": name.capitalize(), "user_id": owner.id if owner else "nobody"}
    MockConfigEntry(domain="mobile_app", title=name, data=data).add_to_hass(hass)
    return async_mock_service(hass, "notify", f"mobile_app_{name}")


async def async_tap(hass: HomeAssistant, answer: str, user: MockUser | None, signature: str = KITCHEN) -> None:
    context = Context(user_id=user.id if user else None)
    hass.bus.async_fire(TAPPED, {"action": f"HOMEIQ_{answer}_{signature}"}, context=context)
    await hass.async_block_till_done(wait_background_tasks=True)


def tags(received: list[ServiceCall]) -> list[str]:
    return [call.data["data"]["tag"] for call in received if call.data["message"] != "clear_notification"]


def cleared(received: list[ServiceCall]) -> list[str]:
    return [call.data["data"]["tag"] for call in received if call.data["message"] == "clear_notification"]


async def test_nobody_is_told_unless_the_owner_says_whom(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion(), targets=[])

    await later(MINUTES)

    assert received == []


async def test_a_new_suggestion_is_told_with_buttons_and_a_way_to_the_list(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    entry = await async_a_told_home(hass)
    await async_find(hass, entry, a_suggestion())

    await later(MINUTES)

    (call,) = received
    assert call.data["title"] == "Turn on Kitchen at 07:00 on workdays"
    assert call.data["message"] == "You did it on 37 of 40 days"
    assert [button["title"] for button in call.data["data"]["actions"]] == ["Accept", "Later", "Never"]
    assert call.data["data"]["clickAction"] == "/todo?entity_id=todo.homeiq_suggestions"


async def test_three_are_told_in_a_week_and_none_twice_also_over_restarts(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    entry = await async_a_told_home(hass, *suggestions_of("a", "b", "c", "d", "e"))

    await later(MINUTES)
    await hass.config_entries.async_reload(entry.entry_id)
    await later(timedelta(days=6))
    within_the_week = tags(received)
    await later(timedelta(days=2))

    assert within_the_week == ["homeiq_a", "homeiq_b", "homeiq_c"]
    assert tags(received) == ["homeiq_a", "homeiq_b", "homeiq_c", "homeiq_d", "homeiq_e"]


async def test_what_is_found_at_night_is_told_in_the_morning(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion())

    await later(timedelta(hours=15))
    at_three = list(received)
    await later(timedelta(hours=5, minutes=1))

    assert at_three == []
    assert tags(received) == [f"homeiq_{KITCHEN}"]


async def test_a_tap_of_an_administrator_creates_the_automation_and_says_so(
    hass: HomeAssistant, later: Later, hass_admin_user: MockUser
) -> None:
    received = a_phone(hass, owner=hass_admin_user)
    await async_a_told_home(hass, a_suggestion())
    await later(MINUTES)

    await async_tap(hass, "ACCEPT", hass_admin_user)

    assert hass.states.get("automation.kitchen_at_07_00")
    assert cleared(received) == [f"homeiq_{KITCHEN}"]
    assert received[-1].data["message"] == "Done: Turn on Kitchen at 07:00 on workdays"


async def test_later_is_a_week_later_and_then_it_is_told_once_more(
    hass: HomeAssistant, later: Later, household_user: MockUser
) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion())
    await later(MINUTES)

    await async_tap(hass, "LATER", household_user)
    at_once = await async_signatures(hass)
    await later(timedelta(days=7, minutes=1))
    await later(MINUTES)
    await later(timedelta(days=8))

    assert at_once == []
    assert await async_signatures(hass) == [KITCHEN]
    assert tags(received) == [f"homeiq_{KITCHEN}"] * 2


async def test_never_is_never(hass: HomeAssistant, later: Later, household_user: MockUser) -> None:
    received = a_phone(hass)
    entry = await async_a_told_home(hass, a_suggestion())
    await later(MINUTES)

    await async_tap(hass, "NEVER", household_user)
    await hass.config_entries.async_reload(entry.entry_id)
    await later(timedelta(days=8))

    assert await async_signatures(hass) == []
    assert tags(received) == [f"homeiq_{KITCHEN}"]


async def test_who_is_no_administrator_is_not_asked_to_accept_and_can_not(
    hass: HomeAssistant, later: Later, hass_read_only_user: MockUser
) -> None:
    received = a_phone(hass, owner=hass_read_only_user)
    await async_a_told_home(hass, a_suggestion())
    await later(MINUTES)

    await async_tap(hass, "ACCEPT", hass_read_only_user)

    assert [button["title"] for button in received[0].data["data"]["actions"]] == ["Later", "Never"]
    assert received[-1].data["message"] == "Only administrators can accept “Turn on Kitchen at 07:00 on workdays”."
    assert file_of(hass).read_text() == OWN
    assert await async_signatures(hass) == [KITCHEN]


@pytest.mark.parametrize("answer", ["LATER", "NEVER"])
async def test_who_may_only_look_can_not_say_later_or_never_either(
    hass: HomeAssistant, later: Later, hass_read_only_user: MockUser, answer: str
) -> None:
    received = a_phone(hass, owner=hass_read_only_user)
    await async_a_told_home(hass, a_suggestion())
    await later(MINUTES)

    await async_tap(hass, answer, hass_read_only_user)

    assert received[-1].data["message"].startswith("You may not decide on “Turn on Kitchen at 07:00 on workdays”")
    assert await async_signatures(hass) == [KITCHEN]


async def test_an_answer_of_nobody_changes_nothing(hass: HomeAssistant, later: Later) -> None:
    a_phone(hass)
    await async_a_told_home(hass, a_suggestion())

    await async_tap(hass, "ACCEPT", None)
    await async_tap(hass, "NEVER", None)

    assert file_of(hass).read_text() == OWN
    assert await async_signatures(hass) == [KITCHEN]


async def test_buttons_of_others_are_left_alone(hass: HomeAssistant, later: Later, hass_admin_user: MockUser) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion())

    for data in ({"action": "OPEN_DOOR"}, {"action": None}, {}):
        hass.bus.async_fire(TAPPED, data, context=Context(user_id=hass_admin_user.id))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert received == []
    assert await async_signatures(hass) == [KITCHEN]


async def test_what_cannot_be_written_is_told_to_who_tapped_and_to_nobody_else(
    hass: HomeAssistant, later: Later, hass_admin_user: MockUser, hass_read_only_user: MockUser
) -> None:
    own = a_phone(hass, owner=hass_admin_user)
    others = a_phone(hass, "iphone", owner=hass_read_only_user)
    await async_a_told_home(hass, a_suggestion(), targets=[PIXEL, "notify.mobile_app_iphone"])
    await later(MINUTES)
    file_of(hass).write_text("- : [")

    await async_tap(hass, "ACCEPT", hass_admin_user)

    assert "can't be accepted: automations.yaml is not valid YAML" in own[-1].data["message"]
    assert len(others) == 1


async def test_what_was_decided_elsewhere_disappears_from_the_phone(
    hass: HomeAssistant, later: Later, hass_admin_user: MockUser
) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion(), hall_light(), per_week=1)
    await later(MINUTES)

    await async_accept(hass, KITCHEN)
    await hass.services.async_call("homeiq", "dismiss_suggestion", {"signature": "hall-after-motion"}, blocking=True)
    await async_tap(hass, "ACCEPT", hass_admin_user)

    assert cleared(received) == [f"homeiq_{KITCHEN}"]
    assert received[-1].data["message"] == "This suggestion is no longer open."


async def test_a_digest_comes_once_a_week_with_all_that_was_not_told_before(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    entry = await async_a_told_home(hass, *suggestions_of("a", "b", "c"), per_week=1, digest=True, digest_day="thu")
    await later(MINUTES)

    await later(timedelta(days=1, hours=6))
    first = received[-1].data
    await later(timedelta(days=7))
    await async_find(hass, entry, *suggestions_of("a", "b", "c", "d", "e"))
    await later(timedelta(days=7))

    assert (first["title"], first["message"]) == ("New suggestions from HomeIQ: 2", "• Do b\n• Do c")
    assert tags(received) == ["homeiq_a", "homeiq_digest", "homeiq_d", "homeiq_digest"]
    assert received[-1].data["message"] == "• Do e"


async def test_a_digest_comes_once_for_a_week_also_over_a_restart(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    entry = await async_a_told_home(hass, a_suggestion(), per_week=0, digest=True, digest_day="thu")
    await later(MINUTES)
    await later(timedelta(days=1, hours=6))
    await hass.config_entries.async_reload(entry.entry_id)
    await async_find(hass, entry, a_suggestion(), hall_light())

    await later(timedelta(days=1))

    assert tags(received) == ["homeiq_digest"]


async def test_a_digest_that_comes_late_keeps_the_quiet_hours(hass: HomeAssistant, later: Later) -> None:
    received = a_phone(hass)
    await async_a_told_home(hass, a_suggestion(), per_week=0, digest=True, digest_day="thu")
    await later(MINUTES)

    await later(timedelta(days=1, hours=11))
    at_night = list(received)
    await later(timedelta(hours=10))

    assert at_night == []
    assert tags(received) == ["homeiq_digest"]


async def test_a_phone_that_is_gone_is_said_once_and_told_when_it_is_back(
    hass: HomeAssistant, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    assert await async_setup_component(hass, "notify", {})
    await async_a_told_home(hass, a_suggestion(), digest=True, digest_day="thu", per_week=0)
    await later(MINUTES)

    await later(timedelta(days=1, hours=6))
    await later(MINUTES)
    received = a_phone(hass)
    await later(MINUTES)
    await later(MINUTES)

    assert tags(received) == ["homeiq_digest"]
    ours = [record.getMessage() for record in caplog.records if record.name == "custom_components.homeiq"]
    assert ours.count("Notifications don't reach number 1 of those to notify (not there)") == 1
    assert ours.count("Notifications reach number 1 of those to notify again") == 1
    assert [message for message in ours if "pixel" in message] == []


async def test_a_display_that_is_switched_off_is_told_later(hass: HomeAssistant, later: Later) -> None:
    assert await async_setup_component(hass, "notify", {})
    received = async_mock_service(hass, "notify", "send_message")
    hass.states.async_set("notify.kitchen_display", "unavailable")
    await async_a_told_home(hass, a_suggestion(), targets=["notify.kitchen_display"])

    await later(MINUTES)
    while_off = list(received)
    hass.states.async_set("notify.kitchen_display", "unknown")
    await later(MINUTES)

    assert while_off == []
    assert len(received) == 1


async def test_one_phone_that_fails_does_not_keep_it_from_the_others(hass: HomeAssistant, later: Later) -> None:
    async_mock_service(hass, "notify", "mobile_app_pixel", raise_exception=HomeAssistantError("no network"))
    received = a_phone(hass, "iphone")
    await async_a_told_home(hass, a_suggestion(), targets=[PIXEL, "notify.mobile_app_iphone"])

    await later(MINUTES)
    await later(MINUTES)

    assert tags(received) == [f"homeiq_{KITCHEN}"]


async def test_a_notify_entity_is_told_in_words_alone(hass: HomeAssistant, later: Later) -> None:
    assert await async_setup_component(hass, "notify", {})
    received = async_mock_service(hass, "notify", "send_message")
    hass.states.async_set("notify.kitchen_display", "unknown")
    await async_a_told_home(hass, a_suggestion(), targets=["notify.kitchen_display"])

    await later(MINUTES)

    (call,) = received
    assert set(call.data) == {"title", "message", "entity_id"}
    assert call.data["entity_id"] == "notify.kitchen_display"


async def test_what_is_decided_while_others_are_told_is_not_told(hass: HomeAssistant, later: Later) -> None:
    entry = await async_a_told_home(hass, *suggestions_of("a", "b"))
    received: list[str] = []

    async def send(call: ServiceCall) -> None:
        received.append(call.data["data"]["tag"])
        await async_publish(hass, entry, suggestions=suggestions_of("a"))

    hass.services.async_register("notify", "mobile_app_pixel", send)

    await later(MINUTES)

    assert received == ["homeiq_a"]


async def test_the_companion_app_itself_asks_and_answers(
    hass: HomeAssistant,
    later: Later,
    hass_admin_user: MockUser,
    hass_client: ClientSessionGenerator,
    aioclient_mock: AiohttpClientMocker,
) -> None:
    aioclient_mock.post("https://push.example.org/send", json={}, status=201)  # type: ignore[no-untyped-call]  # the plugin leaves it so
    assert await async_setup_component(hass, "mobile_app", {})
    await async_a_told_home(hass, a_suggestion())
    client = await hass_client()
    registered = await client.post("/api/mobile_app/registrations", json=APP)
    webhook = (await registered.json())["webhook_id"]
    await hass.async_block_till_done(wait_background_tasks=True)

    await later(MINUTES)
    _, _, pushed, _ = aioclient_mock.mock_calls[-1]
    button = pushed["data"]["actions"][0]
    tapped = {"event_type": TAPPED, "event_data": {"action": button["action"]}}
    await client.post(f"/api/webhook/{webhook}", json={"type": "fire_event", "data": tapped})
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (pushed["title"], button["title"]) == ("Turn on Kitchen at 07:00 on workdays", "Accept")
    assert hass.states.get("automation.kitchen_at_07_00")
    assert aioclient_mock.mock_calls[-1][2]["message"] == "Done: Turn on Kitchen at 07:00 on workdays"


async def test_a_read_only_user_who_answers_is_told_why_nothing_happens(
    hass: HomeAssistant, later: Later, hass_read_only_user: MockUser
) -> None:
    await async_a_told_home(hass, a_suggestion())
    received = a_phone(hass, owner=hass_read_only_user)

    await async_tap(hass, "NEVER", hass_read_only_user)

    assert await async_signatures(hass) == [KITCHEN]
    assert received[-1].data["message"].startswith("You may not decide on “Turn on Kitchen")
