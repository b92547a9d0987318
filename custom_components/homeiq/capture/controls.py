"""Controls: what people press, turn, scan or choose so that the home's own automations move something else.

Only what is a hand's for certain is one: a sensor for people, a bell or a mode that something works out never are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet
from functools import partial
from typing import Any

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..model.things import NOT_A_STATE
from ..model.things.device_class import SENSES

MOVED_BY_HAND = frozenset({"event", "sensor", "binary_sensor"})
"""Domains of controls that nothing can be done to: whoever moves them stands before them."""

_DOMAINS = (*(f"{domain}." for domain in MOVED_BY_HAND), "input_button.")

SET_BY_NAME = frozenset(
    {"input_boolean", "input_button", "input_number", "input_select", "input_text", "button", "scene", "script"}
)
"""Domains of controls on dashboards: a hand's where somebody is named, as code and automations set them too."""

_CENTRAL_SCENES = frozenset({43, 91})  # classes of Z-Wave's commands that only buttons send

CALLED = "automation"
"""What stands for a control where a call has set off a run."""

type Told = Mapping[str, Any]

HAND_EVENTS = frozenset(
    {
        *("bthome_ble_event", "zha_event", "zwave_js_value_notification"),
        *("deconz_event", "deconz_relative_rotary_event", "hue_event", "homematic.keypress", "lcn_send_keys"),
        *("elkm1.keypad_key_pressed", "lutron_caseta_button_event", "nanoleaf_event", "shelly.click", "tasmota_event"),
        *("button_pressed", "smartthings.button", "xiaomi_aqara.click", "xiaomi_aqara.cube_action"),
        *("insteon.button_off", "insteon.button_off_fast", "insteon.button_on", "insteon.button_on_fast"),
        *("cec_keypress_received", "homekit_tv_remote_key_pressed", "keyboard_remote_command_received", "roku_command"),
        *("html5_notification.clicked", "mobile_app_notification_action"),
        *("ios.action_fired", "ios.notification_action_fired", "tag_scanned", "telegram_callback", "telegram_command"),
    }
)
"""Types of the bus's events behind which is a hand: buttons of all makes, tags, answers on telephones."""

_OF_SENSORS_TOO = frozenset({"bthome_ble_event", "zha_event"})
"""Those that devices fire which notice people, too."""

_PRESSES = frozenset(
    {
        *("press", "pressed", "push", "click", "tap", "btn", "button", "key", "keypressed", "keyhelddown"),
        *("single", "double", "triple", "quadruple", "hold", "held", "long", "short", "release", "released"),
        *("toggle", "rotate", "swipe", "latched"),
    }
)
_NO_DIGITS = str.maketrans("-0123456789", "___________")
_NO_HAND = frozenset({"doorbell", "motion"})  # device classes of events that nobody brings about to move a thing
_ACTIONS = ("_action", "_click")
_INPUTS = ("_input", "_button", "_rocker", "_taster", "_wall_switch", "_light_switch", "_lichtschalter")
_INPUT_CLASSES = frozenset({None, "power"})  # Shelly's inputs are of the latter
_TOPIC = "mqtt topic "
_PRESSED_TOPICS = ("/action", "/click", "/input_event", "/shortpush", "/longpush")
"""What devices publish when they are pressed: Zigbee2MQTT, and Shellies of the first generation, numbered."""
_NUMBER = "_0123456789"
_SOURCELESS = frozenset({"conversation", "homekit_controller"})
_HANDS = _SOURCELESS | {"tag"}
"""Kinds of triggers that hands alone fire."""


def is_control(hass: HomeAssistant, entity_id: str, attributes: Told, entry: er.RegistryEntry | None) -> bool:
    """Tell whether people move an entity by hand so that it moves others, and nothing can be done to it itself.

    Args:
        hass: Home Assistant.
        entity_id: the entity.
        attributes: of its state; none where it has no state.
        entry: its entry in the registry, None where it has none.
    """
    domain, _, name = entity_id.partition(".")
    if domain not in MOVED_BY_HAND:
        return domain == "input_button"
    chosen = entry.device_class or entry.original_device_class if entry else None
    device_class = chosen or attributes.get("device_class")
    match domain:
        case "event":
            types = attributes.get("event_types") or ((entry and entry.capabilities) or {}).get("event_types") or ()
            is_one = device_class not in _NO_HAND and any(not _PRESSES.isdisjoint(_words(one)) for one in types)
        case "sensor":
            is_one = name.endswith(_ACTIONS)
        case _:
            is_named = f"_{name.rstrip(_NUMBER)}".endswith(_INPUTS)
            is_told = entry is not None and (entry.translation_key or "").startswith("input")
            is_one = (is_named or is_told) and device_class in _INPUT_CLASSES
    return is_one and not (entry and entry.device_id and notices_people(hass, entry.device_id))


@callback
def controls_of(hass: HomeAssistant, entity_ids: Iterable[str]) -> frozenset[str]:
    """Return those of some entities that people move by hand so that they move others."""
    registry, states = er.async_get(hass), hass.states
    return frozenset(
        name
        for name in entity_ids
        if name.startswith(_DOMAINS)
        and is_control(hass, name, state.attributes if (state := states.get(name)) else {}, registry.async_get(name))
    )


