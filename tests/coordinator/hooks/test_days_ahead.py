"""What tells workdays is asked of days to come, where Home Assistant can ask it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import EntityServiceResponse, HomeAssistant, ServiceCall, SupportsResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest

from custom_components.homeiq.coordinator.hooks.days_ahead import async_told_ahead
from tests.a_calendar import NAMED, Days, async_have

DAY = date(2026, 12, 9)
WORKDAY = "binary_sensor.workday"

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), dt_util.get_default_time_zone())  # noqa: DTZ007 - a time of day


def spanning(start: date, end: date) -> CalendarEvent:
    return CalendarEvent(start=start, end=end, summary="A secret")


async def async_told(hass: HomeAssistant, named: str = NAMED) -> list[tuple[str, str]]:
    told = await async_told_ahead(hass, named, DAY)
    return [(dt_util.as_local(dt_util.utc_from_timestamp(when)).strftime("%d %H:%M"), state) for when, state in told]


@pytest.mark.parametrize(
    ("events", "states"),
    [
        ((), [("09 00:00", "off")]),
        (((DAY, DAY + timedelta(days=1)),), [("09 00:00", "off"), ("09 00:00", "on"), ("10 00:00", "off")]),
        (
            ((DAY - timedelta(days=3), DAY + timedelta(days=3)),),
            [("09 00:00", "off"), ("09 00:00", "on"), ("10 00:00", "off")],
        ),
        (((DAY - timedelta(days=1), DAY),), [("09 00:00", "off")]),
        ((("12:00", "13:00"),), [("09 00:00", "off"), ("09 12:00", "on"), ("09 13:00", "off")]),
        (
            (("15:00", "16:00"), ("08:00", "10:00"), ("09:00", "09:30"), ("10:00", "11:00")),
            [
                ("09 00:00", "off"),
                ("09 08:00", "on"),
                ("09 11:00", "off"),
                ("09 15:00", "on"),
                ("09 16:00", "off"),
            ],
        ),
    ],
)
async def test_a_calendar_has_the_states_that_its_events_give_it(
    hass: HomeAssistant, events: Sequence[tuple[date | str, date | str]], states: list[tuple[str, str]]
) -> None:
    moments = [[at(one) if isinstance(one, str) else one for one in span] for span in events]
    await async_have(hass, Days(*(spanning(*span) for span in moments)))

    assert await async_told(hass) == states


@pytest.mark.parametrize("error", [HomeAssistantError("away"), RuntimeError("a bug of theirs"), TimeoutError()])
async def test_of_a_calendar_that_fails_nobody_knows(
    hass: HomeAssistant, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    await async_have(hass, Days(error=error))

    assert await async_told(hass) == []
    assert "Traceback" not in caplog.text


async def test_of_what_is_not_there_nobody_knows(hass: HomeAssistant) -> None:
    assert await async_told(hass) == []
    assert await async_told(hass, WORKDAY) == []


@pytest.mark.parametrize(("is_workday", "state"), [(True, "on"), (False, "off")])
async def test_home_assistants_own_sensor_of_workdays_is_asked_for_the_date(
    hass: HomeAssistant,
    is_workday: bool,  # noqa: FBT001 - each of a table
    state: str,
) -> None:
    asked: list[dict[str, str]] = []

    async def answer(call: ServiceCall) -> EntityServiceResponse:
        asked.append(dict(call.data))
        return {WORKDAY: {"workday": is_workday}}

    # The sensor itself needs a library of holidays.
    hass.services.async_register("workday", "check_date", answer, supports_response=SupportsResponse.ONLY)
    er.async_get(hass).async_get_or_create("binary_sensor", "workday", "x", suggested_object_id="workday")

    assert await async_told(hass, WORKDAY) == [("09 00:00", state)]
    assert asked == [{"entity_id": WORKDAY, "check_date": "2026-12-09"}]


async def test_any_other_sensor_is_not_asked(hass: HomeAssistant) -> None:
    er.async_get(hass).async_get_or_create("binary_sensor", "template", "x", suggested_object_id="workday")

    assert await async_told(hass, WORKDAY) == []
