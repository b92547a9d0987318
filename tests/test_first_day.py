"""The first day: what Home Assistant remembers by itself, ten days, is enough for what is done every evening."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.const import DOMAIN
from tests.evenings import async_live, evenings
from tests.homes import async_set_up


async def async_learn(hass: HomeAssistant) -> list[str]:
    """Learn, and return the titles of what is suggested."""
    await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    listed: Any = await hass.services.async_call(DOMAIN, "list_suggestions", {}, blocking=True, return_response=True)
    return [suggestion["title"] for suggestion in listed["suggestions"]]


async def test_ten_days_are_enough_for_what_is_done_every_evening(hass: HomeAssistant) -> None:
    hass.states.async_set("light.hall", "off", {"friendly_name": "Hall light"})
    await async_live(hass, evenings(range(1, 11)))
    await async_set_up(hass)

    titles = await async_learn(hass)

    assert any(title.startswith("Turn on Hall light at 18:0") for title in titles)


@pytest.mark.parametrize("time_zone", ["Asia/Tokyo", "Europe/Berlin", "America/St_Johns", "Pacific/Auckland"])
async def test_a_habit_is_told_by_the_clock_on_the_homes_own_wall(hass: HomeAssistant, time_zone: str) -> None:
    await hass.config.async_set_time_zone(time_zone)
    hass.states.async_set("light.hall", "off", {"friendly_name": "Hall light"})
    await async_live(hass, evenings())
    await async_set_up(hass)

    titles = await async_learn(hass)

    assert any(title.startswith("Turn on Hall light at 18:0") for title in titles)
