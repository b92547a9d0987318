"""Days off: an entity of workdays tells the days of a habit where it does so better than weekdays."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from custom_components.homeiq.mine.conditions.days_told import tells_better
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, Pattern, StateIs
from custom_components.homeiq.model.surroundings import Surroundings
from tests.histories import HOME, event, learned, living, routine

DAYS = range(70)
LAMP, WORKDAY, CALENDAR = "light.kitchen", "binary_sensor.workday", "calendar.holidays"
HOLIDAYS = (8, 9, 24, 37, 53)
FREE = [day for day in DAYS if day % 7 > 4 or day in HOLIDAYS]
BUSY = [day for day in DAYS if day not in FREE]


def telling(entity_id: str, on: Iterable[int]) -> list[EventRow]:
    """An entity that is on on some days, from midnight to midnight."""
    days = {*on}
    return [event(day, "00:00", entity_id, "on" if day in days else "off", Cause.DEVICE) for day in (-1, *DAYS)]


def habits(entity_id: str | None, *rows: list[EventRow]) -> list[Pattern]:
    home = replace(HOME, around=Surroundings(workday=entity_id))
    found = learned(living(DAYS), *rows, home=home).suggestions
    return [one.pattern for one in found if one.pattern.entities == (LAMP,) and one.pattern.state == "on"]


def days_of(one: Pattern) -> Any:
    return one.weekdays, one.conditions


def test_who_sleeps_in_on_holidays_has_an_automation_that_knows_them() -> None:
    (one,) = habits(WORKDAY, telling(WORKDAY, BUSY), routine(LAMP, "06:45", BUSY))

    assert days_of(one) == (EVERY_DAY, (StateIs(entity_id=WORKDAY, state="on"),))


def test_a_holiday_is_a_day_of_the_weekend_for_who_lives_it_so() -> None:
    (one,) = habits(WORKDAY, telling(WORKDAY, BUSY), routine(LAMP, "09:30", FREE))

    assert days_of(one) == (EVERY_DAY, (StateIs(entity_id=WORKDAY, state="off"),))


def test_a_calendar_of_holidays_leaves_them_out_of_the_workdays() -> None:
    (one,) = habits(CALENDAR, telling(CALENDAR, HOLIDAYS), routine(LAMP, "06:45", BUSY))

    assert days_of(one) == (WORKDAYS, (StateIs(entity_id=CALENDAR, state="off"),))


@pytest.mark.parametrize(("days", "weekdays"), [([day for day in DAYS if day % 7 < 5], WORKDAYS), (DAYS, EVERY_DAY)])
def test_who_gets_up_on_holidays_too_goes_by_weekdays(days: Iterable[int], weekdays: frozenset[int]) -> None:
    (one,) = habits(WORKDAY, telling(WORKDAY, BUSY), routine(LAMP, "06:45", days))

    assert days_of(one) == (weekdays, ())


def test_one_holiday_decides_nothing() -> None:
    off = [day for day in DAYS if day % 7 > 4 or day == HOLIDAYS[0]]

    (one,) = habits(WORKDAY, telling(WORKDAY, set(DAYS) - {*off}), routine(LAMP, "09:30", off))

    assert days_of(one) == (WEEKEND, ())


def test_what_nobody_named_tells_no_days() -> None:
    (one,) = habits(None, telling(WORKDAY, BUSY), routine(LAMP, "06:45", BUSY))

    assert days_of(one) == (WORKDAYS, ())


def test_the_back_test_asks_the_same_entity() -> None:
    home = replace(HOME, around=Surroundings(workday=WORKDAY))
    rows = living(DAYS), telling(WORKDAY, BUSY), routine(LAMP, "06:45", BUSY)

    (one,) = [one for one in learned(*rows, home=home).suggestions if one.pattern.entities == (LAMP,)]

    assert (one.backtest.runs, one.backtest.misses) == (one.backtest.hits, 0)
    assert one.automation["conditions"] == [{"condition": "state", "entity_id": WORKDAY, "state": "on"}]


@pytest.mark.parametrize(("gain", "days", "is_told"), [(3.0, 2, True), (2.9, 2, False), (20.0, 1, False)])
def test_what_is_told_as_well_by_weekdays_or_otherwise_on_one_day_goes_by_weekdays(
    gain: float, days: int, *, is_told: bool
) -> None:
    assert tells_better(gain, np.arange(days)) is is_told
