from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_capture_events

from custom_components.homeiq.const import EVENT_ANALYSIS_COMPLETE
from tests.homes import async_set_up


async def async_press(hass: HomeAssistant, context: Context | None = None) -> None:
    target = {"entity_id": "button.homeiq_refresh"}
    await hass.services.async_call("button", "press", target, blocking=True, context=context)


async def test_a_press_starts_a_run(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_set_up(hass)
    runs = async_capture_events(hass, EVENT_ANALYSIS_COMPLETE)

    await async_press(hass, Context(user_id=hass_admin_user.id))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert len(runs) == 1


async def test_a_press_too_soon_says_so(hass: HomeAssistant) -> None:
    await async_set_up(hass)
    await async_press(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    with pytest.raises(ServiceValidationError) as refused:
        await async_press(hass)

    assert refused.value.translation_key == "refresh_cooldown"
