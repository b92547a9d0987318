from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.apply.existing.plain import device_state
from custom_components.homeiq.apply.existing.triggers import counts_backwards, read_triggers
from custom_components.homeiq.capture.controls import is_hands
from custom_components.homeiq.model.existing import ANY_STATE, Unreadable
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, OnChange
from tests.apply.owners import AT_SEVEN, LEAVES_TIMERS, an_automation, async_read_one, effect

pytestmark = LEAVES_TIMERS

MOTION = OnChange(entity_id="binary_sensor.hall_motion", to="on")
QUIET = OnChange(entity_id="binary_sensor.hall_motion", to="off", for_seconds=240)
LEFT = OnChange(entity_id="zone.home", to="0")
DIM = Crosses(entity_id="sensor.lux", limit=5.0, is_above=False)
CAME = OnChange(entity_id="zone.home", to="1")


def live(hass: HomeAssistant) -> None:
    """Have a hall with a motion sensor, a front door, people, and a wake-up time."""
    hass.states.async_set("binary_sensor.hall_motion", "off", {"device_class": "motion"})
    hass.states.async_set("binary_sensor.front", "off", {"device_class": "door"})
    hass.states.async_set("cover.front", "closed", {"device_class": "door"})
    hass.states.async_set("person.ann", "home")
    hass.states.async_set("input_datetime.alarm", "06:30:00", {"has_time": True, "has_date": False})
    hass.states.async_set("input_datetime.once", "2026-12-24 18:00:00", {"has_time": True, "has_date": True})


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"trigger": "time", "at": "07:00:00"}, [AtTime(minute=420)]),
        ({"platform": "time", "at": "07:00"}, [AtTime(minute=420)]),
        ({"trigger": "time", "at": ["07:00:00", "22:15:00"]}, [AtTime(minute=420), AtTime(minute=1335)]),
        ({"trigger": "time", "at": "input_datetime.alarm"}, [AtTime(minute=390)]),
        ({"trigger": "time", "at": "input_datetime.once"}, [Unreadable(what="time")]),
        ({"trigger": "time_pattern", "minutes": "/5"}, [Unreadable(what="time_pattern")]),
        ({"platform": "sun", "event": "sunset"}, [AtSun(event="sunset", offset_minutes=0)]),
        ({"trigger": "sun", "event": "sunrise", "offset": "-00:45:00"}, [AtSun(event="sunrise", offset_minutes=-45)]),
        ({"trigger": "sun.sunset"}, [AtSun(event="sunset", offset_minutes=0)]),
        (
            {"trigger": "sun.sunset", "options": {"offset": {"minutes": 20}, "offset_type": "before"}},
            [AtSun(event="sunset", offset_minutes=-20)],
        ),
        (
            {"trigger": "sun.sunrise", "options": {"offset": {"minutes": 20}, "offset_type": "after"}},
            [AtSun(event="sunrise", offset_minutes=20)],
        ),
        (
            {
                "trigger": "event.received",
                "target": {"entity_id": "event.remote"},
                "options": {"event_type": ["single", "double"]},
            },
            [OnChange(entity_id="event.remote", to="single"), OnChange(entity_id="event.remote", to="double")],
        ),
        (
            {"trigger": "state", "entity_id": "event.remote", "attribute": "event_type", "to": "single"},
            [OnChange(entity_id="event.remote", to="single")],
        ),
        ({"trigger": "sun.dusk"}, [Unreadable(what="sun.dusk")]),
        ({"trigger": "state", "entity_id": "binary_sensor.hall_motion", "to": "on"}, [MOTION]),
        ({"platform": "state", "entity_id": "binary_sensor.hall_motion", "from": "off", "to": "on"}, [MOTION]),
        (
            {"trigger": "state", "entity_id": ["binary_sensor.hall_motion"], "to": "off", "for": {"minutes": 4}},
            [QUIET],
        ),
        ({"trigger": "state", "entity_id": "binary_sensor.hall_motion", "to": "off", "for": "00:04:00"}, [QUIET]),
        (
            {"trigger": "state", "entity_id": "person.ann"},
            [OnChange(entity_id="person.ann", to=ANY_STATE)],
        ),
        (
            {"trigger": "state", "entity_id": "light.hall", "attribute": "brightness"},
            [Unreadable(what="state")],
        ),
        (
            {"trigger": "state", "entity_id": "person.ann", "to": "home", "for": "{{ 5 }}"},
            [Unreadable(what="state")],
        ),
        ({"trigger": "numeric_state", "entity_id": "zone.home", "below": 1}, [LEFT]),
        ({"trigger": "numeric_state", "entity_id": "zone.home", "above": 0}, [CAME]),
        ({"trigger": "numeric_state", "entity_id": "zone.home", "above": 2}, [Unreadable(what="numeric_state")]),
        ({"trigger": "numeric_state", "entity_id": "sensor.lux", "below": 5}, [DIM]),
        ({"trigger": "numeric_state", "entity_id": ["sensor.lux"], "below": 5.0, "id": "dim", "alias": "Dim"}, [DIM]),
        (
            {"trigger": "numeric_state", "entity_id": ["sensor.a", "sensor.b"], "above": 65, "for": "00:02:00"},
            [Crosses(entity_id=f"sensor.{one}", limit=65.0, is_above=True, for_seconds=120) for one in "ab"],
        ),
        (
            {"trigger": "numeric_state", "entity_id": "sensor.lux", "above": 2, "below": 5},
            [Unreadable(what="numeric_state")],
        ),
        (
            {"trigger": "numeric_state", "entity_id": "sensor.lux", "below": "input_number.limit"},
            [Unreadable(what="numeric_state")],
        ),
        (
            {"trigger": "numeric_state", "entity_id": "sensor.lux", "below": 5, "attribute": "raw"},
            [Unreadable(what="numeric_state")],
        ),
        (
            {"trigger": "numeric_state", "entity_id": "climate.bath", "below": 5},
            [Unreadable(what="numeric_state")],
        ),
        ({"trigger": "zone.occupancy_cleared", "options": {"zone": "zone.home"}}, [LEFT]),
        ({"trigger": "zone.occupancy_detected", "options": {"zone": "zone.home"}}, [CAME]),
        (
            {"trigger": "zone.occupancy_detected", "options": {"zone": "zone.work"}},
            [Unreadable(what="zone.occupancy_detected")],
        ),
        (
            {"trigger": "zone", "entity_id": "person.ann", "zone": "zone.home", "event": "leave"},
            [OnChange(entity_id="person.ann", to="not_home")],
        ),
        (
            {"trigger": "zone.entered", "target": {"entity_id": "person.ann"}, "options": {"zone": "zone.home"}},
            [OnChange(entity_id="person.ann", to="home")],
        ),
        (
            {"trigger": "zone", "entity_id": "person.ann", "zone": "zone.work", "event": "enter"},
            [Unreadable(what="zone")],
        ),
        ({"trigger": "motion.detected", "target": {"entity_id": "binary_sensor.hall_motion"}}, [MOTION]),
        (
            {
                "trigger": "motion.cleared",
                "target": {"entity_id": "binary_sensor.hall_motion"},
                "options": {"for": "00:04:00"},
            },
            [QUIET],
        ),
        (
            {"trigger": "light.turned_on", "target": {"entity_id": "light.hall"}},
            [OnChange(entity_id="light.hall", to="on")],
        ),
        (
            {"trigger": "door.opened", "target": {"entity_id": ["binary_sensor.front", "cover.front"]}},
            [OnChange(entity_id="binary_sensor.front", to="on"), OnChange(entity_id="cover.front", to="open")],
        ),
        ({"trigger": "state", "entity_id": "person.ann", "to": "{{ 1 }}"}, [Unreadable(what="state")]),
        ({"trigger": "event", "event_type": "dusk"}, [Unreadable(what="event")]),
        ({"triggers": [{"trigger": "time", "at": "07:00:00"}]}, [AtTime(minute=420)]),
        ({"trigger": "time", "at": "07:00:00", "enabled": False}, []),
    ],
)
async def test_a_trigger_is_read(hass: HomeAssistant, config: dict[str, Any], expected: list[Any]) -> None:
    live(hass)

    automation = await async_read_one(hass, an_automation(triggers=[config]))

    assert list(automation.triggers) == expected


