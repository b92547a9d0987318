from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.model.existing import Unreadable
from custom_components.homeiq.model.habits.pattern import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    Between,
    Dark,
    NumberIs,
    SomebodyHome,
    StateIs,
)
from tests.apply.owners import LEAVES_TIMERS, an_automation, async_read_one, effect

pytestmark = LEAVES_TIMERS

ANN_HOME = StateIs(entity_id="person.ann", state="home")
LAMP_OFF = StateIs(entity_id="light.hall", state="off")


@pytest.mark.parametrize(
    ("config", "conditions"),
    [
        ({"condition": "state", "entity_id": "person.ann", "state": "home"}, [ANN_HOME]),
        (
            {"condition": "state", "entity_id": ["person.ann", "light.hall"], "state": "home"},
            [ANN_HOME, StateIs(entity_id="light.hall", state="home")],
        ),
        (
            {"condition": "state", "entity_id": ["person.ann", "person.bob"], "state": "home", "match": "any"},
            [Unreadable(what="state")],
        ),
        ({"condition": "state", "entity_id": "person.ann", "state": ["home", "work"]}, [Unreadable(what="state")]),
        (
            {"condition": "state", "entity_id": "weather.home", "state": ["snowy", "snowy-rainy"]},
            [StateIs(entity_id="weather.home", state="snowy")],
        ),
        (
            {"condition": "numeric_state", "entity_id": "weather.home", "attribute": "temperature", "above": 24},
            [NumberIs(entity_id="weather.home", attribute="temperature", above=24)],
        ),
        (
            {"condition": "state", "entity_id": "person.ann", "state": "home", "for": "00:10:00"},
            [Unreadable(what="state")],
        ),
        ({"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}, [Dark()]),
        ({"condition": "sun", "after": "sunset", "before": "sunrise"}, [Dark()]),
        ({"condition": "sun", "after": "sunset"}, [Dark(), Between(after=720, before=0)]),
        ({"condition": "sun", "before": "sunrise"}, [Dark(), Between(after=0, before=720)]),
        ({"condition": "sun", "after": "sunrise", "before": "sunset"}, [Dark(dark=False)]),
        ({"condition": "sun", "after": "sunset", "after_offset": "-01:00:00"}, [Unreadable(what="sun")]),
        ({"condition": "sun", "before": "sunset"}, [Unreadable(what="sun")]),
        ({"condition": "sun.is_set"}, [Dark()]),
        ({"condition": "sun.is_up"}, [Dark(dark=False)]),
        ({"condition": "time", "after": "22:00:00", "before": "06:00:00"}, [Between(after=1320, before=360)]),
        ({"condition": "time", "after": "18:00:00"}, [Between(after=1080, before=0)]),
        ({"condition": "time", "before": "09:00:00"}, [Between(after=0, before=540)]),
        ({"condition": "time", "after": "sensor.next_alarm"}, [Unreadable(what="time")]),
        ({"condition": "light.is_off", "target": {"entity_id": "light.hall"}}, [LAMP_OFF]),
        (
            {"condition": "light.is_off", "target": {"entity_id": ["light.a", "light.hall"]}},
            [Unreadable(what="light.is_off")],
        ),
        (
            {
                "condition": "light.is_off",
                "target": {"entity_id": ["light.a", "light.hall"]},
                "options": {"behavior": "all"},
            },
            [StateIs(entity_id="light.a", state="off"), LAMP_OFF],
        ),
        ({"condition": "zone", "entity_id": "person.ann", "zone": "zone.home"}, [ANN_HOME]),
        ({"condition": "zone", "entity_id": "person.ann", "zone": "zone.work"}, [Unreadable(what="zone")]),
        (
            {"condition": "numeric_state", "entity_id": "sensor.lux", "below": 5},
            [NumberIs(entity_id="sensor.lux", below=5)],
        ),
        (
            {"condition": "numeric_state", "entity_id": ["sensor.a", "sensor.b"], "above": 1.5, "below": 5},
            [NumberIs(entity_id=name, above=1.5, below=5) for name in ("sensor.a", "sensor.b")],
        ),
        ({"condition": "numeric_state", "entity_id": "zone.home", "above": 0}, [SomebodyHome()]),
        ({"condition": "numeric_state", "entity_id": "zone.home", "above": 1}, [Unreadable(what="numeric_state")]),
        (
            {"condition": "numeric_state", "entity_id": "sensor.lux", "below": "input_number.limit"},
            [Unreadable(what="numeric_state")],
        ),
        (
            {"condition": "numeric_state", "entity_id": "sensor.lux", "below": 5, "attribute": "raw"},
            [Unreadable(what="numeric_state")],
        ),
        ({"condition": "template", "value_template": "{{ true }}"}, [Unreadable(what="template")]),
        ("{{ true }}", [Unreadable(what="template")]),
        (
            {"condition": "and", "conditions": [{"condition": "sun.is_set"}, "{{ 1 }}"]},
            [Dark(), Unreadable(what="template")],
        ),
        ({"and": [{"condition": "sun.is_set"}]}, [Dark()]),
        ({"or": [{"condition": "sun.is_set"}, {"condition": "sun.is_up"}]}, [Unreadable(what="or")]),
        ({"condition": "not", "conditions": [{"condition": "sun.is_up"}]}, [Unreadable(what="not")]),
        ({"condition": "sun.is_set", "enabled": False}, []),
    ],
)
async def test_a_condition_is_read(hass: HomeAssistant, config: Any, conditions: list[Any]) -> None:
    automation = await async_read_one(hass, an_automation(conditions=[config]))

    assert automation.is_available
    assert automation.effects == (effect(conditions=tuple(conditions)),)


async def test_old_spelling_has_one_condition(hass: HomeAssistant) -> None:
    old = {
        "id": "old",
        "alias": "Old",
        "trigger": {"platform": "time", "at": "07:00:00"},
        "condition": {"condition": "sun.is_set"},
        "action": {"service": "light.turn_on", "entity_id": "light.hall"},
    }

    assert (await async_read_one(hass, old)).effects == (effect(conditions=(Dark(),)),)


@pytest.mark.parametrize(
    ("config", "weekdays"),
    [
        ({"weekday": ["sat", "sun"]}, WEEKEND),
        ({"weekday": "mon"}, frozenset({0})),
        ({"after": "06:00:00"}, EVERY_DAY),
    ],
)
async def test_the_days_of_a_time_condition_are_kept(
    hass: HomeAssistant, config: dict[str, Any], weekdays: frozenset[int]
) -> None:
    automation = await async_read_one(hass, an_automation(conditions=[{"condition": "time", **config}]))

    assert [one.occasion.weekdays for one in automation.effects] == [weekdays]


@pytest.mark.parametrize(("state", "weekdays"), [("on", WORKDAYS), ("off", WEEKEND)])
async def test_the_workday_sensor_says_the_days(hass: HomeAssistant, state: str, weekdays: frozenset[int]) -> None:
    sensor = er.async_get(hass).async_get_or_create("binary_sensor", "workday", "1")
    condition = {"condition": "state", "entity_id": sensor.entity_id, "state": state}

    automation = await async_read_one(hass, an_automation(conditions=[condition]))

    day_off = StateIs(entity_id=sensor.entity_id, state=state)
    assert automation.effects == (effect(weekdays=weekdays, day_off=day_off),)


@pytest.mark.parametrize(
    ("config", "conditions"),
    [
        ({"type": "is_on"}, (StateIs(entity_id="switch.mock_title", state="on"),)),
        ({"type": "is_on", "for": {"minutes": 5}}, (Unreadable(what="device"),)),
    ],
)
async def test_a_device_condition_is_that_of_its_entity(
    hass: HomeAssistant, config: dict[str, Any], conditions: tuple[Any, ...]
) -> None:
    entry = MockConfigEntry(domain="demo")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("demo", "1")})
    lamp = er.async_get(hass).async_get_or_create("switch", "demo", "1", device_id=device.id)
    condition = {"condition": "device", "device_id": device.id, "domain": "switch", "entity_id": lamp.id, **config}

    automation = await async_read_one(hass, an_automation(conditions=[condition]))

    assert automation.effects == (effect(conditions=conditions),)
