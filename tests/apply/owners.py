"""Automations that the owner of a home wrote by hand, set up by Home Assistant itself."""

from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.apply.existing import async_read_existing
from custom_components.homeiq.capture.controls import is_hands
from custom_components.homeiq.model.existing import Effect, Existing, ExistingAutomation, Occasion, Unreadable
from custom_components.homeiq.model.habits.trigger import AtTime, Trigger

# Home Assistant leaves the timers of automations behind when it stops.
LEAVES_TIMERS = pytest.mark.parametrize("expected_lingering_timers", [True])

AT_SEVEN = {"trigger": "time", "at": "07:00:00"}
HALL_ON = {"action": "light.turn_on", "target": {"entity_id": "light.hall"}}
SEVEN = AtTime(minute=420)


def an_automation(*actions: Any, **changes: Any) -> dict[str, Any]:
    return {"id": "mine", "alias": "Mine", "triggers": [AT_SEVEN], "actions": list(actions) or [HALL_ON]} | changes


def effect(*entities: str, state: str = "on", trigger: Trigger | Unreadable = SEVEN, **occasion: Any) -> Effect:
    """What an automation does; ``occasion`` are the other fields of when."""
    trigger_id = occasion.pop("trigger_id", "0")
    return Effect(
        entities=entities or ("light.hall",),
        state=state,
        occasion=Occasion(trigger=trigger, trigger_id=trigger_id, **occasion),
    )


async def async_own(hass: HomeAssistant, *automations: dict[str, Any]) -> None:
    """Set automations up."""
    assert await async_setup_component(hass, "automation", {"automation": list(automations)})
    await hass.async_block_till_done()


async def async_read(hass: HomeAssistant, *automations: dict[str, Any]) -> Existing:
    """Set automations up and read them."""
    await async_own(hass, *automations)
    return await async_read_existing(hass, partial(is_hands, hass))


async def async_read_one(hass: HomeAssistant, automation: dict[str, Any]) -> ExistingAutomation:
    """Set one automation up and read it."""
    return (await async_read(hass, automation)).automations[0]