@pytest.mark.parametrize(
    ("config", "narrower"),
    [
        ({"from": "unavailable", "to": "home"}, ("from",)),
        ({"not_from": ["unavailable", "unknown"], "to": "home"}, ()),
        ({"not_from": "work", "to": "home"}, ("from",)),
        ({"from": "not_home", "to": "home"}, ()),
    ],
)
async def test_a_trigger_that_asks_where_a_state_came_from_is_narrower(
    hass: HomeAssistant, config: dict[str, Any], narrower: tuple[str, ...]
) -> None:
    trigger = {"trigger": "state", "entity_id": "person.ann", **config}

    (found,) = (await async_read_one(hass, an_automation(triggers=[trigger]))).effects

    assert found == effect(
        trigger=OnChange(entity_id="person.ann", to="home"),
        conditions=tuple(Unreadable(what=what) for what in narrower),
    )


async def test_the_days_of_a_time_trigger_are_kept(hass: HomeAssistant) -> None:
    trigger = {"trigger": "time", "at": "07:00:00", "weekday": ["mon", "fri"]}

    automation = await async_read_one(hass, an_automation(triggers=[trigger]))

    assert automation.effects == (effect(weekdays=frozenset({0, 4})),)


@pytest.mark.parametrize(
    ("behavior", "depends"),
    [
        ("first", (Unreadable(what="first"),)),
        ("all", (Unreadable(what="all"),)),
        ("last", (Unreadable(what="last"),)),
        ("each", ()),
        ("any", ()),
    ],
)
async def test_the_first_and_the_last_of_several_depend_on_the_others(
    hass: HomeAssistant, behavior: str, depends: tuple[Unreadable, ...]
) -> None:
    live(hass)
    target = {"entity_id": ["binary_sensor.hall_motion", "binary_sensor.porch_motion"]}
    hass.states.async_set("binary_sensor.porch_motion", "off", {"device_class": "motion"})
    trigger = {"trigger": "motion.detected", "target": target, "options": {"behavior": behavior}}

    automation = await async_read_one(hass, an_automation(triggers=[trigger]))

    assert [one.occasion.conditions for one in automation.effects] == [depends] * 2


