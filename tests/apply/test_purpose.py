from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.apply.purpose import async_purposeful
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange, Trigger
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.suggest.draft import draft
from tests.offers import a_pattern

# Platforms that poll go on waiting, also when Home Assistant has stopped.
pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


def a_home(*more: Entity) -> Home:
    entities = (
        Entity(entity_id="binary_sensor.motion", name="Motion", device_class="motion"),
        Entity(entity_id="binary_sensor.plain", name="Plain"),
        Entity(entity_id="binary_sensor.door", name="Door", device_class="door"),
        Entity(entity_id="zone.home", name="Home"),
        *more,
    )
    return Home(entities=MappingProxyType({entity.entity_id: entity for entity in entities}))


WORK = Entity(entity_id="zone.work", name="Work")
PARTS = {"hours": 0, "minutes": 4, "seconds": 0}


def on(*entity_ids: str) -> dict[str, Any]:
    return {"target": {"entity_id": list(entity_ids)}}


def plain(trigger: Trigger) -> dict[str, Any]:
    config: dict[str, Any] = draft(a_pattern(trigger=trigger), "X", "")
    return config


async def async_trigger(hass: HomeAssistant, trigger: Trigger, home: Home) -> dict[str, Any]:
    config = await async_purposeful(hass, plain(trigger), home)
    only: dict[str, Any] = config["triggers"][0]
    return only


@pytest.fixture(autouse=True)
async def components(hass: HomeAssistant) -> None:
    for name in ("motion", "occupancy", "door", "window", "light", "switch", "media_player", "zone", "sun", "lock"):
        assert await async_setup_component(hass, name, {})


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        (
            OnChange(entity_id="binary_sensor.motion", to="on"),
            {"trigger": "motion.detected", **on("binary_sensor.motion")},
        ),
        (
            OnChange(entity_id="binary_sensor.motion", to="off", for_seconds=240),
            {"trigger": "motion.cleared", **on("binary_sensor.motion"), "options": {"for": PARTS}},
        ),
        (OnChange(entity_id="binary_sensor.door", to="on"), {"trigger": "door.opened", **on("binary_sensor.door")}),
        (OnChange(entity_id="light.hall", to="on"), {"trigger": "light.turned_on", **on("light.hall")}),
        (OnChange(entity_id="input_boolean.a", to="off"), {"trigger": "switch.turned_off", **on("input_boolean.a")}),
        (
            OnChange(entity_id="media_player.tv", to="playing"),
            {"trigger": "media_player.started_playing", **on("media_player.tv")},
        ),
        (
            OnChange(entity_id="person.ann", to="not_home"),
            {"trigger": "zone.left", **on("person.ann"), "options": {"zone": "zone.home"}},
        ),
        (
            OnChange(entity_id="zone.home", to="0", for_seconds=240),
            {"trigger": "zone.occupancy_cleared", "options": {"zone": "zone.home", "for": PARTS}},
        ),
        (AtSun(event="sunset", offset_minutes=0), {"trigger": "sun.sunset"}),
        (
            AtSun(event="sunset", offset_minutes=-4),
            {"trigger": "sun.sunset", "options": {"offset": PARTS, "offset_type": "before"}},
        ),
        (
            AtSun(event="sunrise", offset_minutes=4),
            {"trigger": "sun.sunrise", "options": {"offset": PARTS, "offset_type": "after"}},
        ),
    ],
)
async def test_a_trigger_says_what_it_is_for(hass: HomeAssistant, trigger: Trigger, expected: dict[str, Any]) -> None:
    assert await async_trigger(hass, trigger, a_home()) == expected


@pytest.mark.parametrize(
    "trigger",
    [
        AtTime(minute=420),
        OnChange(entity_id="binary_sensor.plain", to="on"),
        OnChange(entity_id="cover.blind", to="open"),
        OnChange(entity_id="media_player.tv", to="on"),
        OnChange(entity_id="person.ann", to="not_home"),
        OnChange(entity_id="zone.home", to="1"),
    ],
)
async def test_a_trigger_stays_plain_where_it_would_mean_something_else(hass: HomeAssistant, trigger: Trigger) -> None:
    assert await async_trigger(hass, trigger, a_home(WORK)) == plain(trigger)["triggers"][0]


async def test_what_home_assistant_does_not_know_stays_plain(hass: HomeAssistant) -> None:
    config = plain(OnChange(entity_id="light.hall", to="on"))
    config["conditions"] = [{"condition": "nonsense.is_nonsense"}]

    assert await async_purposeful(hass, config, a_home()) == config


async def test_what_stands_beside_the_trigger_stays_there(hass: HomeAssistant) -> None:
    config = draft(
        a_pattern(trigger=OnChange(entity_id="binary_sensor.motion", to="on")), "X", "", note="9 of 10 right."
    )

    purposeful = await async_purposeful(hass, config, a_home())

    assert purposeful["triggers"] == [
        {"trigger": "motion.detected", "target": {"entity_id": ["binary_sensor.motion"]}, "note": "9 of 10 right."}
    ]


async def test_what_is_purposeful_already_stays_so(hass: HomeAssistant) -> None:
    once = await async_purposeful(hass, plain(AtSun(event="sunset", offset_minutes=-4)), a_home())

    assert await async_purposeful(hass, once, a_home()) == once
