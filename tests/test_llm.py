import asyncio
from dataclasses import replace
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity, async_should_expose
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er, llm
from homeassistant.setup import async_setup_component
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import yaml

from custom_components.homeiq.llm import PROMPT, async_get_tools
from custom_components.homeiq.model.habits.pattern import Idle
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import OnChange
from tests.accepted import async_a_home, file_of
from tests.actions import async_adjust, async_suggestions
from tests.offers import a_pattern, a_suggestion, hall_light, suggestions_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

TOOLS = {
    f"homeiq__{tool}"
    for tool in ("get_habits", "get_suggestions", *(f"{verb}_suggestion" for verb in ("accept", "dismiss", "snooze")))
}
KITCHEN = {"signature": "kitchen-at-seven"}


async def async_a_talking_home(hass: HomeAssistant, *suggestions: Suggestion, **options: Any) -> MockConfigEntry:
    """Set up a home whose owner lets Assist ask HomeIQ, and see its lamps."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "llm", {})
    entry = await async_a_home(hass, *(suggestions or (a_suggestion(),)))
    for entity_id in ("light.kitchen", "light.hall", "binary_sensor.hall_motion"):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    hass.config_entries.async_update_entry(entry, options={"ai": {"assist": True, **options}})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def async_assist(
    hass: HomeAssistant, user: MockUser | None = None, *, context: Context | None = None, platform: str = "an_agent"
) -> llm.APIInstance:
    """Begin a turn of a conversation."""
    spoken = context or Context(user_id=user.id if user else None)
    return await llm.async_get_api(
        hass,
        "assist",
        llm.LLMContext(platform=platform, context=spoken, language="en", assistant="conversation", device_id=None),
    )


async def async_call(api: llm.APIInstance, tool: str, **args: Any) -> dict[str, Any]:
    result = await api.async_call_tool(llm.ToolInput(f"homeiq__{tool}", args))
    assert result.error == ("error" in result.data)
    return dict(result.data)


async def test_tools_are_given_where_the_owner_allows_it(hass: HomeAssistant) -> None:
    await async_a_talking_home(hass)

    api = await async_assist(hass)

    ours = [tool for tool in api.tools if tool.name.startswith("homeiq__")]
    assert {tool.name for tool in ours} == TOOLS
    assert [tool.integration for tool in ours] == ["homeiq"] * 5
    assert [tool.name for tool in ours if tool.annotations.read_only] == [
        "homeiq__get_habits",
        "homeiq__get_suggestions",
    ]
    assert all(vol.to_openapi(tool.parameters, custom_serializer=api.custom_serializer) for tool in ours)
    assert PROMPT in api.api_prompt


async def test_without_leave_there_are_no_tools(hass: HomeAssistant) -> None:
    await async_a_talking_home(hass, assist=False)

    api = await async_assist(hass)

    assert [tool.name for tool in api.tools if "homeiq" in tool.name] == []
    assert PROMPT not in api.api_prompt


async def test_it_tells_the_suggestions(hass: HomeAssistant) -> None:
    await async_a_talking_home(hass)

    told = await async_call(await async_assist(hass), "get_suggestions")

    assert told == {
        "suggestions": [
            {
                "signature": "kitchen-at-seven",
                "title": "Turn on Kitchen at 07:00 on workdays",
                "reason": "You did it on 37 of 40 days",
            }
        ],
        "not_listed": 0,
    }


async def test_an_answer_has_an_end(hass: HomeAssistant) -> None:
    many = suggestions_of(*(f"s{number}" for number in range(14)))
    await async_a_talking_home(hass, *(a_suggestion(one.pattern, title="x" * 999) for one in many))
    api = await async_assist(hass)

    suggestions, habits = await async_call(api, "get_suggestions"), await async_call(api, "get_habits")

    assert (len(suggestions["suggestions"]), suggestions["not_listed"]) == (10, 4)
    assert len(suggestions["suggestions"][0]["title"]) == 200
    assert (len(habits["habits"]), habits["not_listed"]) == (10, 4)


@pytest.mark.parametrize(
    ("about", "habits"),
    [
        ("kitchen", ["Turn on Kitchen at 07:00 on workdays"]),
        ("light.kitchen", ["Turn on Kitchen at 07:00 on workdays"]),
        ("Bakery", ["Turn on Hall when Hall motion changes to on"]),
        ("hall motion", ["Turn on Hall when Hall motion changes to on"]),
        ("garden", []),
        ("", ["Turn on Kitchen at 07:00 on workdays", "Turn on Hall when Hall motion changes to on"]),
    ],
)
async def test_it_tells_what_was_learned_about_a_room_or_a_thing(
    hass: HomeAssistant, about: str, habits: list[str]
) -> None:
    await async_a_talking_home(hass, a_suggestion(), hall_light())
    bakery = ar.async_get(hass).async_create("Bakery")
    hass.states.async_remove("light.hall")
    registry = er.async_get(hass)
    registry.async_get_or_create("light", "test", "hall", suggested_object_id="hall")
    registry.async_update_entity("light.hall", area_id=bakery.id)
    hass.states.async_set("light.hall", "off", {"friendly_name": "Hall"})
    async_expose_entity(hass, "conversation", "light.hall", should_expose=True)

    told = await async_call(await async_assist(hass), "get_habits", about=about)

    assert [one["habit"] for one in told["habits"]] == habits
    assert all(one["on_days"] == 37 and one["is_suggested"] for one in told["habits"])


@pytest.mark.parametrize("secret", ["light.kitchen", "binary_sensor.bed", "binary_sensor.door"])
async def test_nobody_hears_of_what_assist_may_not_see(
    hass: HomeAssistant, hass_admin_user: MockUser, secret: str
) -> None:
    door = OnChange(entity_id="binary_sensor.door", to="on")
    quiet = Idle(entity_id="binary_sensor.bed", state="off", seconds=60)
    await async_a_talking_home(hass, a_suggestion(a_pattern(trigger=door, conditions=(quiet,))))
    for entity_id in ("light.kitchen", "binary_sensor.bed", "binary_sensor.door"):
        async_expose_entity(hass, "conversation", entity_id, should_expose=entity_id != secret)
    api = await async_assist(hass, hass_admin_user)

    assert (await async_call(api, "get_suggestions"))["suggestions"] == []
    assert (await async_call(api, "get_habits"))["habits"] == []
    assert "no open suggestion" in (await async_call(api, "accept_suggestion", **KITCHEN))["error"]


async def test_a_suggestion_is_accepted_once_the_user_has_confirmed_it(
    hass: HomeAssistant, hass_admin_user: MockUser
) -> None:
    await async_a_talking_home(hass)

    asked = await async_call(await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN)
    before = file_of(hass).read_text()
    done = await async_call(
        await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN, confirmation=asked["confirmation"]
    )

    assert asked["would_create"] == "Turn on Kitchen at 07:00 on workdays"
    assert asked["backtest"]["hits"] == 37
    assert yaml.safe_load(before) == []
    (automation,) = yaml.safe_load(file_of(hass).read_text())
    assert automation["triggers"] == [{"trigger": "time", "at": "07:00:00"}]
    assert done["accepted"] == "Turn on Kitchen at 07:00 on workdays"
    assert await async_suggestions(hass) == []


async def async_refused(hass: HomeAssistant, api: llm.APIInstance, tool: str = "accept_suggestion", **args: Any) -> str:
    """Return why nothing was done."""
    error = (await async_call(api, tool, **KITCHEN, **args))["error"]
    assert [one["signature"] for one in await async_suggestions(hass)] == ["kitchen-at-seven"]
    assert yaml.safe_load(file_of(hass).read_text()) == []
    return str(error)


async def test_an_ai_can_not_confirm_in_the_place_of_the_user(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass, hass_admin_user)
    asked = await async_call(api, "accept_suggestion", **KITCHEN)

    assert "not answered yet" in await async_refused(hass, api, confirmation=asked["confirmation"])


async def test_a_made_up_confirmation_is_none(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)

    assert "no such" in await async_refused(hass, await async_assist(hass, hass_admin_user), confirmation="yes")


async def test_a_confirmation_is_for_who_was_asked(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    asked = await async_call(await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN)
    other = MockUser(is_owner=True).add_to_hass(hass)

    assert "no such" in await async_refused(hass, await async_assist(hass, other), confirmation=asked["confirmation"])


async def test_a_confirmation_expires(
    hass: HomeAssistant, hass_admin_user: MockUser, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_talking_home(hass)
    asked = await async_call(await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN)

    freezer.tick(301)

    assert "expired" in await async_refused(
        hass, await async_assist(hass, hass_admin_user), confirmation=asked["confirmation"]
    )


async def test_a_confirmation_is_for_what_was_shown(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    asked = await async_call(await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN)
    await async_adjust(hass, "kitchen-at-seven", time="03:00:00")
    api = await async_assist(hass, hass_admin_user)

    assert "changed" in await async_refused(hass, api, confirmation=asked["confirmation"])
    assert "no such" in await async_refused(hass, api, confirmation=asked["confirmation"])


async def test_only_the_newest_questions_wait(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass, hass_admin_user)
    first = await async_call(api, "accept_suggestion", **KITCHEN)

    for _ in range(20):
        await async_call(api, "accept_suggestion", **KITCHEN)

    assert "no such" in await async_refused(
        hass, await async_assist(hass, hass_admin_user), confirmation=first["confirmation"]
    )


async def test_only_administrators_make_automations(hass: HomeAssistant, hass_read_only_user: MockUser) -> None:
    await async_a_talking_home(hass)

    assert "administrators" in await async_refused(hass, await async_assist(hass, hass_read_only_user))


@pytest.mark.parametrize(
    ("tool", "args"),
    [("accept_suggestion", {}), ("dismiss_suggestion", {}), ("snooze_suggestion", {"days": 7})],
)
async def test_without_a_user_nothing_is_decided(hass: HomeAssistant, tool: str, args: dict[str, Any]) -> None:
    await async_a_talking_home(hass)

    assert "who is speaking" in await async_refused(hass, await async_assist(hass), tool, **args)


async def test_where_nobody_converses_nothing_is_accepted(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass, hass_admin_user, platform="mcp_server")

    assert "in Home Assistant only" in await async_refused(hass, api)


async def test_what_can_not_be_written_is_told(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass)
    asked = await async_call(await async_assist(hass, hass_admin_user), "accept_suggestion", **KITCHEN)
    hass.states.async_remove("light.kitchen")

    told = await async_refused(hass, await async_assist(hass, hass_admin_user), confirmation=asked["confirmation"])

    assert "light.kitchen" in told


@pytest.mark.parametrize(
    ("tool", "args"),
    [
        ("accept_suggestion", {"confirmation": 5}),
        ("accept_suggestion", {"mode": "shadow"}),
        ("snooze_suggestion", {}),
        ("snooze_suggestion", {"days": 0}),
        ("dismiss_suggestion", {"reason": "x" * 201}),
    ],
)
async def test_arguments_that_make_no_sense_do_nothing(
    hass: HomeAssistant, hass_admin_user: MockUser, tool: str, args: dict[str, Any]
) -> None:
    await async_a_talking_home(hass)

    assert await async_refused(hass, await async_assist(hass, hass_admin_user), tool, **args)


async def test_a_suggestion_is_dismissed(hass: HomeAssistant, household_user: MockUser) -> None:
    await async_a_talking_home(hass)

    told = await async_call(
        await async_assist(hass, household_user), "dismiss_suggestion", **KITCHEN, reason="We like it dark"
    )

    assert told == {"dismissed": "Turn on Kitchen at 07:00 on workdays"}
    assert await async_suggestions(hass) == []


async def test_who_is_second_to_dismiss_a_suggestion_is_told_that_it_is_gone(
    hass: HomeAssistant, household_user: MockUser
) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass, household_user)

    first, second = await asyncio.gather(*(async_call(api, "dismiss_suggestion", **KITCHEN) for _ in range(2)))

    assert first == {"dismissed": "Turn on Kitchen at 07:00 on workdays"}
    assert second == {"error": "There is no open suggestion with this signature"}


async def test_a_suggestion_is_snoozed(hass: HomeAssistant, household_user: MockUser) -> None:
    await async_a_talking_home(hass)

    told = await async_call(await async_assist(hass, household_user), "snooze_suggestion", **KITCHEN, days=3.0)

    assert told == {"snoozed": "Turn on Kitchen at 07:00 on workdays", "days": 3}
    assert await async_suggestions(hass) == []


async def test_assist_gets_no_list_that_it_could_tick(hass: HomeAssistant) -> None:
    entry = await async_a_talking_home(hass)
    at_first = async_should_expose(hass, "conversation", "todo.homeiq_suggestions")

    async_expose_entity(hass, "conversation", "todo.homeiq_suggestions", should_expose=True)
    await hass.config_entries.async_reload(entry.entry_id)

    assert at_first is False
    assert async_should_expose(hass, "conversation", "todo.homeiq_suggestions") is True


async def test_another_api_gets_no_tools(hass: HomeAssistant) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass)

    assert async_get_tools(hass, api.llm_context, "another") is None
    assert async_get_tools(hass, replace(api.llm_context, assistant=""), "assist") is None


async def test_a_read_only_user_hears_of_suggestions_and_decides_on_none(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    await async_a_talking_home(hass)
    api = await async_assist(hass, hass_read_only_user)

    told = await async_call(api, "get_suggestions")
    refused = [
        await async_call(api, "dismiss_suggestion", **KITCHEN),
        await async_call(api, "snooze_suggestion", **KITCHEN, days=3),
    ]

    assert [one["signature"] for one in told["suggestions"]] == ["kitchen-at-seven"]
    assert refused == [{"error": "This user may look at suggestions, but not decide on them"}] * 2
    assert await async_suggestions(hass) != []
