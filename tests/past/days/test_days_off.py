"""Whether a day is one off, by a calendar that does not say which sort it is."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WORKDAYS, Condition, Dark, StateIs
from custom_components.homeiq.past.days.days_off import KNOWN, DayTold, days_on, days_with, is_day_off
from tests.offers import a_pattern

WORKDAY = "binary_sensor.workday"
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 6, 1)


def weeks(*full: int, count: int = 4) -> dict[date, bool]:
    """Weeks up to a Monday, in which a calendar has something on these days of the week."""
    return {MONDAY - timedelta(days=ago): (MONDAY - timedelta(days=ago)).weekday() in full for ago in range(7 * count)}


def at(day: date, clock: str) -> float:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).timestamp()


def day_after(count: int) -> date:
    return MONDAY + timedelta(days=count)


def told(*changes: tuple[str, str]) -> list[tuple[float, str]]:
    """Return what was told on one day after the other from a Monday on, each at a time of day."""
    return [(at(day_after(day), clock), state) for day, (clock, state) in enumerate(changes)]


@pytest.mark.parametrize(
    ("full", "has_today", "is_off"),
    [
        ((0, 1, 2, 3, 4), True, False),
        ((0, 1, 2, 3, 4), False, True),
        ((0, 1, 2), False, True),
        ((), True, True),
        ((), False, False),
        ((4,), True, True),
        ((5, 6), True, True),
    ],
)
def test_a_calendar_with_something_on_most_workdays_is_one_of_these(
    full: tuple[int, ...],
    has_today: bool,  # noqa: FBT001 - each of a table
    is_off: bool,  # noqa: FBT001 - likewise
) -> None:
    assert is_day_off({**weeks(*full), MONDAY: has_today}, MONDAY) == is_off


def test_a_calendar_that_is_hardly_known_makes_no_day_off() -> None:
    days = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7)]
    known = dict.fromkeys(days, True)

    assert not is_day_off(dict(list(known.items())[:KNOWN]), days[KNOWN - 1])
    assert not is_day_off(known | {days[-1]: True}, days[-1])
    assert is_day_off(known | {days[-1]: False}, days[-1])
    assert not is_day_off(known, MONDAY + timedelta(days=8))


@pytest.mark.parametrize(("known", "is_off"), [(KNOWN - 1, False), (KNOWN, True)])
def test_a_day_without_anything_is_one_off_once_enough_days_with_something_are_known(
    known: int, *, is_off: bool
) -> None:
    before = {day_after(7 * (number // 5) + number % 5): True for number in range(known)}
    today = day_after(14)

    assert is_day_off({**before, today: False}, today) is is_off


def test_what_ends_at_midnight_and_is_told_a_moment_later_is_nothing_of_the_next_day() -> None:
    rows = told(("00:00", "on"), ("00:01", "off"))

    days = days_with(rows, at(day_after(1), "22:00"), BERLIN)

    assert days == {MONDAY: True, day_after(1): False}


def test_of_days_on_which_it_was_away_nothing_is_known() -> None:
    rows = [*told(("00:00", "off"), ("00:00", "unavailable")), (at(day_after(3), "00:00"), "on")]

    days = days_with(rows, at(day_after(3), "12:00"), BERLIN)

    assert days == {MONDAY: False, day_after(3): True}


def test_a_day_on_which_the_clock_is_set_has_what_it_has() -> None:
    sunday = date(2026, 3, 29)
    rows = [(at(sunday, "00:00"), "on"), (at(sunday + timedelta(days=1), "00:00"), "off")]

    days = days_with(rows, at(sunday + timedelta(days=1), "12:00"), BERLIN)

    assert days == {sunday: True, sunday + timedelta(days=1): False}


def test_a_sensor_of_workdays_tells_by_most_of_a_day() -> None:
    rows = told(("00:20", "on"), ("00:20", "off"), ("00:20", "unavailable"))

    days = days_on(rows, at(day_after(3), "22:00"), BERLIN)

    assert days == {MONDAY: True, day_after(1): False, day_after(2): False}


@pytest.mark.parametrize(
    ("weekdays", "asked", "is_off", "has"),
    [
        (WORKDAYS, (), True, False),
        (WORKDAYS, (), False, True),
        (EVERY_DAY, (), True, True),
        (frozenset({0}), (), True, True),
        (EVERY_DAY, (StateIs(entity_id=WORKDAY, state="off"), Dark()), True, True),
        (EVERY_DAY, (StateIs(entity_id=WORKDAY, state="on"),), True, False),
        (EVERY_DAY, (StateIs(entity_id="light.hall", state="on"),), True, True),
    ],
)
def test_a_day_has_what_weekdays_and_who_tells_of_it_say(
    weekdays: frozenset[int],
    asked: tuple[Condition, ...],
    is_off: bool,  # noqa: FBT001 - each of a table
    has: bool,  # noqa: FBT001 - each of a table
) -> None:
    told = DayTold(entity_id=WORKDAY, is_off=is_off, states=[(at(MONDAY, "00:00"), "off")])

    assert told.has(a_pattern(weekdays=weekdays, conditions=asked), at(MONDAY, "07:00")) == has


@pytest.mark.parametrize("clock", ["05:00", "15:00", "21:00"])
def test_where_nobody_knows_a_day_may_have_it(clock: str) -> None:
    rows = [(at(MONDAY, "06:00"), "off"), (at(MONDAY, "14:00"), "unavailable"), (at(MONDAY, "16:00"), "off")]
    told = DayTold(entity_id=WORKDAY, is_off=False, states=rows, until=at(MONDAY, "20:00"))
    asks = a_pattern(conditions=(StateIs(entity_id=WORKDAY, state="on"),))

    assert told.has(asks, at(MONDAY, clock))
    assert not told.has(asks, at(MONDAY, "17:00"))
