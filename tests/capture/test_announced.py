"""What a hand does by way of Home Assistant: buttons, tags, telephones and dashboards that automations answer."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.registries import read_home
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Scope
from tests.capture.a_home import Heard, act, switching
from tests.capture.presses import (
    BUTTON,
    LAMP,
    LATER,
    MACHINES,
    OTHER,
    PRESSES,
    ZHA,
    Config,
    at_event,
    changes,
    fires,
    furnish,
    furnish_first_lamp,
)


@pytest.mark.parametrize("what", PRESSES)
async def test_what_an_automation_does_at_once_about_a_press_is_a_hands(
    hass: HomeAssistant, listener: Listener, heard: Heard, what: str
) -> None:
    trigger, happen = PRESSES[what]
    await furnish(hass, [trigger])

    await happen(hass)

    # Some come to their first state, too, which their automations answer.
    assert heard.causes_of(LAMP)[-1] is Cause.DEVICE
    assert heard.causes_of(LAMP).count(Cause.DEVICE) == 1


@pytest.mark.parametrize("what", MACHINES)
async def test_what_is_no_hands_for_certain_stays_the_automations(
    hass: HomeAssistant, listener: Listener, heard: Heard, what: str
) -> None:
    trigger, happen = MACHINES[what]
    await furnish(hass, [trigger])

    await happen(hass)

    assert set(heard.causes_of(LAMP)[1:]) == {Cause.AUTOMATION}


@pytest.mark.parametrize(
    ("topic", "cause"),
    [
        ("zigbee2mqtt/knob/action", Cause.DEVICE),
        ("shellies/hall/input_event/0", Cause.DEVICE),
        ("weather/rain", Cause.AUTOMATION),
    ],
)
async def test_a_topic_of_presses_is_a_hands(
    hass: HomeAssistant, listener: Listener, heard: Heard, topic: str, cause: Cause
) -> None:
    """A run by a topic descends from nothing; it is announced here as Home Assistant does."""
    hass.states.async_set(LAMP, "off")
    run = Context()

    hass.bus.async_fire(
        "automation_triggered", {"entity_id": "automation.a", "source": f"mqtt topic {topic}"}, context=run
    )
    hass.states.async_set(LAMP, "on", context=run)
    await hass.async_block_till_done()

    assert heard.causes_of(LAMP) == [Cause.STARTUP, cause]


async def test_what_somebody_says_is_a_hands_and_what_the_clock_does_beside_it_is_not(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await furnish(hass, [{"trigger": "conversation", "command": ["good night"]}, at_event("noon")])

    await hass.services.async_call("conversation", "process", {"text": "good night"}, blocking=True)
    await fires("noon")(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE, Cause.AUTOMATION]


NAMED: Mapping[str, tuple[Config, str, str]] = {
    "a helper": (changes("input_boolean.film"), "input_boolean.toggle", "input_boolean.film"),
    "a button": (changes("input_button.evening"), "input_button.press", "input_button.evening"),
    "a button with a trigger of its purpose": (
        {"trigger": "button.pressed", "target": {"entity_id": "input_button.evening"}},
        "input_button.press",
        "input_button.evening",
    ),
    "a scene": (changes("scene.film"), "scene.turn_on", "scene.film"),
    "the automation itself": (at_event("never"), "automation.trigger", "automation.one"),
}


@pytest.mark.parametrize("what", NAMED)
async def test_what_an_automation_does_about_a_dashboards_button_is_whose_that_was(
    hass: HomeAssistant, heard: Heard, hass_admin_user: User, what: str
) -> None:
    trigger, service, entity_id = NAMED[what]
    child, robot = [await hass.auth.async_create_user(name, group_ids=[GROUP_ID_ADMIN]) for name in ("child", "robot")]
    causes = CauseClassifier(hass, [robot.id], [child.id])
    await causes.async_start()
    ear = Listener(hass, EntityScope(hass, Scope()), causes, heard.rows.append)
    ear.start()
    await furnish(hass, [trigger])
    await act(hass, service, entity_id, Context(user_id=hass_admin_user.id))  # its first state, of some
    before = len(heard.causes_of(LAMP))

    for user in (hass_admin_user, child, robot):
        await act(hass, service, entity_id, Context(user_id=user.id))
    ear.stop()
    causes.stop()

    assert heard.causes_of(LAMP)[before:] == [Cause.PERSON, Cause.EXCLUDED, Cause.AUTOMATION]


async def test_a_tag_that_somebodys_phone_scans_is_that_persons(
    hass: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await furnish(hass, [{"trigger": "event", "event_type": "tag_scanned", "event_data": {"tag_id": "bed"}}])

    hass.bus.async_fire("tag_scanned", {"tag_id": "bed"}, context=Context(user_id=hass_admin_user.id))
    await hass.async_block_till_done()

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.PERSON]


async def test_of_an_automation_that_a_button_and_motion_set_off_each_run_is_whose_it_is(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    motion = MACHINES["a motion sensor"]
    await furnish(hass, [ZHA, motion[0]])

    await fires("zha_event", command="on")(hass)
    await motion[1](hass)
    await fires("zha_event", command="on")(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE, Cause.AUTOMATION, Cause.DEVICE]


async def test_a_choice_by_the_trigger_is_a_hands_whichever_it_is(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    choices = [
        {
            "conditions": [{"condition": "trigger", "id": name}],
            "sequence": [{"action": f"input_boolean.turn_{name}", "target": {"entity_id": LAMP}}],
        }
        for name in ("on", "off")
    ]
    triggers = [{**ZHA, "event_data": {"command": name}, "id": name} for name in ("on", "off")]
    await furnish(hass, triggers, [{"choose": choices}])

    await fires("zha_event", command="on")(hass)
    await fires("zha_event", command="off")(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE, Cause.DEVICE]


@pytest.mark.parametrize(
    "step", [{"action": "script.lit"}, {"action": "scene.turn_on", "target": {"entity_id": "scene.cosy"}}]
)
async def test_a_script_or_a_scene_in_between_changes_nothing(
    hass: HomeAssistant, listener: Listener, heard: Heard, step: Config
) -> None:
    await furnish(hass, [ZHA], [step])

    await fires("zha_event", command="on")(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE]


async def test_a_helper_that_a_button_sets_hands_on_whose_it_is(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    second = {"triggers": [changes("input_boolean.film")], "actions": switching("lamp")}
    await furnish(hass, [ZHA], switching("film"), two=[second])

    await fires("zha_event", command="on")(hass)

    assert heard.causes_of("input_boolean.film") == [Cause.STARTUP, Cause.DEVICE]
    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE]


async def test_a_lamp_that_echoes_the_one_that_a_button_moves_is_the_automations(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    furnish_first_lamp(hass)
    second = {"triggers": [changes("light.first")], "actions": switching("lamp")}
    await furnish(hass, [ZHA], [{"action": "lamps.light"}], two=[second])

    await fires("zha_event", command="on")(hass)
    await hass.async_block_till_done()

    assert heard.causes_of("light.first") == [Cause.STARTUP, Cause.DEVICE]
    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.AUTOMATION]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_what_comes_of_a_press_after_a_delay_is_the_automations(
    hass: HomeAssistant, listener: Listener, heard: Heard, freezer: FrozenDateTimeFactory
) -> None:
    await furnish(hass, [ZHA], [*switching("lamp"), LATER, *switching("lamp")])

    hass.bus.async_fire("zha_event", {"command": "on"})
    await asyncio.sleep(0)  # the run goes on as far as its delay, which nobody must wait for
    freezer.tick(timedelta(seconds=31))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.DEVICE, Cause.AUTOMATION]


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_what_somebodys_script_does_long_afterwards_is_the_scripts(
    hass: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User, freezer: FrozenDateTimeFactory
) -> None:
    await furnish(hass, [at_event("never")])

    await hass.services.async_call("script", "slow", {}, context=Context(user_id=hass_admin_user.id))
    freezer.tick(timedelta(seconds=90))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()

    assert heard.causes_of(OTHER) == [Cause.STARTUP, Cause.PERSON]
    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.AUTOMATION]


async def test_our_automation_on_a_button_is_ours(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    ours = {"id": "homeiq_evening", "triggers": [ZHA], "actions": switching("lamp")}
    await furnish(hass, [at_event("never")], two=[ours])

    await fires("zha_event", command="on")(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.HOMEIQ]


async def test_a_radios_event_of_a_device_that_notices_people_is_no_hands(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    entry = MockConfigEntry(domain="zha")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("zha", "eye")})
    er.async_get(hass).async_get_or_create(
        "binary_sensor", "zha", "eye", device_id=device.id, original_device_class="motion"
    )
    await furnish(hass, [ZHA])

    await fires("zha_event", command="on", device_id=device.id)(hass)

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.AUTOMATION]


async def test_a_run_that_has_waited_for_another_is_no_longer_at_once(
    hass: HomeAssistant, listener: Listener, heard: Heard
) -> None:
    hass.states.async_set(LAMP, "off")
    press, run = Context(), Context()
    hass.bus.async_fire("zha_event", {}, context=press, time_fired=dt_util.utcnow().timestamp() - 6)

    late = Context(parent_id=press.id, id=run.id)
    hass.bus.async_fire(
        "automation_triggered", {"entity_id": "automation.a", "source": "event 'zha_event'"}, context=late
    )
    hass.states.async_set(LAMP, "on", context=late)
    await hass.async_block_till_done()

    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.AUTOMATION]


async def test_a_stopped_classifier_hears_no_presses(hass: HomeAssistant) -> None:
    before = hass.bus.async_listeners()
    classifier = CauseClassifier(hass)
    await classifier.async_start()

    classifier.stop()

    assert hass.bus.async_listeners() == before


async def test_a_home_knows_its_controls(hass: HomeAssistant) -> None:
    hass.states.async_set("event.knob", "unknown", BUTTON)
    hass.states.async_set("event.front_door", "unknown", {"device_class": "doorbell", "event_types": ["press"]})
    hass.states.async_set("sensor.knob_action", "single")
    hass.states.async_set("sensor.washer_state", "end")
    hass.states.async_set("input_button.evening", "unknown")
    er.async_get(hass).async_get_or_create(
        "binary_sensor",
        "shelly",
        "a",
        suggested_object_id="hall",
        original_device_class="power",
        translation_key="input",
    )

    home = read_home(hass)

    assert home.controls == {
        "binary_sensor.hall",
        "event.knob",
        "input_button.evening",
        "sensor.knob_action",
    }
