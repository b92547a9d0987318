from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.homeiq.apply.validate import async_valid_automations


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
