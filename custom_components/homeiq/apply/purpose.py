"""Triggers in today's words: ``motion.detected`` for the motion sensor, where it means exactly what the plain one does.

A trigger of a purpose fires only where the entity came from a real state, as the plain draft does with ``not_from``.
Where the two would differ (a cover counts as opened as soon as it moves), the plain one stays; so does a person's in a
home with more zones than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any

from homeassistant.const import CONF_NOTE
from homeassistant.core import HomeAssistant

from ..model.home import HOME_ZONE, Home
from .validate import async_valid_automations

_SENSED = MappingProxyType(
    {
        ("motion", "on"): "motion.detected",
        ("motion", "off"): "motion.cleared",
        ("occupancy", "on"): "occupancy.detected",
        ("occupancy", "off"): "occupancy.cleared",
        ("vibration", "on"): "vibration.detected",
        ("vibration", "off"): "vibration.cleared",
        ("moisture", "on"): "moisture.detected",
        ("moisture", "off"): "moisture.cleared",
        ("door", "on"): "door.opened",
        ("door", "off"): "door.closed",
        ("window", "on"): "window.opened",
        ("window", "off"): "window.closed",
        ("garage_door", "on"): "garage_door.opened",
        ("garage_door", "off"): "garage_door.closed",
    }
)
"""By device class and state of a binary sensor."""

_SWITCHED = MappingProxyType(
    {
        **{
            (domain, state): f"{domain}.turned_{state}"
            for domain in ("light", "switch", "fan", "humidifier")
            for state in ("on", "off")
        },
        ("input_boolean", "on"): "switch.turned_on",
        ("input_boolean", "off"): "switch.turned_off",
        ("media_player", "playing"): "media_player.started_playing",
        ("lock", "locked"): "lock.locked",
        ("lock", "unlocked"): "lock.unlocked",
        ("vacuum", "cleaning"): "vacuum.started_cleaning",
        ("vacuum", "docked"): "vacuum.returned_to_dock",
    }
)
"""By domain and state."""

_PRESENT = MappingProxyType({"home": "zone.entered", "not_home": "zone.left"})
_STATE_KEYS = frozenset({"trigger", "entity_id", "to", "not_from", "for"})
_SUN_KEYS = frozenset({"trigger", "event", "offset"})


async def async_purposeful(hass: HomeAssistant, config: Mapping[str, Any], home: Home) -> dict[str, Any]:
    """Return an automation with triggers of a purpose where Home Assistant knows them, else as it was drafted."""
    plain = deepcopy(dict(config))
    if any(one.get("condition") == "template" for one in plain["conditions"]):
        # It looks at the trigger, as the plain one tells it.
        return plain
    purposeful = {**plain, "triggers": [_purposeful(trigger, home) for trigger in plain["triggers"]]}
    (refusal,) = await async_valid_automations(hass, [purposeful])
    return plain if refusal else purposeful


def _purposeful(trigger: Mapping[str, Any], home: Home) -> dict[str, Any]:
    note = {key: value for key, value in trigger.items() if key == CONF_NOTE}
    plain = {key: value for key, value in trigger.items() if key != CONF_NOTE}
    return next(_translations(plain, home), plain) | note


def _translations(trigger: Mapping[str, Any], home: Home) -> Iterator[dict[str, Any]]:
    match trigger:
        case {"trigger": "sun", "event": event} if trigger.keys() <= _SUN_KEYS:
            yield _at_sun(str(event), str(trigger.get("offset", "")))
        case {"trigger": "state", "entity_id": [str(entity_id)], "to": (str(to) | ["playing" as to, "buffering"])} if (
            "not_from" in trigger and trigger.keys() <= _STATE_KEYS
        ):
            held = {"for": _parts(trigger["for"])} if "for" in trigger else {}
            yield from _on_state(entity_id, to, held, home)


def _at_sun(event: str, offset: str) -> dict[str, Any]:
    name = {"trigger": f"sun.{event}"}
    if not offset:
        return name
    # Of its own accord, an offset means earlier.
    way = "before" if offset.startswith("-") else "after"
    return {**name, "options": {"offset": _parts(offset.lstrip("+-")), "offset_type": way}}


def _on_state(entity_id: str, to: str, held: dict[str, Any], home: Home) -> Iterator[dict[str, Any]]:
    domain = entity_id.partition(".")[0]
    target = {"target": {"entity_id": [entity_id]}}
    options = {"options": held} if held else {}
    if domain == "person":
        if to in _PRESENT and _zones(home) == {HOME_ZONE}:
            yield {"trigger": _PRESENT[to], **target, "options": {"zone": HOME_ZONE, **held}}
    elif entity_id == HOME_ZONE:
        if to == "0":
            yield {"trigger": "zone.occupancy_cleared", "options": {"zone": HOME_ZONE, **held}}
    elif domain == "binary_sensor":
        if name := _SENSED.get((home.device_class_of(entity_id) or "", to)):
            yield {"trigger": name, **target, **options}
    elif name := _SWITCHED.get((domain, to)):
        yield {"trigger": name, **target, **options}


def _zones(home: Home) -> set[str]:
    return {name for name in home.entities if name.startswith("zone.")}


def _parts(duration: str) -> dict[str, int]:
    """Return ``HH:MM:SS`` as the editor writes it."""
    hours, minutes, seconds = map(int, duration.split(":"))
    return {"hours": hours, "minutes": minutes, "seconds": seconds}