@callback
def is_hands(hass: HomeAssistant, trigger: Told, entity_id: str | None) -> bool:
    """Tell whether a hand alone fires a trigger of an automation: a button, a remote, a tag, a sentence.

    Args:
        hass: Home Assistant.
        trigger: its configuration.
        entity_id: whose change it is, None where it is no entity's.
    """
    if entity_id:
        return bool(controls_of(hass, (entity_id,)))
    notices = partial(notices_people, hass)
    match _kind(trigger):
        case "event":
            types, told = trigger.get("event_type") or (), trigger.get("event_data") or {}
            listed = [types] if isinstance(types, str) else types
            return bool(listed) and all(one in HAND_EVENTS and is_by_hand(one, told, notices) for one in listed)
        case "mqtt":
            return _tells_presses(str(trigger.get("topic")))
        case "device":
            words = {*_words(trigger.get("type")), *_words(trigger.get("subtype"))}
            return not _PRESSES.isdisjoint(words) and not notices(str(trigger.get("device_id")))
        case kind:
            return kind in _HANDS


def _words(event_type: object) -> list[str]:
    return str(event_type).lower().translate(_NO_DIGITS).replace(" ", "_").split("_")


@callback
def notices_people(hass: HomeAssistant, device_id: str) -> bool:
    """Tell whether a device has a sensor for people, doors or windows: then what it tells need not be a hand's."""
    return any(map(_is_for_people, er.async_entries_for_device(er.async_get(hass), device_id)))


@callback
def devices_noticing_people(hass: HomeAssistant) -> frozenset[str]:
    """List the devices that have a sensor for people, doors or windows."""
    entries = er.async_get(hass).entities.values()
    return frozenset(entry.device_id for entry in entries if entry.device_id and _is_for_people(entry))


def _is_for_people(entry: er.RegistryEntry) -> bool:
    sense = SENSES.get(entry.device_class or entry.original_device_class)
    return entry.domain == "binary_sensor" and sense is not None and bool(sense.sort)


def is_by_hand(event_type: str, told: Told, notices: Callable[[str], bool]) -> bool:
    """Tell whether a hand is behind an event of one of ``HAND_EVENTS``.

    Args:
        event_type: its type.
        told: its data.
        notices: tells of a device whether it notices people.
    """
    if event_type == "zwave_js_value_notification":
        return told.get("command_class") in _CENTRAL_SCENES
    device_id = told.get("device_id")
    return event_type not in _OF_SENSORS_TOO or not (isinstance(device_id, str) and notices(device_id))


@callback
def sourceless_by_hand(hass: HomeAssistant) -> frozenset[str]:
    """List the automations whose runs are a hand's where they tell no source, as sentences and HomeKit's remotes do."""
    component = hass.data.get("automation")
    return frozenset(one.entity_id for one in (component.entities if component else ()) if _is_sourceless(one))


def _is_sourceless(automation: Any) -> bool:
    config = automation.raw_config or {}
    triggers = config.get("triggers", config.get("trigger")) or ()
    listed = [triggers] if isinstance(triggers, Mapping) else triggers
    kinds = {_kind(one) for one in listed if isinstance(one, Mapping)}
    # The triggers of other devices may tell no source either.
    return not _SOURCELESS.isdisjoint(kinds) and "device" not in kinds


def _kind(trigger: Told) -> str:
    kind = str(trigger.get("trigger", trigger.get("platform")))
    return str(trigger.get("domain")) if kind == "device" and trigger.get("domain") in _SOURCELESS else kind


@callback
def is_by_hand_alone(source: str | None, automation: str, sourceless: Callable[[], AbstractSet[str]]) -> bool:
    """Tell whether a hand has set off a run whose context descends from no other.

    Args:
        source: as ``automation_triggered`` tells it; None where it tells none.
        automation: the automation's entity id.
        sourceless: lists those whose runs without a source are a hand's.
    """
    if source is None:
        return automation in sourceless()
    return source.startswith(_TOPIC) and _tells_presses(source)


def _tells_presses(topic: str) -> bool:
    return topic.rstrip("/0123456789").endswith(_PRESSED_TOPICS)


def controls_named(source: str | None) -> tuple[str, ...]:
    """Return what may be the control that a run's source speaks of; without a source, that it was called for."""
    return (CALLED,) if source is None else tuple(word for word in source.split() if "." in word)


def comes_back(entity_id: str, before: str | None, state: str) -> bool:
    """Tell whether a control only came back, or let go, which nobody did.

    Events and sensors of actions are ``unknown`` between two presses.

    Args:
        entity_id: the control.
        before: what it was, None where it was not there.
        state: what it is.
    """
    if before is None or before == STATE_UNAVAILABLE or state in NOT_A_STATE or not state:
        return True
    return before in NOT_A_STATE and entity_id.startswith("binary_sensor.")
