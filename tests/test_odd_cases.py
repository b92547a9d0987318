"""The stories that fool detectors, each told once."""

from datetime import datetime

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.suggestion import Learned, Suggestion
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange
from custom_components.homeiq.model.habits.usual import usual
from custom_components.homeiq.past.days.sun import sun_times
from custom_components.homeiq.settings import Settings
from tests.histories import BERLIN, ENGLISH, HOME, columns, event, learned, living, routine, titles, workdays

EIGHT_WEEKS = range(56)


def on(found: Learned, entity: str) -> list[Suggestion]:
    return [one for one in found.suggestions if entity in one.pattern.entities and one.pattern.state != "off"]


def test_ten_to_twelve_and_ten_past_are_one_habit() -> None:
    late = np.random.default_rng(2).uniform(0, 1200, 56)
    rows = [
        row
        for day in EIGHT_WEEKS
        for row in (
            event(day, "23:50", "light.bed", "on", delay=float(late[day])),
            event(day, "23:59", "light.bed", "off", delay=10000.0 + 300 * (day % 29)),
        )
    ]

    found = on(learned(living(EIGHT_WEEKS), rows), "light.bed")

    assert len(found) == 1


def test_two_lamps_of_an_evening_are_two_habits_and_not_one_another() -> None:
    floor = routine("light.floor", "20:00", EIGHT_WEEKS, seed=1, looseness=9)
    shelf = routine("light.shelf", "20:05", EIGHT_WEEKS, seed=2, looseness=9)

    found = learned(living(EIGHT_WEEKS), floor, shelf).suggestions

    lit = [one for one in found if one.pattern.state == "on"]
    assert {type(one.pattern.trigger) for one in lit} == {AtTime}
    assert len(lit) == 2


def heating() -> list[EventRow]:
    """Two people come and go; whoever is the last turns the heating off."""
    draw = np.random.default_rng(12)
    rows = [event(-1, "01:00", name, "home") for name in ("person.a", "person.b")]
    rows.append(event(-1, "01:00", "climate.flat", "heat"))
    for day in EIGHT_WEEKS:
        first, second = draw.uniform(7, 9) * 3600, draw.uniform(9.5, 12) * 3600
        who = ("person.a", "person.b") if draw.random() < 0.5 else ("person.b", "person.a")
        rows += [
            event(day, "00:00", who[0], "not_home", delay=first),
            event(day, "00:00", who[1], "not_home", delay=second),
            event(day, "00:00", "climate.flat", "off", delay=second + float(draw.uniform(20, 90))),
            event(day, "17:00", who[0], "home", delay=float(draw.uniform(0, 3600))),
            event(day, "18:30", who[1], "home", delay=float(draw.uniform(0, 3600))),
            event(day, "20:00", "climate.flat", "heat", delay=float(draw.uniform(0, 7200))),
        ]  # fmt: skip
    return rows


def test_the_last_one_to_leave_turns_the_heating_off() -> None:
    found = learned(living(EIGHT_WEEKS), heating()).suggestions

    (one,) = [one for one in found if one.pattern.state == "off" and "climate.flat" in one.pattern.entities]
    assert one.pattern.trigger == OnChange(entity_id="zone.home", to="0")
    assert one.title == "Turn off Flat when the last person leaves home"


def at_seven(first: datetime, zone_lamp: str = "light.hall") -> list[EventRow]:
    """Eight weeks of a lamp at seven by the wall clock."""
    noise = np.random.default_rng(3).normal(0, 300, 56)
    rows: list[EventRow] = []
    for day in range(56):
        wall = datetime.fromordinal(first.toordinal() + day).replace(tzinfo=BERLIN, hour=7)
        time = wall.timestamp() + float(noise[day])
        rows.append((time, zone_lamp, "on", int(Cause.PERSON)))
        rows.append((time + 3600 + 97 * (day % 37), zone_lamp, "off", int(Cause.PERSON)))
    return rows


@pytest.mark.parametrize("first", [datetime(2026, 3, 1), datetime(2026, 9, 27)], ids=["spring", "autumn"])  # noqa: DTZ001 - local days
def test_the_clock_change_moves_no_habit(first: datetime) -> None:
    history = columns(at_seven(first))

    found = learn(history, HOME, Settings(), now=float(history.time[-1]), words=ENGLISH)

    (one,) = on(found, "light.hall")
    assert usual(one.pattern).trigger == AtTime(minute=7 * 60)
    assert one.backtest.hits == one.backtest.runs


