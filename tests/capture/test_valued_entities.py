"""What is kept of the values that people set, and what isn't."""

from collections.abc import Iterator, Mapping

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.capture.valued_entities import AFTER_MACHINES, ValuedEntities
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.settings import Scope
from tests.a_lamp import LAMP, async_add_lamps
from tests.capture.a_home import Heard

DIMMING = {
    "id": "dimming",
    "alias": "dimming",
    "triggers": [{"trigger": "event", "event_type": "dusk"}],
    "actions": [{"action": "light.turn_on", "target": {"entity_id": LAMP}, "data": {"brightness": 20}}],
}


@pytest.fixture
async def lamps(hass: HomeAssistant) -> HomeAssistant:
    """Furnish a home with a lamp, and an automation that dims it."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_add_lamps(hass, "lamp")
    assert await async_setup_component(hass, "automation", {"automation": [DIMMING]})
    await hass.async_block_till_done()
    return hass


async def turn_on(hass: HomeAssistant, user: User, **data: object) -> None:
    context = Context(user_id=user.id)
    await hass.services.async_call("light", "turn_on", {"entity_id": LAMP, **data}, blocking=True, context=context)
    await hass.async_block_till_done()


def values(heard: Heard) -> list[tuple[str, str, int]]:
    return [(name, value, cause) for _, name, value, cause in heard.rows if "#" in name]


async def test_a_lamp_turned_on_at_40_percent_keeps_its_brightness(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await turn_on(lamps, hass_admin_user, brightness_pct=40, color_temp_kelvin=2700)

    assert [row[1:] for row in heard.rows] == [
        (LAMP, "on", Cause.PERSON),
        (f"{LAMP}#brightness", "102", Cause.PERSON),
        (f"{LAMP}#color_temp_kelvin", "2700", Cause.PERSON),
    ]
    assert listener.count == 3
    assert len({time for time, *_ in heard.rows}) == 1


async def test_dimming_by_hand_is_kept_though_the_lamp_stays_on(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await turn_on(lamps, hass_admin_user, brightness=102)
    await turn_on(lamps, hass_admin_user, brightness=51)

    assert [value for name, value, _ in values(heard) if name == f"{LAMP}#brightness"] == ["102", "51"]
    assert heard.states.count((LAMP, "on")) == 1


async def test_an_automation_that_dims_is_kept_as_the_machine(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await turn_on(lamps, hass_admin_user, brightness=102)
    before = values(heard)
    lamps.bus.async_fire("dusk")
    await lamps.async_block_till_done()

    state = lamps.states.get(LAMP)
    assert state is not None
    assert state.attributes["brightness"] == 20
    assert values(heard) == [*before, (f"{LAMP}#brightness", "20", Cause.AUTOMATION)]


async def test_a_service_account_that_dims_is_a_machine(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    machine = await lamps.auth.async_create_system_user("addon", group_ids=[GROUP_ID_ADMIN])
    await turn_on(lamps, machine, brightness=102, color_temp_kelvin=2700)

    assert values(heard) == [(f"{LAMP}#brightness", "102", Cause.AUTOMATION)]


async def test_the_same_brightness_again_is_kept_once(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await turn_on(lamps, hass_admin_user, brightness=102)
    await lamps.services.async_call("light", "turn_off", {"entity_id": LAMP}, blocking=True)
    await turn_on(lamps, hass_admin_user, brightness=102)

    assert [value for name, value, _ in values(heard) if name == f"{LAMP}#brightness"] == ["102"]
    assert heard.states == [entry for entry in heard.states if entry[0].startswith(LAMP)]


async def test_a_lamp_in_a_colour_has_no_temperature(
    lamps: HomeAssistant, listener: Listener, heard: Heard, hass_admin_user: User
) -> None:
    await turn_on(lamps, hass_admin_user, color_temp_kelvin=2700)
    await turn_on(lamps, hass_admin_user, rgb_color=(255, 0, 0))

    assert [value for name, value, _ in values(heard) if name == f"{LAMP}#color_temp_kelvin"] == ["2700", "none"]


async def test_a_lamp_without_brightness_has_no_values(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("light.plain", "off")
    hass.states.async_set("light.plain", "on", {"supported_color_modes": ["onoff"]})
    hass.states.async_set("light.plain", "on", {"supported_color_modes": ["onoff"], "effect": "x"})
    await hass.async_block_till_done()

    assert heard.states == [("light.plain", "off"), ("light.plain", "on")]


async def test_what_has_no_values_is_heard_as_before(hass: HomeAssistant, listener: Listener, heard: Heard) -> None:
    hass.states.async_set("switch.plug", "off", {"brightness": 1})
    hass.states.async_set("switch.plug", "on", {"brightness": 2})
    hass.states.async_set("switch.plug", "on", {"brightness": 3})
    await hass.async_block_till_done()

    assert heard.states == [("switch.plug", "off"), ("switch.plug", "on")]


def rows_of(entity_id: str, *written: tuple[float, str, Mapping[str, object], Cause]) -> list[EventRow]:
    """What is kept of states written one after the other."""
    entity = ValuedEntities()[entity_id]
    assert entity is not None
    return [row for written_state in written for row in entity.rows(*written_state)]


def kept(entity_id: str, *written: tuple[float, str, Mapping[str, object], Cause]) -> list[str]:
    """The values that are kept of states written one after the other."""
    return [f"{name.partition('#')[2]} {value}" for _, name, value, _ in rows_of(entity_id, *written)]


@pytest.mark.parametrize(
    ("entity_id", "state", "attributes", "expected"),
    [
        ("climate.bath", "heat", {"temperature": 21.5}, ["temperature 21.5"]),
        ("climate.bath", "off", {"temperature": 21.5}, []),
        ("climate.bath", "heat", {"temperature": float("nan")}, ["temperature none"]),
        ("cover.blind", "open", {"current_position": 40, "supported_features": 15}, ["current_position 40"]),
        ("cover.blind", "opening", {"current_position": 12, "supported_features": 15}, []),
        ("cover.blind", "open", {"current_position": 40, "supported_features": 3}, ["current_position none"]),
        ("fan.attic", "on", {"percentage": 33}, ["percentage 33"]),
        ("fan.attic", "on", {"percentage": True}, ["percentage none"]),
        ("fan.attic", "on", {"percentage": "33"}, ["percentage 33"]),
        ("fan.attic", "on", {"percentage": "1_0"}, ["percentage none"]),
        ("fan.attic", "on", {"percentage": "9" * 400}, ["percentage none"]),
        ("fan.attic", "on", {"percentage": 10**400}, ["percentage none"]),
        ("cover.blind", "open", {"current_position": 40, "supported_features": "x"}, ["current_position none"]),
        ("humidifier.cellar", "on", {"humidity": 45, "current_humidity": 61}, ["humidity 45"]),
        ("humidifier.cellar", "off", {"humidity": 45}, []),
        ("water_heater.boiler", "eco", {"temperature": 50, "current_temperature": 41}, ["temperature 50"]),
        ("media_player.tv", "playing", {"volume_level": 0.30000001, "supported_features": 4}, ["volume_level 0.3"]),
        (
            "light.hall",
            "on",
            {"brightness": 100, "color_temp_kelvin": 2703},
            ["brightness 100", "color_temp_kelvin 2703"],
        ),
    ],
)
def test_every_kind_of_value_is_kept_where_somebody_can_set_it(
    entity_id: str, state: str, attributes: dict[str, object], expected: list[str]
) -> None:
    assert kept(entity_id, (0.0, state, attributes, Cause.PERSON)) == expected


def dimmed(*written: tuple[float, int, Cause]) -> list[tuple[str, Cause]]:
    """The brightness that is kept of a lamp that is on, and who set it."""
    told = [(moment, "on", {"brightness": value}, cause) for moment, value, cause in written]
    return [(value, Cause(cause)) for _, _, value, cause in rows_of("light.hall", *told)]


def test_a_slow_fade_of_an_automation_is_a_machines_though_the_lamp_reports_it_itself() -> None:
    fade = [(100.0 * step, 30 * step, Cause.DEVICE) for step in range(1, 4)]
    by_hand = (300.0 + AFTER_MACHINES, 200, Cause.DEVICE)

    assert dimmed((0.0, 1, Cause.AUTOMATION), *fade, by_hand) == [
        ("1", Cause.AUTOMATION),
        ("30", Cause.AUTOMATION),
        ("60", Cause.AUTOMATION),
        ("90", Cause.AUTOMATION),
        ("200", Cause.DEVICE),
    ]


@pytest.mark.parametrize("cause", [Cause.CODE, Cause.AUTOMATION])
def test_what_software_dims_all_evening_is_a_dozen_values_and_not_hundreds(cause: Cause) -> None:
    evening = [(90.0 * step, 255 - step, cause) for step in range(240)]

    assert len(dimmed(*evening)) == 12


def test_who_dims_a_lamp_again_that_a_machine_had_lit_is_heard_again() -> None:
    evenings = [(3600.0 * hour, 51 if hour % 2 else 255, Cause(1 if hour % 2 else 3)) for hour in range(4)]

    assert [value for value, _ in dimmed(*evenings)] == ["255", "51", "255", "51"]


def test_a_person_is_heard_right_after_an_automation() -> None:
    assert dimmed((0.0, 1, Cause.HOMEIQ), (5.0, 90, Cause.PERSON))[1:] == [("90", Cause.PERSON)]


def test_coming_back_from_an_absence_is_nobodys() -> None:
    assert dimmed((0.0, 1, Cause.STARTUP)) == [("1", Cause.STARTUP)]


HEATED = "climate.bath"


def heated(*written: tuple[float, str, Mapping[str, object], Cause]) -> list[tuple[str, Cause]]:
    """The temperatures that are kept of a thermostat, and who set them."""
    entity = ValuedEntities()[HEATED]
    assert entity is not None
    return [(value, Cause(cause)) for one in written for _, _, value, cause in entity.rows(*one)]


def test_what_a_machine_sets_a_thermostat_to_is_kept_as_the_machines() -> None:
    by_day = (0.0, "heat", {"temperature": 20}, Cause.PERSON)
    at_night = (9000.0, "heat", {"temperature": 17}, Cause.AUTOMATION)
    by_hand = (20_000.0, "heat", {"temperature": 20}, Cause.DEVICE)

    assert heated(by_day, at_night, by_hand) == [
        ("20", Cause.PERSON),
        ("17", Cause.AUTOMATION),
        ("20", Cause.DEVICE),
    ]


@pytest.mark.parametrize("cause", [Cause.DEVICE, Cause.UNKNOWN])
def test_what_a_thermostat_reports_right_after_a_machine_is_the_machines(cause: Cause) -> None:
    told = (0.0, "heat", {"temperature": 20}, Cause.AUTOMATION)

    found = heated(told, (20.0, "heat", {"temperature": 17}, cause))

    assert found == [("20", Cause.AUTOMATION), ("17", Cause.AUTOMATION)]


def test_what_a_thermostat_comes_back_with_is_known_and_nobodys() -> None:
    assert heated((0.0, "heat", {"temperature": 20}, Cause.STARTUP)) == [("20", Cause.STARTUP)]
    assert heated((0.0, "off", {"temperature": 20}, Cause.STARTUP)) == []


@pytest.mark.parametrize(
    ("preset", "cause"),
    [
        ("eco", Cause.AUTOMATION),
        ("comfort", Cause.PERSON),
        ("Manual", Cause.PERSON),
        (None, Cause.PERSON),
        (["eco"], Cause.PERSON),
    ],
)
def test_what_a_preset_brings_with_it_is_no_wish_of_that_temperature(preset: object, cause: Cause) -> None:
    by_day = (0.0, "heat", {"temperature": 20, "preset_mode": "comfort"}, Cause.PERSON)

    found = heated(by_day, (900.0, "heat", {"temperature": 17, "preset_mode": preset}, Cause.PERSON))

    assert found == [("20", Cause.PERSON), ("17", cause)]


@pytest.mark.parametrize(
    ("preset", "cause", "expected"),
    [
        ("auto", Cause.DEVICE, Cause.AUTOMATION),
        ("smart", Cause.UNKNOWN, Cause.AUTOMATION),
        ("auto", Cause.PERSON, Cause.PERSON),
        ("normal", Cause.DEVICE, Cause.DEVICE),
        (None, Cause.DEVICE, Cause.DEVICE),
    ],
)
def test_how_fast_a_fan_goes_by_itself_is_its_own_doing(preset: str | None, cause: Cause, expected: Cause) -> None:
    slow = (0.0, "on", {"percentage": 33, "preset_mode": preset}, Cause.PERSON)
    fast = (9000.0, "on", {"percentage": 66, "preset_mode": preset}, cause)

    assert [Cause(row[3]) for row in rows_of("fan.attic", slow, fast)] == [Cause.PERSON, expected]


def test_what_it_is_turned_on_with_is_set_by_whoever_turned_it_on_whatever_the_preset() -> None:
    turned_on = (900.0, "heat", {"temperature": 17, "preset_mode": "eco"}, Cause.PERSON)

    assert heated((0.0, "off", {"preset_mode": "comfort"}, Cause.PERSON), turned_on) == [("17", Cause.PERSON)]


WEATHER = "weather.home"


@pytest.fixture
def outside(hass: HomeAssistant, causes: CauseClassifier, heard: Heard) -> Iterator[Listener]:
    ear = Listener(hass, EntityScope(hass, Scope()), causes, heard.rows.append, WEATHER)
    ear.start()
    yield ear
    ear.stop()


async def test_the_weather_tells_its_numbers_whoever_writes_them(
    hass: HomeAssistant, outside: Listener, heard: Heard
) -> None:
    hass.states.async_set(WEATHER, "sunny", {"temperature": 21.5, "wind_bearing": 90, "humidity": None})
    hass.states.async_set(WEATHER, "sunny", {"temperature": 21.5, "wind_bearing": 91, "humidity": 40})
    hass.states.async_set(WEATHER, "rainy", {"temperature": 18, "humidity": 40})
    hass.states.async_set("weather.elsewhere", "sunny", {"temperature": 30})
    await hass.async_block_till_done()

    assert [row[1:3] for row in heard.rows] == [
        (WEATHER, "sunny"),
        (f"{WEATHER}#humidity", "none"),
        (f"{WEATHER}#temperature", "21.5"),
        (f"{WEATHER}#humidity", "40"),
        (WEATHER, "rainy"),
        (f"{WEATHER}#temperature", "18"),
        ("weather.elsewhere", "sunny"),
    ]


async def test_numbers_of_the_weather_that_come_as_texts_are_numbers(
    hass: HomeAssistant, outside: Listener, heard: Heard
) -> None:
    hass.states.async_set(WEATHER, "sunny", {"temperature": "21.5", "humidity": "unknown"})
    hass.states.async_set(WEATHER, "sunny", {"temperature": 21.5, "humidity": " 40 "})
    await hass.async_block_till_done()

    assert [row[1:3] for row in heard.rows] == [
        (WEATHER, "sunny"),
        (f"{WEATHER}#humidity", "none"),
        (f"{WEATHER}#temperature", "21.5"),
        (f"{WEATHER}#humidity", "40"),
    ]


async def test_the_weather_measures_nothing_while_it_is_away(
    hass: HomeAssistant, outside: Listener, heard: Heard
) -> None:
    hass.states.async_set(WEATHER, "sunny", {"temperature": 21.5})
    hass.states.async_set(WEATHER, "unavailable")
    hass.states.async_set(WEATHER, "sunny", {"temperature": 21.5})
    await hass.async_block_till_done()

    assert [value for name, value, _ in values(heard)] == ["21.5", "none", "21.5"]
