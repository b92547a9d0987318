from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.apply.validate import async_valid_automations
from custom_components.homeiq.model.habits.pattern import Idle, NumberIs, Pattern, SetTo, SomebodyHome
from custom_components.homeiq.model.habits.trigger import AtTime, Crosses, LeftOn, OnChange, OnDemand
from custom_components.homeiq.suggest.draft import draft
from tests.a_lamp import LAMP, async_add_lamps
from tests.habits import film, habit

MOTION = OnChange(entity_id="binary_sensor.hall", to="on")


def automation(**changes: Any) -> dict[str, Any]:
    return {
        "id": "homeiq_1",
        "alias": "Hall light in the evening",
        "triggers": [{"trigger": "time", "at": "18:00:00"}],
        "conditions": [{"condition": "time", "weekday": ["mon"]}],
        "actions": [{"action": "light.turn_on", "target": {"entity_id": "light.hall"}}],
        "mode": "single",
    } | changes


async def test_a_good_automation_is_accepted_and_left_as_it_was(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "automation", {})
    config = automation()

    assert await async_valid_automations(hass, [MappingProxyType(config)]) == [None]
    assert config == automation()


async def test_what_home_assistant_refuses_comes_with_its_reason(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "automation", {})
    bad_time = automation(triggers=[{"trigger": "time", "at": "25:61"}])
    bad_platform = automation(triggers=[{"trigger": "telepathy"}])

    good, time, platform = await async_valid_automations(hass, [automation(), bad_time, bad_platform])

    assert good is None
    assert time is not None
    assert "at" in time
    assert platform is not None
    assert "telepathy" in platform


async def test_without_an_id_it_is_judged_all_the_same(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "automation", {})
    config = automation()
    del config["id"]

    assert await async_valid_automations(hass, [config]) == [None]


VALUES = (
    SetTo(entity_id="climate.bath", attribute="temperature", value=21.5, spread=0.0),
    SetTo(entity_id="cover.blind", attribute="current_position", value=40.0, spread=0.0),
    SetTo(entity_id="fan.attic", attribute="percentage", value=33.0, spread=0.0),
    SetTo(entity_id="light.lamp", attribute="brightness", value=102.0, spread=0.0),
    SetTo(entity_id="light.lamp", attribute="color_temp_kelvin", value=2700.0, spread=0.0),
    SetTo(entity_id="media_player.tv", attribute="volume_level", value=0.3, spread=0.0),
)


@pytest.mark.parametrize(
    ("entity_id", "state"),
    [
        ("climate.bath", "heat"),
        ("cover.blind", "open"),
        ("fan.attic", "on"),
        ("light.lamp", "on"),
        ("media_player.tv", "playing"),
    ],
)
async def test_a_draft_with_values_is_accepted(hass: HomeAssistant, entity_id: str, state: str) -> None:
    await async_setup_component(hass, "automation", {})
    config = draft(habit(AtTime(minute=1140), (entity_id,), state, values=VALUES), "Evening", "Why")

    assert "data" in config["actions"][-1]
    assert await async_valid_automations(hass, [config]) == [None]


async def test_a_draft_that_runs_really_sets_the_brightness(hass: HomeAssistant) -> None:
    await async_add_lamps(hass, "lamp")
    config = draft(habit(OnChange(entity_id="binary_sensor.door", to="on"), (LAMP,), values=VALUES), "Evening", "Why")
    assert await async_setup_component(hass, "automation", {"automation": [config]})
    hass.states.async_set("binary_sensor.door", "off")
    hass.states.async_set("binary_sensor.door", "on")
    await hass.async_block_till_done()

    state = hass.states.get(LAMP)

    assert state is not None
    assert state.state == "on"
    assert (state.attributes["brightness"], state.attributes["color_temp_kelvin"]) == (102, 2700)


@pytest.mark.parametrize(
    "pattern",
    [
        habit(MOTION, conditions=(Idle(entity_id="binary_sensor.hall", state="off", seconds=600),)),
        habit(MOTION, conditions=(Idle(entity_id="binary_sensor.bath", state="off", seconds=600), SomebodyHome())),
        habit(MOTION, conditions=(SomebodyHome(home=False),)),
        habit(MOTION, conditions=(NumberIs(entity_id="sensor.lux", below=40.0),)),
        habit(Crosses(entity_id="sensor.damp", limit=65.0, is_above=True, for_seconds=120), ("fan.bath",)),
        habit(LeftOn(entity_id="fan.attic", to="on", for_seconds=7200), ("fan.attic",)),
        habit(OnDemand(), ("light.a", "light.b")),
        film(),
    ],
    ids=["quiet before", "quiet room", "nobody home", "number", "crossing", "left on", "scene", "several states"],
)
async def test_every_kind_of_draft_is_accepted(hass: HomeAssistant, pattern: Pattern) -> None:
    await async_setup_component(hass, "automation", {})

    assert await async_valid_automations(hass, [draft(pattern, "Alias", "Why", "Notice")]) == [None]
