"""Who caused a change, asked of real automations, scripts and users."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers.intent import INTENT_TURN_ON, async_handle
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.homeiq.capture.announced import cause_of_context
from custom_components.homeiq.capture.cause import CauseClassifier, is_arrival, our_automations
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.model.event import Cause
from tests.capture.a_home import CHILD, MACHINE, Heard, act, happen, switching


async def test_a_state_that_is_just_there_is_a_devices(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("light.hall", "on")
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.DEVICE]


async def test_a_user_is_a_person(home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User) -> None:
    await act(home, "input_boolean.turn_on", "input_boolean.set", Context(user_id=hass_admin_user.id))

    assert heard.causes_of("input_boolean.set") == [Cause.PERSON]


async def test_a_script_that_a_person_started_is_the_persons(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await act(home, "script.turn_on", "script.one", Context(user_id=hass_admin_user.id))

    assert heard.causes_of("input_boolean.scripted") == [Cause.PERSON]


async def test_a_scene_that_a_person_chose_is_the_persons(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await act(home, "scene.turn_on", "scene.cosy", Context(user_id=hass_admin_user.id))

    assert heard.causes_of("input_boolean.set") == [Cause.PERSON]


async def test_what_an_automation_does_about_a_persons_act_is_the_automations(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    home.states.async_set("light.cause", "off")
    home.states.async_set("light.cause", "on", context=Context(user_id=hass_admin_user.id))
    await home.async_block_till_done()

    assert heard.causes_of("light.cause") == [Cause.STARTUP, Cause.PERSON]
    assert heard.causes_of("input_boolean.effect") == [Cause.AUTOMATION]
    assert heard.causes_of("input_boolean.scripted") == [Cause.AUTOMATION]


async def test_what_an_automation_does_about_a_helper_that_a_person_sets_is_the_persons(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await act(home, "input_boolean.turn_on", "input_boolean.cause", Context(user_id=hass_admin_user.id))

    assert heard.causes_of("input_boolean.cause") == [Cause.PERSON]
    assert heard.causes_of("input_boolean.effect") == [Cause.PERSON]
    assert heard.causes_of("input_boolean.scripted") == [Cause.PERSON]


@pytest.mark.parametrize("event_type", ["noon", "dawn"])
async def test_an_automation_without_a_parent_is_no_device(
    home: HomeAssistant, listener: Listener, heard: Heard, event_type: str
) -> None:
    await happen(home, event_type)

    assert heard.causes_of("input_boolean.timed") == [Cause.AUTOMATION]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_an_automation_started_by_time_is_no_device(
    hass: HomeAssistant, listener: Listener, heard: Heard, freezer: FrozenDateTimeFactory
) -> None:
    clock = {"alias": "clock", "triggers": [{"trigger": "time", "at": "12:00:00"}], "actions": switching("timed")}
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": {"timed": None}})
    assert await async_setup_component(hass, "automation", {"automation": [clock]})
    noon = dt_util.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)

    freezer.move_to(noon)
    async_fire_time_changed(hass, noon)
    await hass.async_block_till_done()

    assert heard.causes_of("input_boolean.timed") == [Cause.STARTUP, Cause.AUTOMATION]


async def test_our_automations_are_known(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    await happen(home, "dusk")

    assert heard.causes_of("input_boolean.ours") == [Cause.HOMEIQ]
    assert heard.causes_of("input_boolean.scripted") == [Cause.HOMEIQ]
    assert our_automations(home) == {"automation.ours"}


async def test_a_script_without_a_user_is_an_automation(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    await act(home, "script.turn_on", "script.one")

    assert heard.causes_of("input_boolean.scripted") == [Cause.AUTOMATION]


async def test_a_long_script_is_known_by_its_origin_when_its_context_is_forgotten(
    home: HomeAssistant, listener: Listener, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.homeiq.capture.announced.MAX_CONTEXTS", 1)
    await happen(home, "dusk")
    await happen(home, "noon")
    first = home.states.get("input_boolean.ours")
    assert first is not None

    home.states.async_set("input_boolean.ours", "off", context=first.context)
    await home.async_block_till_done()

    assert heard.causes_of("input_boolean.ours") == [Cause.HOMEIQ, Cause.HOMEIQ]


async def test_a_child_of_our_automation_is_ours(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    home.states.async_set("light.hall", "off")
    await happen(home, "dusk")
    parent = home.states.get("input_boolean.ours")
    assert parent is not None

    home.states.async_set("light.hall", "on", context=Context(parent_id=parent.context.id))
    await home.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.HOMEIQ]


async def test_homekit_is_a_person_without_a_user(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    context = Context()
    home.bus.async_fire("homekit_state_change", {"entity_id": "input_boolean.set"}, context=context)

    await act(home, "input_boolean.turn_on", "input_boolean.set", context)

    assert heard.causes_of("input_boolean.set") == [Cause.PERSON]


async def test_a_call_without_a_user_is_code(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    await act(home, "input_boolean.turn_on", "input_boolean.set")

    assert heard.causes_of("input_boolean.set") == [Cause.CODE]


async def test_a_report_behind_a_call_is_a_devices(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    await act(home, "input_boolean.turn_on", "input_boolean.set")

    home.states.async_set("input_boolean.set", "off")
    await home.async_block_till_done()

    assert heard.causes_of("input_boolean.set") == [Cause.CODE, Cause.DEVICE]


async def test_what_software_passes_on_without_a_parent_is_code(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    """Lighting software that takes a person's call and makes one of its own of it."""

    async def pass_on(call: ServiceCall) -> None:
        await home.services.async_call("input_boolean", "turn_on", {"entity_id": "input_boolean.set"}, blocking=True)

    home.services.async_register("lighting", "turn_on", pass_on)
    await home.services.async_call("lighting", "turn_on", blocking=True, context=Context(user_id=hass_admin_user.id))

    assert heard.causes_of("input_boolean.set") == [Cause.CODE]


