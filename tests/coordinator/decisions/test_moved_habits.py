"""A habit that became an automation, and moves: learned, accepted, lived on with, and learned again."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from custom_components.homeiq.model.event import Cause, EventRow
from tests.accepted import async_accept, file_of
from tests.actions import async_learn_now, async_suggestions
from tests.evenings import async_learned
from tests.lamps import async_look

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

WEEKS = 6


def evenings_since(days: int, hour: int, minute: int) -> list[EventRow]:
    """Somebody turns the hall light on at a new time, long before the automation would; at ten it goes off."""
    return [
        row
        for day in range(1, days)
        for row in (_light(day, hour, minute + day * 7 % 9, "on"), _light(day, 22, day * 7 % 9, "off"))
    ]


def _light(days_ago: int, hour: int, minute: int, state: str) -> EventRow:
    local = dt_util.now().replace(hour=hour, minute=minute, second=days_ago % 60, microsecond=0)
    return ((local - timedelta(days=days_ago)).timestamp(), "light.hall", state, Cause.PERSON)


async def async_accepted(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> tuple[MockConfigEntry, dict[str, Any]]:
    entry, habit = await async_learned(hass)
    await async_accept(hass, habit["signature"])
    await async_look(hass, freezer)
    return entry, habit


async def async_move_on(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory, hour: int, minute: int
) -> list[dict[str, Any]]:
    """Live for some weeks at another time, learn again, and return what is suggested for turning the light on."""
    freezer.tick(timedelta(weeks=WEEKS))
    await entry.runtime_data.events.append(evenings_since(7 * WEEKS, hour, minute))
    # The night's run comes by itself, and may have begun before all of it was there.
    await hass.async_block_till_done(wait_background_tasks=True)
    freezer.tick(61)
    await async_learn_now(hass)
    return [one for one in await async_suggestions(hass) if one["state"] == "on"]


async def test_a_habit_that_moved_offers_to_move_its_automation_not_a_second_one(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry, habit = await async_accepted(hass, freezer)

    (moved,) = await async_move_on(hass, entry, freezer, 17, 10)
    await async_accept(hass, moved["signature"])

    assert moved["adjusts"] == habit["signature"]
    assert moved["signature"] != habit["signature"]
    (automation,) = yaml.safe_load(file_of(hass).read_text())
    assert automation["id"] == f"homeiq_{habit['signature']}"
    assert automation["triggers"] == moved["automation"]["triggers"] != habit["automation"]["triggers"]


async def test_what_was_moved_is_judged_anew(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry, _ = await async_accepted(hass, freezer)
    (before,) = entry.runtime_data.data.followed

    (moved,) = await async_move_on(hass, entry, freezer, 17, 10)
    await async_accept(hass, moved["signature"])
    await async_look(hass, freezer)

    (after,) = entry.runtime_data.data.followed
    assert after.since == before.since
    assert after.judged_since > before.judged_since


async def test_one_that_is_turned_off_is_not_moved(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry, _ = await async_accepted(hass, freezer)
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)
    await async_look(hass, freezer)

    suggested = await async_move_on(hass, entry, freezer, 17, 10)

    assert suggested == []


async def test_a_habit_that_stays_offers_nothing(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry, _ = await async_accepted(hass, freezer)

    assert await async_move_on(hass, entry, freezer, 18, 0) == []
