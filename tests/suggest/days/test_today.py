"""Today against the usual day."""

from dataclasses import replace
from datetime import datetime

import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, WEEKEND, WORKDAYS, NumberIs, Pattern
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnDemand, Trigger
from custom_components.homeiq.suggest.days.today import (
    MOST,
    Course,
    Usually,
    asked_of_day,
    so_far,
    sun_of,
    usual_day,
)
from tests.habits import film
from tests.histories import BERLIN, HOME, columns, event
from tests.offers import a_pattern

MONDAY = 20_703  # 2026-09-07, days since 1970-01-01


def minute_of(moment: float) -> int:
    local = datetime.fromtimestamp(moment, BERLIN)
    return local.hour * 60 + local.minute


def a_habit(
    signature: str, trigger: Trigger, name: str = "light.hall", weekdays: frozenset[int] = EVERY_DAY
) -> Pattern:
    return a_pattern(signature, trigger=trigger, entities=(name,), weekdays=weekdays)


def at_seven(signature: str = "seven", name: str = "light.hall", weekdays: frozenset[int] = EVERY_DAY) -> Pattern:
    return a_habit(signature, AtTime(minute=420), name, weekdays)


def of_monday(*patterns: Pattern) -> tuple[Usually, ...]:
    return usual_day(patterns, {0}, sun_of(MONDAY, HOME), minute_of)


def course(rows: list[EventRow], now: int = 600) -> tuple[Course, list[tuple[int, bool]]]:
    (thing,) = so_far(of_monday(at_seven()), columns(rows), now, minute_of)
    return thing.course, [(one.minute, one.by_hand) for one in thing.done]


def test_a_day_has_the_habits_of_its_weekday_by_their_time() -> None:
    patterns = [
        a_habit("sunset", AtSun(event="sunset", offset_minutes=30), "light.porch"),
        at_seven("workdays", "light.kitchen", WORKDAYS),
        at_seven("weekend", "light.study", WEEKEND),
        a_habit("scene", OnDemand(), "light.bed"),
    ]

    usual = of_monday(*patterns)

    # In Berlin the sun sets at about 19:42 on that day.
    assert [(one.pattern.signature, one.typical // 10) for one in usual] == [("workdays", 42), ("sunset", 121)]
    assert (usual[0].first, usual[0].last) == (406, 434)


def test_what_is_done_on_one_workday_belongs_to_workdays() -> None:
    patterns = [at_seven("mondays", "light.a", frozenset({0})), at_seven("weekend", "light.b", WEEKEND)]

    usual = usual_day(patterns, WORKDAYS, sun_of(MONDAY, HOME), minute_of)

    assert [one.pattern.signature for one in usual] == ["mondays"]


def test_where_the_sun_does_not_rise_nothing_is_done_by_it() -> None:
    polar_night = replace(HOME, latitude=78.2, longitude=15.6)
    at_sunrise = a_habit("sunrise", AtSun(event="sunrise", offset_minutes=0))

    sun = sun_of(MONDAY + 100, polar_night)

    assert (sun.rises, sun.sets) == (None, None)
    assert usual_day([at_sunrise], {0}, sun, minute_of) == ()


def test_two_habits_of_one_thing_at_nearly_one_time_are_told_once() -> None:
    again = a_habit("again", AtTime(minute=440))
    later = a_habit("later", AtTime(minute=1200))

    usual = of_monday(at_seven(), again, later)

    assert [one.pattern.signature for one in usual] == ["seven", "later"]


def test_a_day_tells_only_the_best_of_many() -> None:
    many = [at_seven(str(number), f"light.lamp_{number}") for number in range(100)]

    assert len(of_monday(*many)) == MOST


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("07:10", Course.USUAL), ("06:00", Course.EARLY), ("08:30", Course.LATE), ("04:00", Course.MISSING)],
)
def test_it_is_as_usual_early_late_or_missing(clock: str, expected: Course) -> None:
    assert course([event(0, clock, "light.hall", "on")])[0] is expected


@pytest.mark.parametrize(("now", "expected"), [(300, Course.DUE), (430, Course.DUE), (435, Course.MISSING)])
def test_what_is_yet_to_come_is_due(now: int, expected: Course) -> None:
    assert course([], now) == (expected, [])


@pytest.mark.parametrize(
    ("rows", "now", "expected"), [([], 430, [Course.DUE]), ([], 435, []), (["07:10"], 600, [Course.USUAL])]
)
def test_what_goes_by_a_number_is_not_missing_where_it_was_not_done(
    rows: list[str], now: int, expected: list[Course]
) -> None:
    cold = replace(at_seven(), conditions=(NumberIs(entity_id="sensor.hall_warmth", below=18.0),))
    events = columns([event(0, clock, "light.hall", "on") for clock in rows])

    assert [one.course for one in so_far(of_monday(cold), events, now, minute_of)] == expected


def test_only_what_comes_to_the_state_was_done_and_it_is_told_by_whom() -> None:
    rows = [
        event(0, "07:00", "light.hall", "on", Cause.HOMEIQ),
        event(0, "07:02", "light.hall", "on"),
        event(0, "07:30", "light.hall", "off"),
        event(0, "08:00", "light.hall", "on", Cause.DEVICE),
        event(0, "08:00", "light.kitchen", "on"),
    ]

    assert course(rows) == (Course.USUAL, [(420, False), (480, True)])


def test_what_is_set_alone_was_done_when_its_value_came_near() -> None:
    night = replace(at_seven("night", "climate.hall"), state="heat#temperature=17")
    rows = [
        event(0, "06:00", "climate.hall#temperature", "20"),
        event(0, "07:02", "climate.hall#temperature", "17.5"),
        event(0, "07:03", "climate.hall#temperature", "17"),
        event(0, "07:30", "climate.hall#temperature", "none"),
        event(0, "07:40", "climate.hall", "heat"),
    ]

    (thing,) = so_far(of_monday(night), columns(rows), 600, minute_of)

    assert asked_of_day(night) == ("climate.hall#temperature",)
    assert [(one.minute, one.by_hand) for one in thing.done] == [(422, True)]


def test_what_goes_to_different_states_is_done_once_one_of_it_is_in_its_own() -> None:
    goodnight = film(AtTime(minute=420), {"light.hall": "on", "light.bath": "off"})
    rows = [event(0, "06:00", "light.bath", "on"), event(0, "07:02", "light.bath", "off")]

    (thing,) = so_far(of_monday(goodnight), columns(rows), 600, minute_of)

    assert [(one.minute, one.by_hand) for one in thing.done] == [(422, True)]
