"""Which sensors people may go by."""

from dataclasses import replace

from homeassistant.const import (
    CONCENTRATION_MICROGRAMS_PER_CUBIC_METER,
    CONCENTRATION_PARTS_PER_MILLION,
    LIGHT_LUX,
    UnitOfIrradiance,
    UnitOfPower,
    UnitOfSpeed,
    UnitOfTemperature,
    UnitOfVolumetricFlux,
)
import pytest

from custom_components.homeiq.model.home import Area, Entity, Home
from custom_components.homeiq.past.numbers.sensors import Nearby, measures, sensors_of, unit_in

LAMP = Entity(entity_id="light.hall", name="Hall", area_id="hall", device_id="lamp")
LUX = Entity(
    entity_id="sensor.hall_lux", name="Hall illuminance", area_id="hall", device_class="illuminance", unit="lx"
)


def sensors_near(home: Home) -> frozenset[str]:
    return Nearby.of(home, [one.entity_id for one in home.entities.values() if measures(one)]).near(["light.hall"])


def a_home(*entities: Entity) -> Home:
    areas = {"hall": Area(area_id="hall", name="Hall"), "garden": Area(area_id="garden", name="Garten")}
    return Home(entities={one.entity_id: one for one in (LAMP, *entities)}, areas=areas)


@pytest.mark.parametrize(
    ("change", "does"),
    [
        ({}, True),
        ({"device_class": None}, True),
        ({"device_class": None, "unit": "%"}, False),
        ({"device_class": "battery", "unit": "%"}, False),
        ({"device_class": "humidity", "unit": "%"}, True),
        ({"device_class": "energy", "unit": "kWh"}, False),
        ({"device_class": None, "unit": None}, False),
        ({"category": "diagnostic"}, False),
        ({"is_hidden": True}, False),
        ({"entity_id": "number.hall_lux"}, False),
    ],
)
def test_a_sensor_measures_what_people_feel_or_see(change: dict[str, object], *, does: bool) -> None:
    assert measures(replace(LUX, **change)) is does  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unit",
    [
        LIGHT_LUX,
        UnitOfTemperature.CELSIUS,
        UnitOfPower.WATT,
        CONCENTRATION_PARTS_PER_MILLION,
        CONCENTRATION_MICROGRAMS_PER_CUBIC_METER,
        UnitOfIrradiance.WATTS_PER_SQUARE_METER,
        UnitOfSpeed.KILOMETERS_PER_HOUR,
        UnitOfVolumetricFlux.MILLIMETERS_PER_HOUR,
        "\N{MICRO SIGN}g/m³",
    ],
)
def test_a_unit_tells_what_is_measured_however_it_is_written(unit: str) -> None:
    assert measures(replace(LUX, device_class=None, unit=str(unit)))


def test_a_sensor_of_the_room_or_the_device_is_near() -> None:
    power = Entity(entity_id="sensor.lamp_power", name="Power", device_id="lamp", device_class="power")
    cellar = Entity(entity_id="sensor.cellar", name="Cellar", area_id="cellar", device_class="temperature")

    home = a_home(LUX, power, cellar)

    assert sensors_near(home) == sensors_of(home) == {"sensor.hall_lux", "sensor.lamp_power"}


@pytest.mark.parametrize(
    ("entity", "is_outdoors"),
    [
        (Entity(entity_id="sensor.outdoor_temperature", name="Temperature", device_class="temperature"), True),
        (Entity(entity_id="sensor.t1", name="Außentemperatur", device_class="temperature"), True),
        (Entity(entity_id="sensor.t1", name="Temperature", area_id="garden", device_class="temperature"), True),
        (Entity(entity_id="sensor.t1", name="Temperature", device_class="temperature"), False),
        (Entity(entity_id="sensor.garden_power", name="Garden power", device_class="power"), False),
    ],
)
def test_what_is_outdoors_is_near_everything(entity: Entity, *, is_outdoors: bool) -> None:
    assert (entity.entity_id in sensors_near(a_home(entity))) is is_outdoors


def test_what_has_no_room_is_not_near_what_has_none_either() -> None:
    roomless = replace(LUX, area_id=None)
    home = Home(entities={"sensor.hall_lux": roomless, "light.x": Entity(entity_id="light.x", name="X")})

    assert Nearby.of(home, ["sensor.hall_lux"]).near(["light.x"]) == sensors_of(home) == frozenset()


def test_a_unit_that_nobody_tells_is_the_usual_one() -> None:
    home = a_home(LUX, Entity(entity_id="sensor.t1", name="T", device_class="temperature"))

    assert [unit_in(home, name) for name in ("sensor.hall_lux", "sensor.t1", "sensor.unknown")] == ["lx", "°C", ""]