async def test_what_somebody_says_to_a_satellite_is_code_at_worst(
    home: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    assert await async_setup_component(home, "intent", {})

    await async_handle(home, "assist", INTENT_TURN_ON, {"name": {"value": "input_boolean.set"}}, context=Context())
    await home.async_block_till_done()

    assert heard.causes_of("input_boolean.set") == [Cause.CODE]


@pytest.mark.parametrize("name", ["Home Assistant Cloud", "Home Assistant Cast", "Voice over IP"])
async def test_who_speaks_to_alexa_is_a_person(
    home: HomeAssistant, listener: Listener, heard: Heard, name: str
) -> None:
    user = await home.auth.async_create_system_user(name, group_ids=[GROUP_ID_ADMIN])
    await home.async_block_till_done()

    await act(home, "input_boolean.turn_on", "input_boolean.set", Context(user_id=user.id))

    assert heard.causes_of("input_boolean.set") == [Cause.PERSON]


async def test_what_still_happens_hours_after_a_persons_call_is_code(
    home: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User, freezer: FrozenDateTimeFactory
) -> None:
    """A thermostat goes on switching its heater in the name of whoever set it last."""
    context = Context(user_id=hass_admin_user.id)
    await act(home, "input_boolean.turn_on", "input_boolean.set", context)
    freezer.tick(3600)

    await act(home, "input_boolean.turn_on", "input_boolean.effect", context)

    assert heard.causes_of("input_boolean.effect") == [Cause.CODE]


async def test_a_declared_machine_is_an_automation(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("light.hall", "on", context=Context(user_id=MACHINE))
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.AUTOMATION]


async def test_an_excluded_user_is_no_person_that_counts(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.hall", "off")
    hass.states.async_set("light.hall", "on", context=Context(user_id=CHILD))
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.EXCLUDED]


async def test_a_machine_is_one_even_when_it_is_excluded(hass: HomeAssistant) -> None:
    assert CauseClassifier(hass, [MACHINE], [MACHINE]).users == {MACHINE: Cause.AUTOMATION}


async def test_a_service_account_is_a_machine_even_when_it_is_made_later(
    hass: HomeAssistant, listener: Listener, causes: CauseClassifier, heard: Heard
) -> None:
    hass.states.async_set("light.hall", "off")
    account = await hass.auth.async_create_system_user("Supervisor")
    await hass.async_block_till_done()

    hass.states.async_set("light.hall", "on", context=Context(user_id=account.id))
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.AUTOMATION]
    assert causes.users == {MACHINE: Cause.AUTOMATION, CHILD: Cause.EXCLUDED, account.id: Cause.AUTOMATION}


@pytest.mark.parametrize("away", ["unavailable", "unknown"])
async def test_coming_and_going_is_nobodys_act(
    hass: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User, away: str
) -> None:
    person = Context(user_id=hass_admin_user.id)

    hass.states.async_set("light.hall", "on", context=person)
    hass.states.async_set("light.hall", away, context=person)
    hass.states.async_set("light.hall", "on", context=person)
    hass.states.async_set("light.hall", "off", context=person)
    await hass.async_block_till_done()

    assert heard.causes_of("light.hall") == [Cause.STARTUP, Cause.STARTUP, Cause.STARTUP, Cause.PERSON]


async def test_a_stopped_classifier_remembers_nothing(home: HomeAssistant, listener: Listener, heard: Heard) -> None:
    classifier = CauseClassifier(home)
    await classifier.async_start()
    listening = home.bus.async_listeners()

    classifier.stop()
    classifier.stop()

    assert home.bus.async_listeners()["call_service"] == listening["call_service"] - 1
    assert home.bus.async_listeners()["automation_triggered"] == listening["automation_triggered"] - 1


@pytest.mark.parametrize(
    ("parent", "user", "expected"),
    [
        (None, None, Cause.DEVICE),
        ("stranger", None, Cause.AUTOMATION),
        ("theirs", None, Cause.AUTOMATION),
        ("ours", None, Cause.HOMEIQ),
        ("homekit", None, Cause.AUTOMATION),
        (None, "anna", Cause.PERSON),
        ("ours", "robot", Cause.AUTOMATION),
        (None, "child", Cause.EXCLUDED),
    ],
)
def test_an_unannounced_context_is_judged_by_user_and_parent(
    parent: str | None, user: str | None, expected: Cause
) -> None:
    known = {"theirs": Cause.AUTOMATION, "ours": Cause.HOMEIQ, "homekit": Cause.PERSON}

    assert (
        cause_of_context("new", parent, user, known, {"robot": Cause.AUTOMATION, "child": Cause.EXCLUDED}) is expected
    )


def test_an_entity_that_was_not_there_arrives() -> None:
    assert is_arrival(None, "on")
    assert is_arrival("on", "unavailable")
    assert is_arrival("unknown", "on")
    assert not is_arrival("off", "on")