async def test_the_sensors_of_an_area_are_those_of_the_right_class(hass: HomeAssistant) -> None:
    hall = ar.async_get(hass).async_create("Hall")
    registry = er.async_get(hass)
    motion = registry.async_get_or_create("binary_sensor", "demo", "1", original_device_class="motion")
    door = registry.async_get_or_create("binary_sensor", "demo", "2", original_device_class="door")
    chosen = registry.async_get_or_create("binary_sensor", "demo", "3", original_device_class="door")
    registry.async_update_entity(chosen.entity_id, device_class="motion")
    for entry in (motion, door, chosen):
        registry.async_update_entity(entry.entity_id, area_id=hall.id)
    trigger = {"trigger": "motion.detected", "target": {"area_id": hall.id}}

    automation = await async_read_one(hass, an_automation(triggers=[trigger]))

    assert automation.triggers == (
        OnChange(entity_id=motion.entity_id, to="on"),
        OnChange(entity_id=chosen.entity_id, to="on"),
    )


async def test_a_device_trigger_is_that_of_its_entity(hass: HomeAssistant) -> None:
    entry = MockConfigEntry(domain="demo")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, identifiers={("demo", "1")})
    lamp = er.async_get(hass).async_get_or_create("switch", "demo", "1", device_id=device.id)
    trigger = {
        "trigger": "device",
        "device_id": device.id,
        "domain": "switch",
        "entity_id": lamp.id,
        "type": "turned_on",
        "for": {"seconds": 5},
    }

    automation = await async_read_one(hass, an_automation(triggers=[trigger]))

    assert automation.triggers == (OnChange(entity_id=lamp.entity_id, to="on", for_seconds=5),)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"platform": "device", "domain": "hue", "type": "remote_button_short_press"}, Unreadable(what="device")),
        (
            {
                "trigger": "device",
                "domain": "device_tracker",
                "entity_id": "device_tracker.ann",
                "type": "enters",
                "zone": "zone.home",
            },
            OnChange(entity_id="device_tracker.ann", to="home"),
        ),
        (
            {"trigger": "light.turned_on", "target": {"entity_id": "light.hall"}, "options": {"for": "{{ 1 }}"}},
            Unreadable(what="light.turned_on"),
        ),
        ({"trigger": "sun", "event": "sunset", "offset": "soon"}, Unreadable(what="sun")),
    ],
)
async def test_triggers_of_other_integrations_are_read_as_far_as_they_go(
    hass: HomeAssistant, config: dict[str, Any], expected: Any
) -> None:
    assert [occasion.trigger for occasion in read_triggers(hass, [config, "no trigger"])] == [expected]


