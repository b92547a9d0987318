"""Between which numbers things can be set."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.capture.limits import async_limits_of

HEATING = "climate.bath"


@pytest.mark.parametrize(
    ("attributes", "limits"),
    [
        ({"min_temp": 5, "max_temp": 30}, (5, 30)),
        ({"min_temp": "7.5", "max_temp": 35}, (7.5, 35)),
        ({"max_temp": 30}, (-100, 30)),
        ({"min_temp": 30, "max_temp": 30}, (-100, 212)),
        ({"min_temp": None, "max_temp": True}, (-100, 212)),
        ({}, (-100, 212)),
    ],
)
async def test_a_thing_is_set_no_farther_than_it_goes(
    hass: HomeAssistant, attributes: dict[str, object], limits: tuple[float, float]
) -> None:
    hass.states.async_set(HEATING, "heat", attributes)

    assert async_limits_of(hass, HEATING, "temperature") == limits


async def test_a_thing_that_tells_more_than_there_can_be_goes_as_far_as_any(hass: HomeAssistant) -> None:
    hass.states.async_set("humidifier.hall", "on", {"min_humidity": -10, "max_humidity": 400})

    assert async_limits_of(hass, "humidifier.hall", "humidity") == (0, 100)


async def test_what_tells_no_limits_or_is_not_there_goes_as_far_as_any(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "on", {"min_temp": 5})

    assert async_limits_of(hass, "light.hall", "brightness") == (1, 100)
    assert async_limits_of(hass, HEATING, "temperature") == (-100, 212)