def test_nine_days_of_holiday_do_not_end_a_habit() -> None:
    home = [day for day in EIGHT_WEEKS if day < 47]

    found = learned(living(home), routine("light.kitchen", "06:45", home)).suggestions

    assert [one.title for one in found] == ["Turn on Kitchen at 06:35 every day"]


def test_a_lock_at_two_thirds_is_not_shown() -> None:
    days = [day for day in EIGHT_WEEKS if day % 3]
    rows = [
        row
        for day in EIGHT_WEEKS
        for row in (
            event(day, "22:00" if day in days else "23:59", "lock.door", "locked", delay=60.0 * (day % 7)),
            event(day, "08:00", "lock.door", "unlocked", delay=61.0 * (day % 11)),
        )
        if day in days or row[2] == "unlocked"
    ]

    assert titles(living(EIGHT_WEEKS), rows) == []


def test_a_lock_that_is_nearly_always_locked_is_shown() -> None:
    rows = [
        row
        for day in EIGHT_WEEKS
        for row in (
            event(day, "22:00", "lock.door", "locked", delay=60.0 * (day % 7)),
            event(day, "08:00", "lock.door", "unlocked", delay=3600.0 * (day * 7 % 10)),
        )
    ]

    found = titles(living(EIGHT_WEEKS), rows)

    assert [title for title in found if title.startswith("Lock Door at 22:")]


def test_the_opposite_of_what_one_does_is_not_suggested() -> None:
    rows = routine("light.kitchen", "06:45", EIGHT_WEEKS)

    found = learned(living(EIGHT_WEEKS), rows).suggestions

    assert {one.pattern.state for one in found} == {"on"}


def test_one_habit_is_shown_once() -> None:
    """A door, its contact's twin and the motion behind it all come before the same lamp."""
    rows: list[EventRow] = [event(-1, "01:00", "light.hall", "off")]
    names = ("binary_sensor.door", "binary_sensor.door_twin", "binary_sensor.hall")
    rows += [event(-1, "01:00", name, "off") for name in names]
    draw = np.random.default_rng(5)
    for day in EIGHT_WEEKS:
        for _ in range(2):
            start = float(draw.uniform(7, 22)) * 3600
            for place, name in enumerate(names):
                rows.append(event(day, "00:00", name, "on", Cause.DEVICE, start + place))
                rows.append(event(day, "00:00", name, "off", Cause.DEVICE, start + place + 30))
            rows.append(event(day, "00:00", "light.hall", "on", delay=start + 6 + float(draw.uniform(0, 4))))
            rows.append(event(day, "00:00", "light.hall", "off", delay=start + 900 + float(draw.uniform(0, 900))))

    assert len(on(learned(living(EIGHT_WEEKS), rows), "light.hall")) == 1


def test_two_switches_of_one_panel_do_not_set_off_each_other() -> None:
    """Whichever is pressed first, the other one follows a few seconds later."""
    names = ("switch.left", "switch.right")
    rows: list[EventRow] = [event(-1, "01:00", name, "off") for name in names]
    draw = np.random.default_rng(8)
    for day in EIGHT_WEEKS:
        start = float(draw.uniform(9, 22)) * 3600
        first, second = names if draw.random() < 0.85 else names[::-1]
        rows += [
            event(day, "00:00", first, "on", delay=start),
            event(day, "00:00", second, "on", delay=start + 3 + float(draw.uniform(0, 4))),
            event(day, "00:00", first, "off", delay=start + 2000 + float(draw.uniform(0, 4000))),
            event(day, "00:00", second, "off", delay=start + 2000 + float(draw.uniform(0, 4000))),
        ]

    found = [one for one in learned(living(EIGHT_WEEKS), rows).suggestions if one.pattern.state == "on"]

    assert len(found) == 1


def test_an_appliance_in_bursts_is_no_habit() -> None:
    rows = [
        row
        for day in (10, 17, 33)
        for minute in range(0, 120, 4)
        for row in (
            event(day, "14:00", "switch.dishwasher", "on", Cause.DEVICE, 60.0 * minute),
            event(day, "14:00", "switch.dishwasher", "off", Cause.DEVICE, 60.0 * minute + 100),
        )
    ]

    assert titles(living(EIGHT_WEEKS), rows) == []


