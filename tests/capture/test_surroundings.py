"""What the owner said that people go by, as it is in the home now."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
import pytest

from custom_components.homeiq.capture.surroundings import read_surroundings
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.settings import Context

WEATHER, WORKDAY, PRICE = "weather.home", "binary_sensor.workday", "sensor.price"
NAMED = Context(weather=WEATHER, workday=WORKDAY, sensors=(PRICE,))


def test_what_is_not_in_the_home_tells_nothing(hass: HomeAssistant) -> None:
    found = read_surroundings(hass, NAMED)

    assert (found.weather, found.workday, found.sensors) == (WEATHER, None, frozenset())
    assert read_surroundings(hass, Context()) == Surroundings()


def test_what_is_away_for_a_while_goes_on_counting(hass: HomeAssistant) -> None:
    hass.states.async_set(WORKDAY, "unavailable")
    er.async_get(hass).async_get_or_create("sensor", "tariff", "1", suggested_object_id="price")

    found = read_surroundings(hass, NAMED)

    assert (found.workday, found.sensors) == (WORKDAY, frozenset({PRICE}))


def test_what_somebody_switched_off_tells_nothing(hass: HomeAssistant) -> None:
    er.async_get(hass).async_get_or_create(
        "sensor", "tariff", "1", suggested_object_id="price", disabled_by=er.RegistryEntryDisabler.USER
    )

    assert read_surroundings(hass, NAMED).sensors == frozenset()


@pytest.mark.parametrize(
    ("told", "units"),
    [
        ({}, ("°F", "mph", "inHg", "mi")),
        ({"temperature_unit": "°C", "visibility_unit": "km"}, ("°C", "mph", "inHg", "km")),
        ({"temperature_unit": 7}, (None, "mph", "inHg", "mi")),
    ],
)
def test_a_weather_that_does_not_tell_its_units_has_those_of_the_home(
    hass: HomeAssistant, told: dict[str, str], units: tuple[str | None, ...]
) -> None:
    hass.config.units = US_CUSTOMARY_SYSTEM
    hass.states.async_set(WEATHER, "unavailable", told)

    found = read_surroundings(hass, NAMED).units

    names = ("apparent_temperature", "wind_gust_speed", "pressure", "visibility")
    assert tuple(found.get(name) for name in names) == units
