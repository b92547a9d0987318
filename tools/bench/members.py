"""The entities of the made-up home, by kind: how many there are, how often they change, and what their states are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entity of the home.

    Attributes:
        attributes: as its integration writes them.
    """

    entity_id: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """Entities that measure.

    Attributes:
        name: domain and object id without a number.
        count: how many.
        seconds: between two measurements.
        early: how much earlier or later one may be, as a share of that.
        decimals: digits after the point.
        step: standard deviation of a step, in units of the last digit.
        jumps: how much longer one step in 25 is, as when a machine is switched on.
        middle: what the walk comes back to, in units of the last digit.
    """

    name: str
    count: int
    seconds: float
    decimals: int
    step: float
    middle: int
    early: float
    attributes: Mapping[str, Any]
    jumps: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """Entities with words.

    Attributes:
        name: domain and object id without a number.
        count: how many.
        daily: changes a day, of one.
        words: the states, in turn.
        is_acted_on: whether people change it.
        dwell: seconds until the second of each pair of changes; 0 spreads all over the day.
    """

    name: str
    count: int
    daily: int
    words: Sequence[str]
    is_acted_on: bool = False
    dwell: float = 0.0
    attributes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def _measured(unit: str, device_class: str) -> Mapping[str, Any]:
    return {"state_class": "measurement", "unit_of_measurement": unit, "device_class": device_class}


_LAMP = {
    "min_color_temp_kelvin": 2202,
    "max_color_temp_kelvin": 6535,
    "supported_color_modes": ["color_temp", "xy"],
    "supported_features": 44,
}
METERS = (
    Meter(
        name="sensor.power",
        count=15,
        seconds=20,
        decimals=1,
        step=15,
        middle=1500,
        early=0.02,
        jumps=30,
        attributes=_measured("W", "power"),
    ),
    Meter(
        name="sensor.current",
        count=27,
        seconds=200,
        decimals=2,
        step=4,
        middle=120,
        early=0.02,
        jumps=30,
        attributes=_measured("A", "current"),
    ),
    Meter(
        name="sensor.voltage",
        count=28,
        seconds=200,
        decimals=1,
        step=6,
        middle=2310,
        early=0.02,
        attributes=_measured("V", "voltage"),
    ),
    Meter(
        name="sensor.temperature",
        count=60,
        seconds=600,
        decimals=1,
        step=2,
        middle=208,
        early=0.5,
        attributes=_measured("°C", "temperature"),
    ),
    Meter(
        name="sensor.humidity",
        count=40,
        seconds=700,
        decimals=1,
        step=6,
        middle=470,
        early=0.5,
        attributes=_measured("%", "humidity"),
    ),
    Meter(
        name="sensor.illuminance",
        count=40,
        seconds=1200,
        decimals=0,
        step=12,
        middle=180,
        early=0.5,
        jumps=30,
        attributes=_measured("lx", "illuminance"),
    ),
    Meter(
        name="sensor.signal",
        count=60,
        seconds=1300,
        decimals=0,
        step=3,
        middle=90,
        early=0.02,
        attributes=_measured("dBm", "signal_strength"),
    ),
)
WORDED = (
    Worded(
        name="binary_sensor.motion",
        count=40,
        daily=162,
        words=("on", "off"),
        dwell=70.0,
        attributes={"device_class": "motion"},
    ),
    Worded(
        name="sensor.weather",
        count=30,
        daily=50,
        words=("sunny", "partlycloudy", "cloudy", "rainy", "windy", "clear-night"),
    ),
    Worded(
        name="light.lamp", count=70, daily=16, words=("on", "off"), is_acted_on=True, dwell=2400.0, attributes=_LAMP
    ),
    Worded(
        name="switch.plug",
        count=40,
        daily=12,
        words=("on", "off"),
        is_acted_on=True,
        dwell=1800.0,
        attributes={"device_class": "outlet"},
    ),
    Worded(
        name="binary_sensor.door",
        count=30,
        daily=20,
        words=("on", "off"),
        dwell=40.0,
        attributes={"device_class": "door"},
    ),
    Worded(name="cover.blind", count=8, daily=12, words=("opening", "open", "closing", "closed"), is_acted_on=True),
    Worded(name="climate.room", count=7, daily=20, words=("heat", "off", "auto"), is_acted_on=True),
    Worded(name="media_player.room", count=5, daily=32, words=("playing", "paused", "idle", "off"), is_acted_on=True),
)


def mixed_home() -> dict[str, Member]:
    """Return all entities by their ids."""
    return {
        entity_id: Member(entity_id=entity_id, attributes={**kind.attributes, "friendly_name": _title(entity_id)})
        for kind in (*METERS, *WORDED)
        for entity_id in entity_ids_of(kind)
    }


def entity_ids_of(kind: Meter | Worded) -> list[str]:
    """Return the ids of all entities of a kind."""
    return [f"{kind.name}_{number}" for number in range(kind.count)]


def _title(entity_id: str) -> str:
    return entity_id.partition(".")[2].replace("_", " ").capitalize()
