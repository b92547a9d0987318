"""The table of things, held against what Home Assistant's own domains declare."""

from collections.abc import Iterable

from homeassistant.components import climate, cover, lawn_mower, lock, media_player, vacuum, valve, water_heater
from homeassistant.components.binary_sensor import BinarySensorDeviceClass
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.components.sensor.const import DEVICE_CLASS_UNITS
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.model.things import AT_REST, SETTINGS, THINGS, domains_where, thing_of
from custom_components.homeiq.model.things.device_class import COVERINGS, SENSES
from custom_components.homeiq.model.things.quantity import QUANTITIES
from tools.integration import read_json
from tools.validate import INTEGRATION

# What says nothing about an act: trouble, and a pause that nobody knows the reason of.
TROUBLE = {"error", "jammed", "paused", "idle"}
WORDS = read_json(INTEGRATION / "translations" / "en.json")["common"]
DECLARED = {
    "climate": climate.HVACMode,
    "cover": cover.CoverState,
    "lawn_mower": lawn_mower.LawnMowerActivity,
    "lock": lock.LockState,
    "media_player": media_player.MediaPlayerState,
    "vacuum": vacuum.VacuumActivity,
    "valve": valve.ValveState,
    "water_heater": [
        "on",
        water_heater.STATE_ECO,
        water_heater.STATE_ELECTRIC,
        water_heater.STATE_GAS,
        water_heater.STATE_HEAT_PUMP,
        water_heater.STATE_HIGH_DEMAND,
        water_heater.STATE_PERFORMANCE,
        "off",
    ],
}


def actions_of(domain: str) -> set[str]:
    thing = THINGS[domain]
    return {*thing.actions.values(), *thing.brings, *thing.allowed, *([thing.sets] if thing.sets else [])}


@pytest.mark.parametrize(("domain", "states"), DECLARED.items())
def test_every_state_of_a_domain_is_known(domain: str, states: Iterable[str]) -> None:
    assert {str(state) for state in states} - THINGS[domain].meanings.keys() <= TROUBLE


@pytest.mark.parametrize(("domain", "states"), DECLARED.items())
def test_no_state_is_made_up(domain: str, states: Iterable[str]) -> None:
    assert THINGS[domain].meanings.keys() <= {str(state) for state in states}


@pytest.mark.parametrize("domain", [domain for domain in THINGS if actions_of(domain)])
async def test_every_action_is_one_of_the_domain(hass: HomeAssistant, domain: str) -> None:
    assert await async_setup_component(hass, domain, {})

    assert actions_of(domain) <= hass.services.async_services()[domain].keys()


def test_what_a_habit_brings_about_is_read_in_automations_as_the_same() -> None:
    differ = {
        (domain, action)
        for domain, thing in THINGS.items()
        for state, action in thing.actions.items()
        if thing.brings.get(action, state) != state
    }

    assert differ == set()


@pytest.mark.parametrize("attribute", sorted({name for thing in THINGS.values() for name in thing.values}))
def test_what_people_set_has_a_range_and_a_step(attribute: str) -> None:
    assert SETTINGS[attribute].least < SETTINGS[attribute].most


@pytest.mark.parametrize("domain", [domain for domain, thing in THINGS.items() if thing.actions])
def test_every_meaning_but_a_forbidden_one_can_be_brought_about(domain: str) -> None:
    thing = THINGS[domain]

    assert set(thing.meanings.values()) <= thing.actions.keys()


@pytest.mark.parametrize("state", ["idle", "standby", "off"])
def test_a_player_that_plays_nothing_is_not_on(state: str) -> None:
    assert THINGS["media_player"].meanings[state] in AT_REST


def test_a_player_that_buffers_plays() -> None:
    assert THINGS["media_player"].meanings["buffering"] == "playing"


def test_what_is_on_its_way_is_no_report_of_an_arrival() -> None:
    assert THINGS["cover"].reports("open") == ("open",)


def test_a_trigger_waits_for_all_states_that_mean_the_same() -> None:
    assert THINGS["media_player"].reports("off") == ("off", "idle", "standby")
    assert set(THINGS["water_heater"].reports("on")) > {"eco", "gas"}


@pytest.mark.parametrize("domain", ["event", "button", "input_button"])
def test_a_bell_may_set_something_off(domain: str) -> None:
    assert domain in domains_where(lambda thing: thing.is_trigger)


def test_an_unknown_domain_is_nothing() -> None:
    assert thing_of("pear.tree").actions == {}


def test_every_state_that_a_habit_may_bring_about_has_words() -> None:
    states = {state for thing in THINGS.values() for state in thing.actions}

    # Nothing is unlocked, and a player that is paused is at rest: neither becomes a suggestion.
    assert {state for state in states if f"act_{state}" not in WORDS} == {"unlocked", "paused"}


def test_a_position_and_a_volume_are_set_by_what_says_that_it_can() -> None:
    assert SETTINGS["current_position"].feature == cover.CoverEntityFeature.SET_POSITION
    assert SETTINGS["volume_level"].feature == media_player.MediaPlayerEntityFeature.VOLUME_SET


def test_every_class_of_a_sensor_or_a_cover_is_one_of_home_assistants() -> None:
    assert SENSES.keys() - {str(one) for one in BinarySensorDeviceClass} == set()
    assert COVERINGS.keys() - {str(one) for one in cover.CoverDeviceClass} == set()
    assert QUANTITIES.keys() - {str(one) for one in SensorDeviceClass} == set()


def test_of_covers_only_a_damper_tells_nothing_of_a_way_in() -> None:
    assert {str(one) for one in cover.CoverDeviceClass} - COVERINGS.keys() == {"damper"}


@pytest.mark.parametrize("name", [name for name, quantity in QUANTITIES.items() if quantity.unit])
def test_a_quantity_is_measured_in_a_unit_of_home_assistants(name: str) -> None:
    assert QUANTITIES[name].unit in {str(unit) for unit in DEVICE_CLASS_UNITS[SensorDeviceClass(name)]}
