"""A lamp that somebody dims by hand every night: heard, learned, changed, accepted, done, and never lit for it."""

from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed, async_mock_service
import yaml

from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_adjust, async_learn_now, async_suggestions

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SOFA = "light.sofa"
NIGHTS = 30
DIMMABLE = {"supported_color_modes": ["brightness"], "color_mode": "brightness"}


async def async_be(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    moment: datetime,
    state: str,
    told: int | None,
    user: str | None,
) -> None:
    freezer.move_to(moment)
    attributes = {**DIMMABLE, "brightness": told}
    hass.states.async_set(SOFA, state, attributes, context=Context(user_id=user))
    await hass.async_block_till_done()


async def async_live_on(hass: HomeAssistant, freezer: FrozenDateTimeFactory, user: User) -> None:
    """Light a lamp in the evening, by a switch that makes it bright, and dim it to a fifth about ten, in two steps."""
    begin = dt_util.now().replace(hour=0, minute=0, second=0, microsecond=0)
    await async_be(hass, freezer, begin + timedelta(minutes=6), "off", None, None)
    for day in range(NIGHTS):
        today = begin + timedelta(days=day, seconds=day * 7 % 53)
        evening = today + timedelta(minutes=1080 + day * 67 % 90)
        night = today + timedelta(minutes=1320 + day * 5 % 13 - 6)
        await async_be(hass, freezer, evening, "on", 230, user.id)
        await async_be(hass, freezer, night, "on", 120, user.id)
        await async_be(hass, freezer, night + timedelta(seconds=4), "on", 51, None)
        await async_be(hass, freezer, today + timedelta(minutes=1390 + day * 11 % 37), "off", None, user.id)
    freezer.tick(3600)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_the_habit(hass: HomeAssistant, freezer: FrozenDateTimeFactory, user: User) -> dict[str, Any]:
    await async_a_home(hass)
    await async_live_on(hass, freezer, user)
    await async_learn_now(hass)
    (habit,) = [one for one in await async_suggestions(hass) if one.get("attribute") == "brightness"]
    return habit


async def test_what_is_dimmed_every_night_becomes_an_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    habit = await async_the_habit(hass, freezer, hass_admin_user)
    darker = await async_adjust(hass, habit["signature"], values={SOFA: {"brightness_pct": 10}})
    await async_accept(hass, habit["signature"])
    (written,) = yaml.safe_load(file_of(hass).read_text())

    assert habit["title"].startswith("Set Sofa to 20% at 21:5")
    assert (habit["state"], habit["entities"]) == ("on", [SOFA])
    assert darker["title"].startswith("Set Sofa to 10% at 21:5")
    assert written["actions"] == [
        {"action": "light.turn_on", "target": {"entity_id": [SOFA]}, "data": {"brightness_pct": 10}}
    ]
    assert {"condition": "state", "entity_id": SOFA, "state": "on"} in written["conditions"]


@pytest.mark.parametrize(("state", "calls"), [("on", 1), ("off", 0)])
async def test_its_automation_never_lights_the_lamp(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User, state: str, calls: int
) -> None:
    habit = await async_the_habit(hass, freezer, hass_admin_user)
    await async_accept(hass, habit["signature"])
    called = async_mock_service(hass, "light", "turn_on")

    hass.states.async_set(SOFA, state, {**DIMMABLE, "brightness": 230 if state == "on" else None})
    hour, minute = map(int, habit["time"].split(":"))
    freezer.move_to(dt_util.now().replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert len(called) == calls
