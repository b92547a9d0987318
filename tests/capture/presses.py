"""Presses of all kinds, what looks like one and is none, and a home whose automations answer them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.setup import async_setup_component

from tests.capture.a_home import act, switching

LAMP, OTHER = "input_boolean.lamp", "input_boolean.other"
HELPERS = {"input_boolean": ("lamp", "other", "film"), "input_button": ("evening",)}
BUTTON = {"device_class": "button", "event_types": ["single", "double", "hold"], "event_type": "single"}
ZHA = {"trigger": "event", "event_type": "zha_event", "event_data": {"command": "on"}}
LATER = {"delay": {"seconds": 30}}

type Config = Mapping[str, Any]
type Happening = Callable[[HomeAssistant], Awaitable[None]]


async def furnish(
    hass: HomeAssistant, triggers: Sequence[Config], actions: Sequence[Config] | None = None, **more: Sequence[Config]
) -> None:
    """Have a lamp, other switches, a script, a scene, and an automation; ``more`` are automations by their id."""
    assert await async_setup_component(hass, "homeassistant", {})
    for domain, names in HELPERS.items():
        assert await async_setup_component(hass, domain, {domain: dict.fromkeys(names)})
    scripts = {
        "lit": {"sequence": switching("lamp")},
        "slow": {"sequence": [*switching("other"), LATER, *switching("lamp")]},
    }
    assert await async_setup_component(hass, "script", {"script": scripts})
    scenes = [{"name": "cosy", "entities": {LAMP: "on"}}, {"name": "film", "entities": {OTHER: "on"}}]
    assert await async_setup_component(hass, "scene", {"scene": scenes})
    first = {"id": "one", "alias": "one", "triggers": triggers, "actions": actions or switching("lamp")}
    others = [{"id": name, "alias": name, **parts[0]} for name, parts in more.items()]
    assert await async_setup_component(hass, "automation", {"automation": [first, *others]})
    await hass.async_block_till_done()


def furnish_first_lamp(hass: HomeAssistant) -> None:
    """Have a lamp that an action of its own lights, ``lamps.light``, in the name of who calls it."""
    hass.states.async_set("light.first", "off")

    @callback
    def light(call: ServiceCall) -> None:
        hass.states.async_set("light.first", "on", context=call.context)

    hass.services.async_register("lamps", "light", light)


def tells(entity_id: str, *states: str, **attributes: object) -> Happening:
    """Have an entity come to states, one after the other."""

    async def happen(hass: HomeAssistant) -> None:
        for state in states:
            hass.states.async_set(entity_id, state, attributes)
            await hass.async_block_till_done()

    return happen


def fires(event_type: str, **data: object) -> Happening:
    """Have an event of the bus, with nobody named."""

    async def happen(hass: HomeAssistant) -> None:
        hass.bus.async_fire(event_type, data)
        await hass.async_block_till_done()

    return happen


def changes(entity_id: str, **more: object) -> Config:
    """Trigger at the changes of an entity."""
    return {"trigger": "state", "entity_id": entity_id, **more}


def at_event(event_type: str) -> Config:
    """Trigger at an event of the bus."""
    return {"trigger": "event", "event_type": event_type}


PRESSES: Mapping[str, tuple[Config, Happening]] = {
    "a ZHA button's event": (ZHA, fires("zha_event", command="on")),
    "a deCONZ button's event": (at_event("deconz_event"), fires("deconz_event", id="knob", event=1002)),
    "a Hue button's event": (at_event("hue_event"), fires("hue_event", type="initial_press", subtype=1)),
    "a Shelly's click": (at_event("shelly.click"), fires("shelly.click", click_type="single", channel=1)),
    "a central scene of Z-Wave": (
        at_event("zwave_js_value_notification"),
        fires("zwave_js_value_notification", command_class=91, value="KeyPressed"),
    ),
    "an event entity": (
        changes("event.knob"),
        tells("event.knob", "unknown", "2026-12-01T10:00:00+00:00", **BUTTON),
    ),
    "an event entity with a trigger of its purpose": (
        {"trigger": "event.received", "target": {"entity_id": "event.knob"}, "options": {"event_type": ["single"]}},
        tells("event.knob", "unknown", "2026-12-01T10:00:00+00:00", **BUTTON),
    ),
    "a sensor of actions": (
        changes("sensor.knob_action", to="single"),
        tells("sensor.knob_action", "", "single", ""),
    ),
    "a sensor of actions that rests as unknown": (
        changes("sensor.knob_action", to="single"),
        tells("sensor.knob_action", "unknown", "single"),
    ),
    "a sensor of actions through a template": (
        {"trigger": "template", "value_template": "{{ states('sensor.knob_action') == 'single' }}"},
        tells("sensor.knob_action", "", "single"),
    ),
    "a rocker on a detached input": (
        changes("binary_sensor.hall_input"),
        tells("binary_sensor.hall_input", "off", "on", device_class="power"),
    ),
    "a tag that a reader scans": (
        {"trigger": "event", "event_type": "tag_scanned", "event_data": {"tag_id": "bed"}},
        fires("tag_scanned", tag_id="bed"),
    ),
    "an answer on a telephone": (
        {"trigger": "event", "event_type": "mobile_app_notification_action", "event_data": {"action": "LIGHT"}},
        fires("mobile_app_notification_action", action="LIGHT"),
    ),
}

MACHINES: Mapping[str, tuple[Config, Happening]] = {
    "a motion sensor": (
        changes("binary_sensor.hall_motion", to="on"),
        tells("binary_sensor.hall_motion", "off", "on", device_class="motion"),
    ),
    "an input that is a sensor for people": (
        changes("binary_sensor.hall_input", to="on"),
        tells("binary_sensor.hall_input", "off", "on", device_class="occupancy"),
    ),
    "a template without a class": (
        changes("binary_sensor.dark", to="on"),
        tells("binary_sensor.dark", "off", "on"),
    ),
    "a machine's state in words": (
        changes("sensor.washer_state", to="end"),
        tells("sensor.washer_state", "run", "end"),
    ),
    "a bell": (
        changes("event.front_door"),
        tells(
            "event.front_door", "unknown", "2026-12-01T10:00:00+00:00", device_class="doorbell", event_types=["press"]
        ),
    ),
    "an event entity of motion": (
        changes("event.yard"),
        tells("event.yard", "unknown", "2026-12-01T10:00:00+00:00", device_class="motion", event_types=["press"]),
    ),
    "an event entity that is no button": (
        changes("event.backup"),
        tells("event.backup", "unknown", "2026-12-01T10:00:00+00:00", event_types=["completed", "failed"]),
    ),
    "an event of anybody's making": (at_event("dusk"), fires("dusk")),
    "a value of Z-Wave that is no scene": (
        at_event("zwave_js_value_notification"),
        fires("zwave_js_value_notification", command_class=32, value=255),
    ),
    "a lamp": (changes("light.other", to="on"), tells("light.other", "off", "on")),
    "a switch, whose own change is the act": (changes("switch.wall", to="on"), tells("switch.wall", "off", "on")),
    "a rocker that comes back": (
        changes("binary_sensor.hall_input"),
        tells("binary_sensor.hall_input", "unavailable", "on"),
    ),
    "an event entity that comes back": (
        changes("event.knob"),
        tells("event.knob", "unavailable", "2026-12-01T10:00:00+00:00", **BUTTON),
    ),
    "a helper that code sets": (
        changes("input_boolean.film"),
        lambda hass: act(hass, "input_boolean.turn_on", "input_boolean.film"),
    ),
    "a button that code presses": (
        changes("input_button.evening"),
        lambda hass: act(hass, "input_button.press", "input_button.evening"),
    ),
}
