"""The last weeks of a habit, day by day."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.diary import Axis, Delays, Diary, DiaryDay, Mark, Recent, WasSet
from custom_components.homeiq.model.habits.pattern import WORKDAYS, NumberIs
from custom_components.homeiq.model.habits.trigger import AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.timeline import Timeline
from custom_components.homeiq.suggest.backtest import backtest
from custom_components.homeiq.suggest.days.diary import DAYS, trial_letters, write_diary
from tests.habits import habit
from tests.histories import HOME, at, event, living, routine, set_to, timeline

FIRST = 20_703  # 2026-09-07, days since 1970-01-01
BEFORE = 12  # days of the history before it, on which nobody did anything
SIX = AtTime(minute=18 * 60)
DOOR = OnChange(entity_id="binary_sensor.door", to="on")
LAMP = "light.hall"


def turned_on(day: int, clock: str, off: str = "23:00") -> list[EventRow]:
    return [event(day, clock, LAMP, "on"), event(day, off, LAMP, "off")]


def opened(day: int, clock: str) -> list[EventRow]:
    door = "binary_sensor.door"
    return [event(day, clock, door, "on", Cause.DEVICE), event(day, clock, door, "off", Cause.DEVICE, 60)]


def a_week(*stories: Iterable[EventRow], days: int = 8) -> Timeline:
    begin = [event(-1, "23:00", LAMP, "off"), event(-1, "23:00", "binary_sensor.door", "off", Cause.DEVICE)]
    return timeline(living(range(days)), begin, *map(list, stories))


def unit_of(past: Timeline) -> Unit:
    lamp = past.series[LAMP]
    return Unit(entities=(LAMP,), state="on", acts=lamp.time[lamp.comes_to("on") & lamp.by_people])


def written(trigger: Trigger, past: Timeline, now: float | None = None, **more: Any) -> tuple[Recent, Diary]:
    told = write_diary(habit(trigger, **more), unit_of(past), past, at(7, "09:00") if now is None else now)
    assert told
    return told


def test_each_day_has_the_letter_of_what_the_automation_would_have_been_worth() -> None:
    past = a_week(
        turned_on(0, "18:05"),
        turned_on(1, "17:45"),
        turned_on(2, "16:50"),
        turned_on(4, "12:00"),
        turned_on(5, "18:10"),
    )

    recent, _ = written(SIX, past)

    # Day 4 found it on since noon: neither was anything left to do, nor was that the act that is meant.
    assert recent == Recent(
        first_day=FIRST - BEFORE, letters="-" * BEFORE + "simw-sw", saved=2, idle=1, wrong=2, missed=1
    )


def test_a_day_with_several_is_told_by_the_worst() -> None:
    past = a_week(
        opened(0, "08:00"), opened(0, "18:00"), [event(0, "18:00", LAMP, "on", delay=8), event(0, "23:00", LAMP, "off")]
    )

    recent, diary = written(DOOR, past)

    assert (recent.letters[BEFORE], recent.saved, recent.wrong) == ("w", 1, 1)
    assert diary.days[BEFORE] == DiaryDay(by_hand=(18 * 60,), would_run=(8 * 60, 18 * 60), mark=Mark.WRONG)


def test_the_day_that_is_not_over_is_not_told() -> None:
    past = a_week(turned_on(6, "18:05"))

    letters = [written(SIX, past, now=at(day, "19:00"))[0].letters[BEFORE:] for day in (6, 7)]

    assert letters == ["wwwwww", "wwwwwws"]


def test_nothing_is_told_before_a_day_is_over() -> None:
    past = a_week(turned_on(0, "18:05"))

    assert write_diary(habit(SIX), unit_of(past), past, past.since + 60) is None


def test_only_the_last_weeks_are_told() -> None:
    past = a_week(routine(LAMP, "18:00", range(60)), days=60)

    recent, diary = written(SIX, past, now=at(60, "03:00"))

    assert (recent.first_day, len(recent.letters), len(diary.days)) == (FIRST + 60 - DAYS, DAYS, DAYS)
    assert sum(diary.hours) == 60


def test_hours_are_told_by_weekday() -> None:
    past = a_week(turned_on(0, "18:05"), turned_on(1, "18:05"), turned_on(7, "18:55"))

    _, diary = written(SIX, past)

    assert {place: count for place, count in enumerate(diary.hours) if count} == {18: 2, 24 + 18: 1}


def test_delays_are_told_of_what_answers_something() -> None:
    answered = [
        [*opened(day, "18:00"), event(day, "18:00", LAMP, "on", delay=delay), event(day, "23:00", LAMP, "off")]
        for day, delay in ((0, 4.0), (1, 5.0), (2, 6.0), (3, 11.0))
    ]

    _, diary = written(DOOR, a_week(*answered))

    assert [(one.up_to, one.count) for one in diary.delays if one.count] == [(5, 2), (7, 1), (15, 1)]
    assert diary.delays[-1] == Delays(up_to=15, count=1)
    assert written(SIX, a_week(*answered))[1].delays == ()


@pytest.mark.parametrize("trigger", [OnDemand(), LeftOn(entity_id=LAMP, to="on", for_seconds=3600)])
def test_what_spares_no_act_misses_none(trigger: Trigger) -> None:
    past = a_week(turned_on(0, "18:05", off="20:00"), turned_on(2, "19:00", off="19:10"))

    recent, _ = written(trigger, past)

    assert recent.missed == 0


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("trigger", [SIX, DOOR, OnChange(entity_id="binary_sensor.door", to="off", for_seconds=30)])
def test_it_counts_as_a_back_test_does(trigger: Trigger, seed: int) -> None:
    generator = np.random.default_rng(seed)
    minutes = generator.integers(17 * 60, 19 * 60 + 30, size=(40, 2))
    rows = [
        row
        for day, (door, lamp) in enumerate(minutes.tolist())
        for row in (
            *opened(day, f"{door // 60}:{door % 60:02}"),
            *turned_on(day, f"{lamp // 60}:{lamp % 60:02}"),
        )
        if generator.random() < 0.8
    ]
    past, now = a_week(rows, days=40), at(39, "12:00")

    recent, _ = written(trigger, past, now=now, weekdays=WORKDAYS)
    test = backtest(habit(trigger, weekdays=WORKDAYS), unit_of(past), past, at(39 - DAYS, "00:00"), at(39, "00:00"))

    assert (recent.saved, recent.idle, recent.wrong, recent.missed) == (
        test.saved,
        test.idle,
        test.false_alarms,
        test.misses,
    )


def test_the_days_of_a_trial_begin_with_it() -> None:
    past = a_week(turned_on(1, "18:05"), turned_on(2, "17:45"), turned_on(3, "16:50"))

    letters = trial_letters(habit(SIX), unit_of(past), past, at(1, "12:00"), at(8, "12:00"))

    assert letters == "simwww-"


LUX = "sensor.hall_lux"
LIT = replace(HOME, entities={LUX: Entity(entity_id=LUX, name="Hall", device_class="illuminance", unit="lx")})


def lit(day: int, clock: str, measured: str) -> list[EventRow]:
    return [event(day, clock, LUX, measured, Cause.DEVICE, -60), *opened(day, clock)]


def test_what_a_sensor_measured_is_told_of_all_firings_on_either_side_of_the_number() -> None:
    rows = [
        event(-1, "23:00", LAMP, "off"), event(-1, "23:00", "binary_sensor.door", "off", Cause.DEVICE),
        *lit(0, "18:00", "12.3456"), event(0, "18:00", LAMP, "on", delay=5), event(0, "23:00", LAMP, "off"),
        *lit(1, "12:00", "900"), *lit(2, "18:00", "unavailable"), *lit(3, "18:00", "30"),
    ]  # fmt: skip
    past = timeline(living(range(8)), rows, home=LIT)

    (axis,) = written(DOOR, past, conditions=(NumberIs(entity_id=LUX, below=40.0),))[1].axes

    assert axis == Axis(entity_id=LUX, unit="lx", above=None, below=40.0, did=(12.35,), did_not=(900.0, 30.0))


def test_what_asks_no_sensor_has_no_axis() -> None:
    assert written(DOOR, a_week(turned_on(0, "18:05")))[1].axes == ()


def a_dusk(day: int, *measured: tuple[str, str]) -> list[EventRow]:
    return [event(day, clock, LUX, number, Cause.DEVICE) for clock, number in measured]


def test_of_what_answers_a_sensor_the_days_on_which_people_did_it_stand_beside_the_others() -> None:
    rows = [
        event(-1, "23:00", LAMP, "off"), event(-1, "23:00", LUX, "500", Cause.DEVICE),
        *a_dusk(0, ("17:00", "60"), ("18:00", "35"), ("19:00", "5")), *turned_on(0, "18:10"),
        *a_dusk(1, ("12:00", "300"), ("15:00", "80"), ("16:00", "unavailable"), ("18:00", "120")),
        *a_dusk(2, ("12:00", "400"), ("18:00", "90")),
    ]  # fmt: skip
    past = timeline(living(range(3)), rows, home=LIT)
    trigger = Crosses(entity_id=LUX, limit=40.0, is_above=False)

    (axis,) = written(trigger, past, now=at(3, "09:00"))[1].axes

    assert axis == Axis(entity_id=LUX, unit="lx", above=None, below=40.0, did=(35.0,), did_not=(500.0, 80.0, 90.0))


def test_what_people_set_when_they_did_it_is_told_of_the_newest_acts() -> None:
    days = range(8)
    evening = routine(LAMP, "18:05", days)
    past = timeline(living(days), evening, set_to(LAMP, "brightness", {day: 100.0 + day for day in days}, evening))

    _, diary = written(SIX, past)

    assert diary.was_set == (
        WasSet(entity_id=LAMP, attribute="brightness", values=(100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0)),
    )


def test_nothing_was_set_where_nobody_knows_of_it() -> None:
    assert written(SIX, a_week(turned_on(0, "18:05")))[1].was_set == ()
