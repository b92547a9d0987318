"""Days beside the usual one, as a page asks for them."""

from datetime import date, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.pattern import WEEKEND
from custom_components.homeiq.model.habits.trigger import LeftOn
from tests.homes import async_learn, async_publish, async_set_up
from tests.offers import a_pattern, a_suggestion
from tests.websocket_api.a_client import async_ask, async_token_of_now

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

SUNDAY = date(2026, 12, 6)
KITCHEN = a_pattern("kitchen")
STUDY = a_pattern("study", entities=("light.study",), weekdays=WEEKEND)
FAN = a_pattern("fan", entities=("fan.attic",), trigger=LeftOn(entity_id="fan.attic", to="on", for_seconds=1800))


async def async_days(
    hass: HomeAssistant, make: WebSocketGenerator, freezer: FrozenDateTimeFactory, *days: str
) -> list[dict[str, Any]]:
    """Ask for days at noon of a Monday, in a home that lit its study on Sunday at 7."""
    noon = datetime(2026, 12, 7, 12, tzinfo=dt_util.get_default_time_zone())
    freezer.move_to(noon)
    hass.states.async_set("fan.attic", "on", timestamp=noon.timestamp() - 3600)
    entry = await async_set_up(hass)
    await async_learn(hass, entry, [a_suggestion(one) for one in (KITCHEN, STUDY, FAN)])
    await async_publish(hass, entry, refused={"kitchen": Refused(gate=Gate.DAYS, needs=2)})
    seven = (noon - timedelta(hours=29)).timestamp()
    await entry.runtime_data.events.append([(seven, "light.study", "on", Cause.PERSON)])
    client = await make(hass, await async_token_of_now(hass))
    return [await async_ask(client, "homeiq/day/get", day=day) for day in days]


def courses(day: dict[str, Any]) -> dict[str, str]:
    return {name: row["course"] for name, row in day["rows"].items()}


async def test_a_day_that_is_over_is_told_as_it_went(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    before, sunday = await async_days(hass, hass_ws_client, freezer, str(SUNDAY - timedelta(days=1)), str(SUNDAY))

    assert (courses(before), courses(sunday)) == ({"study": "missing"}, {"study": "usual"})
    assert sunday["rows"]["study"]["done"] == [{"minute": 420, "by_hand": True}]
    assert sunday["still_on"] == {}


async def test_of_a_day_to_come_everything_is_due(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    (tuesday,) = await async_days(hass, hass_ws_client, freezer, "2026-12-08")

    assert courses(tuesday) == {"kitchen": "due"}


async def test_workdays_and_weekends_have_their_own_habits(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    workday, weekend = await async_days(hass, hass_ws_client, freezer, "workday", "weekend")

    assert (workday["date"], courses(workday)) == ("workday", {"kitchen": "due"})
    assert (weekend["date"], courses(weekend)) == ("weekend", {"study": "due"})
    assert workday["rows"]["kitchen"]["forming"]
    assert not weekend["rows"]["study"]["forming"]
    assert workday["sunrise"] < workday["sunset"]


async def test_today_says_what_is_on_for_too_long(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    (today,) = await async_days(hass, hass_ws_client, freezer, "2026-12-07")

    assert today["still_on"] == {
        "fan": {
            "entity_id": "fan.attic",
            "state": "on",
            "areas": [],
            "since": dt_util.utcnow().timestamp() - 3600,
            "usually": 1800,
        }
    }
