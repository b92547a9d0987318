"""Days beside the usual one, as a page asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, Pattern, StateIs
from custom_components.homeiq.model.habits.trigger import AtTime, LeftOn
from tests.a_calendar import Days, async_have
from tests.evenings import async_live
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


WORKDAY = "binary_sensor.workday"
GETS_UP = a_pattern(
    "gets-up", entities=("light.bath",), weekdays=EVERY_DAY, conditions=(StateIs(entity_id=WORKDAY, state="on"),)
)
LIES_IN = a_pattern(
    "lies-in", entities=("light.hall",), weekdays=EVERY_DAY, conditions=(StateIs(entity_id=WORKDAY, state="off"),)
)
LATE = replace(GETS_UP, signature="late", trigger=AtTime(minute=20 * 60))
"""Habits that ask who tells of workdays."""


async def async_listed(
    hass: HomeAssistant,
    make: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    told: tuple[Sequence[tuple[str, str]], Mapping[str, str] | None],
    day: str,
    on: Pattern = GETS_UP,
) -> list[str]:
    """Ask at noon of Monday, December 7, what a day has, in a home that was told of workdays.

    Args:
        told: the states, and the attributes of a calendar; None is a sensor.
        on: the habit that asks for something on.
    """
    states, until = told
    named = WORKDAY if until is None else "calendar.days"
    zone = dt_util.get_default_time_zone()
    rows = [(datetime.fromisoformat(at).replace(tzinfo=zone).timestamp(), state) for at, state in states]
    freezer.move_to(datetime(2026, 12, 7, 12, tzinfo=zone))
    if rows:
        hass.states.async_set(named, rows[-1][1], until, timestamp=rows[-1][0])
    await async_live(hass, [(at, named, state, Cause.DEVICE) for at, state in rows])
    entry = await async_set_up(hass, {"context": {"workday": named}})
    asking = [
        replace(one, conditions=(StateIs(entity_id=named, state=state),))
        for one, state in ((on, "on"), (LIES_IN, "off"))
    ]
    await async_learn(hass, entry, [a_suggestion(one) for one in (KITCHEN, STUDY, *asking)])
    client = await make(hass, await async_token_of_now(hass))
    return sorted((await async_ask(client, "homeiq/day/get", day=day))["rows"])


ADVENT = [("2026-11-02", "off"), ("2026-12-02", "on"), ("2026-12-03T00:00:05", "off")]
"""A calendar of holidays, of which December 2 is one."""


@pytest.mark.parametrize(
    ("told", "day", "found"),
    [
        # A sensor of workdays.
        (([("2026-12-01", "on"), ("2026-12-07T00:00:10", "off")], None), "2026-12-07", ["lies-in"]),
        (([("2026-12-01", "on"), ("2026-12-07T00:00:10", "on")], None), "2026-12-07", ["gets-up", "kitchen"]),
        (
            ([("2026-12-01", "on"), ("2026-12-07", "unavailable")], None),
            "2026-12-07",
            ["gets-up", "kitchen", "lies-in"],
        ),
        (([("2026-12-01", "off"), ("2026-12-03", "on")], None), "2026-12-02", ["lies-in"]),
        (([("2026-12-01", "off"), ("2026-12-03", "on")], None), "2026-12-04", ["gets-up", "kitchen"]),
        (([("2026-12-01", "on"), ("2026-12-05", "off")], None), "2026-12-06", ["lies-in", "study"]),
        (([("2026-12-01", "off")], None), "2026-12-08", ["gets-up", "kitchen", "lies-in"]),
        (([("2026-12-01", "off")], None), "workday", ["gets-up", "kitchen"]),
        (([("2026-12-01", "on")], None), "weekend", ["lies-in", "study"]),
        (([], None), "2026-12-07", ["lies-in"]),
        # A calendar of holidays.
        ((ADVENT, {}), "2026-12-02", ["gets-up"]),
        ((ADVENT, {}), "2026-12-04", ["kitchen", "lies-in"]),
        ((ADVENT, {}), "2026-12-07", ["kitchen", "lies-in"]),
        (([*ADVENT, ("2026-12-07", "on")], {}), "2026-12-07", ["gets-up"]),
        ((ADVENT, {}), "workday", ["gets-up", "kitchen", "lies-in"]),
    ],
)
async def test_a_day_has_what_tells_workdays_says_of_it(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    told: tuple[Sequence[tuple[str, str]], Mapping[str, str] | None],
    day: str,
    found: list[str],
) -> None:
    assert await async_listed(hass, hass_ws_client, freezer, told, day) == found


@pytest.mark.parametrize(
    ("state", "attributes", "found"),
    [
        ("off", {"start_time": "2026-12-07 18:00:00"}, ["kitchen", "late", "lies-in"]),
        ("off", {"start_time": "2026-12-07 22:00:00"}, ["kitchen", "lies-in"]),
        ("off", {"start_time": "whenever"}, ["kitchen", "late", "lies-in"]),
        ("off", {}, ["kitchen", "lies-in"]),
        ("on", {"end_time": "2026-12-07 18:00:00"}, ["late", "lies-in"]),
        ("on", {"end_time": "2026-12-07 22:00:00"}, ["late", "lies-in"]),
        ("on", {}, ["late", "lies-in"]),
        ("unavailable", {}, ["kitchen", "late", "lies-in"]),
    ],
)
async def test_what_is_yet_to_come_today_is_left_out_where_the_calendar_says_so_already(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    state: str,
    attributes: dict[str, str],
    found: list[str],
) -> None:
    told = [*ADVENT, ("2026-12-07T09:00", state)]

    listed = await async_listed(hass, hass_ws_client, freezer, (told, attributes), "2026-12-07", LATE)

    assert listed == found


async def test_a_day_to_come_has_what_the_calendar_says_of_it(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    holiday = date(2026, 12, 9)
    await async_have(hass, Days(CalendarEvent(start=holiday, end=holiday + timedelta(days=1), summary="Off")))

    assert await async_listed(hass, hass_ws_client, freezer, (ADVENT, {}), "2026-12-09") == ["gets-up"]