def by_the_sun(days: range, sigma: float) -> list[EventRow]:
    noise = np.random.default_rng(9).normal(0, 60 * sigma, 400)
    numbers = np.array([int(event(day, "12:00", "light.porch", "on")[0] // 86400) for day in days])
    sunset = sun_times(numbers, HOME.latitude, HOME.longitude)[1]
    rows = [event(days[0] - 1, "01:00", "light.porch", "off")]
    for place, day in enumerate(days):
        rows.append((float(sunset[place] + 600 + noise[place]), "light.porch", "on", int(Cause.PERSON)))
        rows.append(event(day, "23:20", "light.porch", "off", delay=61.0 * (day * 7 % 31)))
    return rows


@pytest.mark.parametrize("weeks", [8, 12])
def test_over_months_the_sun_is_told_from_the_clock(weeks: int) -> None:
    days = range(7 * weeks)

    (one,) = on(learned(living(days), by_the_sun(days, 7.0)), "light.porch")

    trigger = usual(one.pattern).trigger
    assert isinstance(trigger, AtSun)
    assert abs(trigger.offset_minutes - 10) <= 5


@pytest.mark.parametrize("weeks", [8, 12])
def test_over_months_the_clock_is_told_from_the_sun(weeks: int) -> None:
    days = range(7 * weeks)

    (one,) = on(learned(living(days), routine("light.porch", "19:00", days, looseness=7)), "light.porch")

    assert isinstance(one.pattern.trigger, AtTime)


def test_a_morning_and_an_evening_of_one_lamp_are_two_habits() -> None:
    rows = [
        row
        for day in EIGHT_WEEKS
        for clock, off in (("06:45", "07:40"), ("20:15", "22:30"))
        for row in (
            event(day, clock, "light.kitchen", "on", delay=60.0 * (day * 3 % 11)),
            event(day, off, "light.kitchen", "off", delay=61.0 * (day * 5 % 23)),
        )
    ]

    found = on(learned(living(EIGHT_WEEKS), rows), "light.kitchen")

    assert len({one.signature for one in found}) == 2


def test_two_habits_within_one_hour_have_two_names() -> None:
    rows = [
        row
        for day in EIGHT_WEEKS
        for clock, off in (("07:00", "07:10"), ("07:50", "08:30"))
        for row in (
            event(day, clock, "media_player.radio", "on", delay=11.0 * (day * 3 % 11)),
            event(day, off, "media_player.radio", "off", delay=11.0 * (day * 5 % 23)),
        )
    ]

    found = learned(living(EIGHT_WEEKS), rows)

    names = [one.signature for one in found.patterns]
    assert len(names) == len(set(names))


def test_confidence_falls_from_night_to_night_when_a_habit_is_kept_less() -> None:
    kept = routine("light.kitchen", "06:45", workdays(6))
    fewer = routine("light.kitchen", "06:45", [day for day in workdays(8) if day < 42 or day % 2])
    six, eight = learned(living(range(42)), kept), learned(living(EIGHT_WEEKS), fewer)

    before, after = on(six, "light.kitchen")[0], next(one for one in eight.patterns if one.state == "on")

    assert after.evidence.confidence < before.pattern.evidence.confidence
    assert after.signature == before.signature


def test_a_machine_answers_its_trigger() -> None:
    """The lamp follows the sensor by the same moment every time, though the sensor mostly leads to nothing."""
    rows: list[EventRow] = [event(-1, "01:00", "light.hall", "off", Cause.UNKNOWN)]
    draw = np.random.default_rng(3)
    for day in EIGHT_WEEKS:
        starts = np.sort(draw.uniform(7 * 3600, 22 * 3600, 30))
        for place, start in enumerate(starts.tolist()):
            rows.append(event(day, "00:00", "binary_sensor.street", "on", Cause.UNKNOWN, start))
            rows.append(event(day, "00:00", "binary_sensor.street", "off", Cause.UNKNOWN, start + 5))
            if place == day % 30:
                rows.append(event(day, "00:00", "light.hall", "on", Cause.UNKNOWN, start + 0.4))
                rows.append(event(day, "00:00", "light.hall", "off", Cause.UNKNOWN, start + 700 + 13 * (day % 17)))

    assert learned(rows).acts > len(EIGHT_WEEKS)
