"""A sensor that is set to another unit measures on: its numbers, what was found of them, and what is said of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.homeiq.coordinator import HomeIQConfigEntry
from custom_components.homeiq.coordinator.file.tables import Tables
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.coordinator.home.guarded_home import async_guarded_home
from custom_components.homeiq.coordinator.home.units import eras_of, line_between
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import NumberIs
from custom_components.homeiq.model.habits.trigger import Crosses
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.readings import UnitEra, UnitTold
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.reading.units import Units
from tests.accepted import async_a_home
from tests.actions import async_learn_now, async_signatures, async_suggestions
from tests.capture.a_recorder import Written, write
from tests.coordinator.learning.test_numbers import DAMP, async_a_bath, bathing
from tests.evenings import async_live, database_path
from tests.homes import async_remember, async_set_up
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
PLUG = "sensor.plug"
WEATHER = "weather.home"


async def async_measure(hass: HomeAssistant, state: str, unit: str, entity_id: str = PLUG) -> None:
    hass.states.async_set(entity_id, state, {"unit_of_measurement": unit, "device_class": "power"})
    await hass.async_block_till_done(wait_background_tasks=True)


def tables_of(entry: HomeIQConfigEntry) -> Tables:
    return entry.runtime_data._tables  # noqa: SLF001 - units are told at no door, only learning goes by them


async def async_units(entry: HomeIQConfigEntry) -> Mapping[str, Sequence[UnitTold]]:
    return await tables_of(entry).units.all()


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        ("W", "kW", (0.001, 0.0)),
        ("°C", "°F", (1.8, 32.0)),
        ("°F", "°C", (5 / 9, -160 / 9)),
        ("km/h", "mph", (0.621371, 0.0)),
        ("hPa", "inHg", (0.02953, 0.0)),
        ("W", "W", (1.0, 0.0)),
        ("zł", "zł", (1.0, 0.0)),
    ],
)
def test_what_home_assistant_can_convert_goes_on(before: str, now: str, line: tuple[float, float]) -> None:
    assert line_between(before, now) == pytest.approx(line, rel=1e-3)


@pytest.mark.parametrize(("before", "now"), [("W", "%"), ("lx", "W"), ("kWh/100km", "mi/kWh"), ("€", "ct"), ("%", "")])
def test_what_it_can_not_begins_anew(before: str, now: str) -> None:
    assert line_between(before, now) is None


def test_a_difference_of_temperatures_is_turned_as_one() -> None:
    assert line_between("°C", "°F", "temperature_delta") == pytest.approx((1.8, 0.0))
    assert line_between("°C", "°F", "temperature") == pytest.approx((1.8, 32.0))


def test_each_unit_of_before_is_turned_into_the_one_of_now() -> None:
    told = {
        PLUG: [UnitTold(name=PLUG, since=at, unit=unit) for at, unit in ((0.0, "W"), (50.0, "%"), (90.0, "kW"))],
        DAMP: [UnitTold(name=DAMP, since=0.0, unit="%")],
    }
    home = Home(entities={PLUG: Entity(entity_id=PLUG, name="Plug", device_class="power")})

    assert eras_of(told, home) == {PLUG: (UnitEra(until=50.0, factor=0.001), UnitEra(until=90.0, factor=None))}


async def test_the_units_of_a_home_are_heard_and_what_becomes_of_the_past_is_counted(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    tables = tables_of(entry)

    await async_measure(hass, "1500", "W")
    await async_measure(hass, "1600", "W")
    await async_measure(hass, "1.6", "kW")
    await async_measure(hass, "unavailable", "kW")
    await async_measure(hass, "16", "%")
    told = await tables.units.all()
    eras = (await async_guarded_home(hass, tables)).eras

    assert [one.unit for one in told[PLUG]] == ["W", "kW", "%"]
    assert [(one.factor, one.offset) for one in eras[PLUG]] == [(None, 0.0), (None, 0.0)]
    assert async_figures(hass).units.values == {"converted": 1, "anew": 1}


@pytest.mark.parametrize("unit", ["", "x" * 41, "\ud800", "\x00", None, 5, ["W"]])
async def test_what_is_no_unit_is_none(hass: HomeAssistant, unit: object) -> None:
    entry = await async_set_up(hass)
    await async_measure(hass, "1500", "W")

    hass.states.async_set(PLUG, "1600", {"unit_of_measurement": unit})
    await hass.async_block_till_done(wait_background_tasks=True)

    told = await async_units(entry)
    assert [one.unit for one in told[PLUG]] == ["W"]


async def test_a_restart_is_no_change_and_one_in_between_is_noticed(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_measure(hass, "1500", "W")
    await hass.config_entries.async_unload(entry.entry_id)
    hass.states.async_remove(PLUG)
    await hass.config_entries.async_setup(entry.entry_id)
    await async_measure(hass, "1600", "W")
    before = len((await async_units(entry))[PLUG])
    await hass.config_entries.async_unload(entry.entry_id)
    hass.states.async_remove(PLUG)
    await hass.config_entries.async_setup(entry.entry_id)
    await async_measure(hass, "1.6", "kW")

    after = (await async_units(entry))[PLUG]
    assert (before, [one.unit for one in after]) == (1, ["W", "kW"])


async def test_the_units_of_the_weather_are_heard_number_by_number(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass, {"context": {"weather": WEATHER}})
    for temperature, unit in ((21.5, "°C"), (70.7, "°F")):
        hass.states.async_set(WEATHER, "sunny", {"temperature": temperature, "temperature_unit": unit, "humidity": 40})
        await hass.async_block_till_done(wait_background_tasks=True)

    told = await async_units(entry)

    assert {name: [one.unit for one in units] for name, units in told.items()} == {
        f"{WEATHER}#{number}": ["°C", "°F"] for number in ("apparent_temperature", "dew_point", "temperature")
    }


async def test_what_is_renamed_keeps_its_units(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    registry.async_get_or_create("sensor", "test", "plug", suggested_object_id="plug")
    entry = await async_set_up(hass)
    await async_measure(hass, "1500", "W")
    await async_measure(hass, "1.5", "kW")

    registry.async_update_entity(PLUG, new_entity_id="sensor.iron")
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_measure(hass, "1.6", "kW", "sensor.iron")

    told = await async_units(entry)
    assert [one.unit for one in told["sensor.iron"]] == ["W", "kW"]
    assert PLUG not in told


@pytest.mark.parametrize("is_trigger", [True, False], ids=["trigger", "condition"])
async def test_a_number_of_another_unit_is_offered_no_more(hass: HomeAssistant, *, is_trigger: bool) -> None:
    asked = (
        a_pattern("plug", trigger=Crosses(entity_id=PLUG, limit=5.0, is_above=False))
        if is_trigger
        else a_pattern("plug", conditions=(NumberIs(entity_id=PLUG, above=5.0),))
    )
    await async_remember(hass, a_suggestion(asked), a_suggestion())
    entry = await async_set_up(hass)
    await async_measure(hass, "1500", "W")
    before = await async_signatures(hass)

    await async_measure(hass, "1.5", "kW")
    await entry.runtime_data.decisions.offers.async_renew()

    assert (before, await async_signatures(hass)) == (["plug", "kitchen-at-seven"], ["kitchen-at-seven"])


async def test_a_habit_is_learned_across_a_change_of_the_unit(hass: HomeAssistant) -> None:
    await async_a_bath(hass, "temperature", "°F")
    turned_at = (dt_util.now() - timedelta(days=20)).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    await async_live(hass, [in_celsius(row) if row[1] == DAMP and row[0] < turned_at else row for row in bathing()])
    database = await Database.open(database_path(hass), Profile.NUC)
    units = Units(database)
    for at, unit in ((0.0, "°C"), (turned_at, "°F")):
        await units.note([UnitTold(name=DAMP, since=at, unit=unit)])
    await database.close()
    await async_a_home(hass)

    await async_learn_now(hass)

    (found,) = [one for one in await async_suggestions(hass) if one["state"] == "on"]
    assert ar.async_get(hass).async_get_area_by_name("Bath")
    assert [(one["entity_id"], round(one["above"])) for one in found["conditions"]] == [(DAMP, 65)]


@pytest.mark.usefixtures("recorder_mock")
async def test_a_habit_is_learned_across_a_change_of_the_unit_in_what_is_imported(hass: HomeAssistant) -> None:
    turned_at = (dt_util.now() - timedelta(days=20)).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    past = [in_celsius(row) if row[1] == DAMP and row[0] < turned_at else row for row in bathing()]
    await write(hass, [as_recorded(row, turned_at) for row in past])
    await async_a_bath(hass, "temperature", "°F")
    await async_wait_recording_done(hass)
    entry = await async_set_up(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    await async_learn_now(hass)

    told = await async_units(entry)
    first, *_ = measured = sorted(time for time, name, *_ in past if name == DAMP)
    turned = next(time for time in measured if time >= turned_at)
    assert [(one.since, one.unit) for one in told[DAMP]] == [(first, "°C"), (turned, "°F")]
    assert async_figures(hass).units.values == {"converted": 1}
    (found,) = [one for one in await async_suggestions(hass) if one["state"] == "on"]
    assert [(one["entity_id"], round(one["above"])) for one in found["conditions"]] == [(DAMP, 65)]


def as_recorded(row: EventRow, turned_at: float) -> Written:
    time, name, state, cause = row
    told = {"unit_of_measurement": "°C" if time < turned_at else "°F", "device_class": "temperature"}
    return Written(
        time=time,
        entity_id=name,
        state=state,
        user=b"u" * 16 if cause is Cause.PERSON else None,
        attributes=told if name == DAMP else {},
    )


def in_celsius(row: EventRow) -> EventRow:
    time, name, state, cause = row
    return time, name, f"{(float(state) - 32) / 1.8:.1f}", cause
