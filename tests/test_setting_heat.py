"""A thermostat that somebody sets by hand every night: heard, learned, changed, accepted, and done."""

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
from tests.evenings import query

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

HEATER, LAMP = "climate.bedroom", "light.hall"
NIGHTS = 40


async def async_be(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, moment: datetime, name: str, state: str, **told: Any
) -> None:
    freezer.move_to(moment)
    context = Context(user_id=told.pop("user", None))
    hass.states.async_set(name, state, told, context=context)
    await hass.async_block_till_done()


async def async_live_on(hass: HomeAssistant, freezer: FrozenDateTimeFactory, user: User) -> None:
    """Set a thermostat to 17 degrees about half past ten for some weeks, and to 20 in the morning at any time."""
    begin = dt_util.now().replace(hour=0, minute=0, second=0, microsecond=0)
    await async_be(hass, freezer, begin + timedelta(minutes=5), HEATER, "heat", temperature=20)
    await async_be(hass, freezer, begin + timedelta(minutes=6), LAMP, "off")
    for day in range(NIGHTS):
        today = begin + timedelta(days=day, seconds=day * 7 % 53)
        up = today + timedelta(minutes=390 + day * 67 % 290)
        night = today + timedelta(minutes=1350 + day * 5 % 13 - 6)
        await async_be(hass, freezer, up, HEATER, "heat", temperature=20)
        await async_be(hass, freezer, up + timedelta(minutes=30), LAMP, "on", user=user.id)
        await async_be(hass, freezer, up + timedelta(minutes=59), LAMP, "off", user=user.id)
        await async_be(hass, freezer, night, HEATER, "heat", temperature=18.5, user=user.id)
        await async_be(hass, freezer, night + timedelta(seconds=4), HEATER, "heat", temperature=17, user=user.id)
    freezer.tick(3600)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_what_is_set_every_night_becomes_an_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    await async_a_home(hass)
    await async_live_on(hass, freezer, hass_admin_user)

    await async_learn_now(hass)
    (habit,) = [one for one in await async_suggestions(hass) if one["entities"] == [HEATER]]
    warmer = await async_adjust(hass, habit["signature"], values={HEATER: {"temperature": 17.5}})
    await async_accept(hass, habit["signature"])
    (written,) = yaml.safe_load(file_of(hass).read_text())

    assert habit["title"].startswith("Set Bedroom to 17° at 22:")
    assert (habit["state"], habit["attribute"]) == ("heat", "temperature")
    assert [one["value"] for one in habit["values"]] == [17]
    assert warmer["title"].startswith("Set Bedroom to 17.5° at 22:")
    assert warmer["backtest"]["hits"] > 20
    assert written["actions"] == [
        {"action": "climate.set_temperature", "target": {"entity_id": [HEATER]}, "data": {"temperature": 17.5}}
    ]
    assert {"condition": "state", "entity_id": HEATER, "state": "heat"} in written["conditions"]
    assert query(hass, "SELECT count(*) FROM patterns WHERE retired = 0") != [(0,)]


async def test_its_script_sets_nothing_but_what_heats_either(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    await async_a_home(hass)
    await async_live_on(hass, freezer, hass_admin_user)
    await async_learn_now(hass)
    (habit,) = [one for one in await async_suggestions(hass) if one["entities"] == [HEATER]]

    await async_accept(hass, habit["signature"], mode="script")

    (script,) = yaml.safe_load(file_of(hass, "scripts.yaml").read_text()).values()
    assert script["sequence"] == [
        {"condition": "state", "entity_id": HEATER, "state": "heat"},
        {"action": "climate.set_temperature", "target": {"entity_id": [HEATER]}, "data": {"temperature": 17}},
    ]


@pytest.mark.parametrize(("state", "calls"), [("heat", 1), ("off", 0), ("cool", 0)])
async def test_its_automation_sets_nothing_but_what_heats(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_admin_user: User, state: str, calls: int
) -> None:
    await async_a_home(hass)
    await async_live_on(hass, freezer, hass_admin_user)
    await async_learn_now(hass)
    (habit,) = [one for one in await async_suggestions(hass) if one["entities"] == [HEATER]]
    await async_accept(hass, habit["signature"])
    called = async_mock_service(hass, "climate", "set_temperature")

    hass.states.async_set(HEATER, state, {"temperature": 20})
    hour, minute = map(int, habit["time"].split(":"))
    freezer.move_to(dt_util.now().replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert len(called) == calls
