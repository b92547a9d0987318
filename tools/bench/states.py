"""A home's entities and the states that they change between, with attributes as integrations write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """An entity, two of its states, and its attributes."""

    entity_id: str
    states: tuple[str, str]
    attributes: Mapping[str, Any]


# What a home mostly consists of: measurements, then what moves and what is switched.
_KINDS: tuple[tuple[str, tuple[str, str], dict[str, Any]], ...] = (
    (
        "sensor.power",
        ("41.5", "43.2"),
        {"state_class": "measurement", "unit_of_measurement": "W", "device_class": "power"},
    ),
    (
        "sensor.temperature",
        ("20.1", "20.3"),
        {"state_class": "measurement", "unit_of_measurement": "°C", "device_class": "temperature"},
    ),
    (
        "light.lamp",
        ("off", "on"),
        {
            "min_color_temp_kelvin": 2202,
            "max_color_temp_kelvin": 6535,
            "supported_color_modes": ["color_temp", "xy"],
            "color_mode": "color_temp",
            "brightness": 180,
            "color_temp_kelvin": 2710,
            "supported_features": 44,
        },
    ),
    ("binary_sensor.motion", ("off", "on"), {"device_class": "motion"}),
    ("switch.plug", ("off", "on"), {"device_class": "outlet", "icon": "mdi:power-socket"}),
)


def entities(count: int) -> list[Living]:
    """Make a home of that many entities, their kinds in turn."""
    return [_entity(number) for number in range(count)]


def _entity(number: int) -> Living:
    kind, states, attributes = _KINDS[number % len(_KINDS)]
    name = kind.partition(".")[2].capitalize()
    return Living(
        entity_id=f"{kind}_{number}",
        states=states,
        attributes={**attributes, "friendly_name": f"{name} {number}"},
    )