@pytest.mark.parametrize(
    ("options", "version", "backwards"),
    [
        ({}, (2026, 10), True),
        ({}, (2026, 11), False),
        ({"offset_type": "before"}, (2026, 11), True),
        ({"offset_type": "after"}, (2026, 10), False),
    ],
)
def test_an_offset_without_a_type_means_what_this_home_assistant_means(
    options: dict[str, str],
    version: tuple[int, int],
    backwards: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert counts_backwards(options, version) is backwards


@pytest.mark.parametrize(
    ("domain", "kind", "state"),
    [
        ("binary_sensor", "motion", "on"),
        ("binary_sensor", "no_motion", "off"),
        ("binary_sensor", "not_opened", "off"),
        ("binary_sensor", "is_open", "on"),
        ("binary_sensor", "locked", "off"),
        ("binary_sensor", "not_locked", "on"),
        ("binary_sensor", "turned_off", "off"),
        ("cover", "opened", "open"),
        ("lock", "is_locked", "locked"),
        ("light", "toggle", None),
    ],
)
def test_the_words_of_devices_speak_of_states(domain: str, kind: str, state: str | None) -> None:
    assert device_state(domain, kind) == state


async def test_what_a_schedule_sets_off_comes_at_the_schedules_times(hass: HomeAssistant) -> None:
    morning = {"from": "06:30:00", "to": "08:00:00"}
    week = {
        "monday": [morning],
        "tuesday": [morning],
        # On through the night: neither off nor on at midnight.
        "friday": [{"from": "22:00:00", "to": "24:00:00"}],
        "saturday": [{"from": "00:00:00", "to": "01:00:00"}],
    }
    assert await async_setup_component(hass, "schedule", {"schedule": {"day": {"name": "Day", **week}}})

    on, off, held = [
        read_triggers(hass, [{"trigger": "state", "entity_id": "schedule.day", **how}])
        for how in ({"to": "on"}, {"from": "on", "to": "off"}, {"to": "off", "for": "00:10:00"})
    ]
    begun = read_triggers(hass, [{"trigger": "schedule.block_started", "target": {"entity_id": "schedule.day"}}])

    assert on[0].trigger == OnChange(entity_id="schedule.day", to="on")
    assert [(one.trigger, one.weekdays) for one in on[1:]] == [
        (AtTime(minute=390), frozenset({0, 1})),
        (AtTime(minute=1320), frozenset({4})),
    ]
    assert [(one.trigger, one.weekdays) for one in off[1:]] == [
        (AtTime(minute=60), frozenset({5})),
        (AtTime(minute=480), frozenset({0, 1})),
    ]
    assert [one.trigger for one in held] == [OnChange(entity_id="schedule.day", to="off", for_seconds=600)]
    assert [one.trigger for one in begun] == [one.trigger for one in on]


async def test_a_habit_that_a_schedule_carries_out_already_is_known(hass: HomeAssistant) -> None:
    assert await async_setup_component(
        hass, "schedule", {"schedule": {"day": {"name": "Day", "monday": [{"from": "07:00:00", "to": "08:00:00"}]}}}
    )

    automation = await async_read_one(
        hass, an_automation(triggers=[{"trigger": "state", "entity_id": "schedule.day", "to": "on"}])
    )

    assert effect(weekdays=frozenset({0})) in automation.effects


@pytest.mark.parametrize(
    "trigger",
    [
        {"trigger": "tag", "tag_id": "door"},
        {"trigger": "conversation", "command": "lights please"},
        {"trigger": "event", "event_type": "zha_event", "event_data": {"command": "on"}},
        {"trigger": "event", "event_type": ["hue_event", "deconz_event"]},
        {"trigger": "mqtt", "topic": "zigbee2mqtt/Hall button/action"},
        {"trigger": "device", "domain": "zha", "type": "remote_button_short_press", "subtype": "turn_on"},
        {"platform": "device", "domain": "mqtt", "type": "action", "subtype": "single"},
        {"trigger": "state", "entity_id": "input_button.hall"},
        {"trigger": "state", "entity_id": "event.hall_button"},
    ],
)
async def test_a_button_a_remote_a_tag_or_a_sentence_is_a_hands(hass: HomeAssistant, trigger: dict[str, Any]) -> None:
    hass.states.async_set("event.hall_button", "unknown", {"event_types": ["short_press"]})

    occasions = read_triggers(hass, [trigger], partial(is_hands, hass))

    assert [one.by_hand for one in occasions] == [True]


@pytest.mark.parametrize(
    "trigger",
    [
        AT_SEVEN,
        {"trigger": "event", "event_type": "my_script_ended"},
        {"trigger": "event", "event_type": ["hue_event", "timer.finished"]},
        {"trigger": "mqtt", "topic": "weather/rain"},
        {"trigger": "device", "domain": "sun", "type": "dawn"},
        {"trigger": "template", "value_template": "{{ true }}"},
        {"trigger": "state", "entity_id": "binary_sensor.hall", "to": "on"},
    ],
)
async def test_what_comes_by_itself_is_no_hands(hass: HomeAssistant, trigger: dict[str, Any]) -> None:
    occasions = read_triggers(hass, [trigger], partial(is_hands, hass))

    assert [one.by_hand for one in occasions] == [False]
