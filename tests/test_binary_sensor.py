from homeassistant.core import HomeAssistant

from tests.homes import async_set_up


async def test_a_home_that_is_well_has_no_problem(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    state = hass.states.get("binary_sensor.homeiq_health")
    assert state is not None
    assert (state.state, state.attributes["device_class"], state.attributes["problems"]) == ("off", "problem", [])
