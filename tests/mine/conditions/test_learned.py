"""Conditions learned from the misses: the right one, at its price, and none without need."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import (
    WEEKEND,
    Between,
    Condition,
    Dark,
    Idle,
    Pattern,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.suggest.select import is_chosen
from tests.histories import HOME, at, event, timeline
from tests.mined import follow_ups_in

DAYS = range(56)
MOTION, LAMP = "binary_sensor.hall_motion", "light.hall"
NINE = tuple(range(6, 24, 2))
# The sun goes by the hour and the place, whatever happened there.
SKY = timeline([event(0, "12:00", LAMP, "on")])


def moved(day: int, clock: str, *, lights: bool, lasting: float = 60.0) -> list[EventRow]:
    """Somebody walks by, and turns the light on where it is wanted."""
    rows = [
        event(day, clock, MOTION, "on", Cause.DEVICE),
        event(day, clock, MOTION, "off", Cause.DEVICE, lasting),
    ]
    if lights:
        rows.append(event(day, clock, LAMP, "on", delay=3.0 + day % 4))
        rows.append(event(day, clock, LAMP, "off", delay=1000.0 + 61 * (day % 9)))
    return rows


def walking(wanted: Callable[[int, int], bool]) -> list[EventRow]:
    """Nine walks a day, at times that wander; the light is wanted on some of them."""
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")]
    for day in DAYS:
        for hour in NINE:
            rows += moved(day, f"{hour:02}:{day % 50:02}", lights=wanted(day, hour))
    return rows


def found(*stories: Sequence[EventRow], home: Home = HOME) -> Pattern:
    past = timeline(*stories, home=home)
    (pattern,) = [one for one in follow_ups_in(past) if one.state == "on"]
    return pattern


def conditions(*stories: Sequence[EventRow], home: Home = HOME) -> tuple[Condition, ...]:
    return found(*stories, home=home).conditions


def test_what_is_always_wanted_needs_no_condition() -> None:
    assert conditions(walking(lambda _day, _hour: True)) == ()


def test_darkness_is_seen() -> None:
    clocks = [(day, f"{hour:02}:{day % 50:02}") for hour in NINE for day in DAYS]
    rows = [row for day, clock in clocks for row in moved(day, clock, lights=is_dark(day, clock))]

    assert conditions(rows) == (Dark(),)


def test_what_is_done_now_and_then_by_day_as_well_does_not_hide_that_it_is_done_in_the_dark() -> None:
    clocks = [(day, f"{hour:02}:{day % 50:02}", (7 * day + hour) % 9 < 2) for hour in NINE for day in DAYS]
    dark = {(day, clock) for day, clock, _ in clocks if is_dark(day, clock)}
    by_day = sum(now_and_then for day, clock, now_and_then in clocks if (day, clock) not in dark)

    rows = [
        row
        for day, clock, now_and_then in clocks
        for row in moved(day, clock, lights=now_and_then or (day, clock) in dark)
    ]

    assert len(dark) / 3 < by_day < len(dark)  # more than a quarter, and less than half
    assert conditions(rows) == (Dark(),)


@cache
def is_dark(day: int, clock: str) -> bool:
    return bool(SKY.dark(np.array([at(day, clock)]))[0])


def nights(wanted: Callable[[str, int, int], bool]) -> list[EventRow]:
    """Walks at all hours, those of the cat at night as well."""
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")]
    for day in DAYS:
        for hour in range(24):
            clock = f"{hour:02}:{(7 * day + 11 * hour) % 50:02}"
            rows += moved(day, clock, lights=wanted(clock, day, hour))
    return rows


def test_darkness_is_rather_the_reason_than_the_evening() -> None:
    """People are up in the dark from six to eight and until midnight: a band of the evening fits nearly as well."""
    found_first, *_ = conditions(nights(lambda clock, day, hour: is_dark(day, clock) and not 0 <= hour < 6))

    assert found_first == Dark()


def test_who_sleeps_needs_no_light_though_it_is_dark() -> None:
    _, band = conditions(nights(lambda clock, day, hour: is_dark(day, clock) and not 0 <= hour < 6))

    assert isinstance(band, Between)
    assert 4 * 60 <= band.after <= 7 * 60
    assert band.before in {0, 15, 30, 23 * 60 + 45}


def test_what_says_no_more_than_the_clock_is_no_witness() -> None:
    """The aquarium is lit from eight to eight by a timer; the light is wanted by day, and every other evening."""
    aquarium = [
        event(day, clock, "light.aquarium", state, Cause.AUTOMATION)
        for day in DAYS
        for clock, state in (("08:00", "on"), ("20:00", "off"))
    ]

    seen = conditions(walking(lambda day, hour: 8 <= hour < 20 or bool(day % 4 == 0)), aquarium)

    assert not [one for one in seen if isinstance(one, StateIs)]


def test_many_walks_of_a_few_days_are_one_testimony_a_day() -> None:
    """On some days everything is wanted; that a heater is off on most of these is an accident."""
    draw = np.random.default_rng(14)
    good = draw.random(56) < 0.65
    heater = np.where(draw.random(56) < 0.75, good, ~good)
    switch = [event(day, "00:10", "switch.heater", ("on", "off")[int(heater[day])]) for day in DAYS[::4]]

    past = timeline(walking(lambda day, _hour: bool(good[day])), switch)
    seen = [one for one in follow_ups_in(past) if one.state == "on"]

    assert not [one for pattern in seen for one in pattern.conditions if isinstance(one, StateIs)]


def test_a_time_of_the_day_is_seen() -> None:
    (condition,) = conditions(walking(lambda _day, hour: 10 <= hour <= 14))

    assert isinstance(condition, Between)


def test_there_is_one_band_and_not_another_within_it() -> None:
    """A night watch wants light from nine to four, less towards the ends, where a narrower band would gain as well."""
    draw = np.random.default_rng(31)
    share = {21: 0.55, 22: 0.7, 23: 0.95, 0: 0.95, 1: 0.95, 2: 0.7, 3: 0.55}
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")]
    for day in DAYS:
        for hour in (20, 21, 22, 23, 0, 1, 2, 3, 4, 5):
            rows += moved(day, f"{hour:02}:{day % 50:02}", lights=bool(draw.random() < share.get(hour, 0.05)))

    (condition,) = conditions(rows)

    assert isinstance(condition, Between)


def test_days_are_seen() -> None:
    pattern = found(walking(lambda day, _hour: day % 7 < 5))

    assert (pattern.weekdays, pattern.conditions) == (frozenset(range(5)), ())


def test_a_single_weekday_is_seen() -> None:
    pattern = found(walking(lambda day, _hour: day % 7 == 2))

    assert (pattern.weekdays, pattern.conditions) == (frozenset({2}), ())


@pytest.mark.parametrize("weekdays", [{1, 3}, {0, 2, 4}, {0, 1, 2, 3}, {4, 5, 6}, {0, 1, 2, 3, 4, 5}])
def test_a_set_of_weekdays_is_seen(weekdays: set[int]) -> None:
    pattern = found(walking(lambda day, _hour: day % 7 in weekdays))

    assert (pattern.weekdays, pattern.conditions) == (frozenset(weekdays), ())


def test_the_weekend_is_seen_though_people_keep_it_better_on_one_of_its_days() -> None:
    draw = np.random.default_rng(9).random((56, 24))

    pattern = found(walking(lambda day, hour: day % 7 == 5 or (day % 7 == 6 and bool(draw[day, hour] < 0.7))))

    assert pattern.weekdays == WEEKEND


def test_one_day_full_of_acts_is_no_weekday() -> None:
    """On half of all days everything is wanted, which says nothing of Tuesdays."""
    good = np.random.default_rng(10).random(56) < 0.65

    assert found(walking(lambda day, _hour: bool(good[day]))).weekdays == frozenset(range(7))


def test_what_was_done_lately_is_not_done_again() -> None:
    """Whoever walks by lights the lamp, but for the four hours after it was put out."""
    draw = np.random.default_rng(12)
    rows, out = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")], at(-1, "00:30")
    for day in DAYS:
        for hour in sorted(draw.choice(np.arange(6, 24), 8, replace=False).tolist()):
            clock = f"{hour:02}:{day % 20:02}"
            wanted = at(day, clock) - out > 4 * 3600
            rows += moved(day, clock, lights=wanted)
            out = at(day, clock, 1000.0 + 61 * (day % 9)) if wanted else out

    pattern = found(rows)

    assert pattern.conditions == (Idle(entity_id=LAMP, state="off", seconds=14400),)
    assert is_chosen(pattern)


def drawn(seed: int, share: float) -> NDArray[np.bool_]:
    """Something that is so on some of all hours, whichever they are."""
    return np.random.default_rng(seed).random((56, 24)) < share


def told(name: str, when: NDArray[np.bool_]) -> list[EventRow]:
    """It is on in some hours, from half an hour before them."""
    clocks = [(day, hour) for day in DAYS for hour in NINE]
    return [event(day, f"{hour - 1:02}:30", name, ("off", "on")[int(when[day, hour])]) for day, hour in clocks]


def test_what_is_only_a_part_of_the_reason_is_not_taken_for_it() -> None:
    """The light is wanted while the heater is on; the pump runs then, mostly, and they see to it the better."""
    heater, also, kept = drawn(21, 0.5), drawn(22, 0.72), drawn(23, 0.7)
    pump = heater & also

    seen = conditions(
        walking(lambda day, hour: bool(pump[day, hour] or (heater[day, hour] and kept[day, hour]))),
        told("switch.heater", heater),
        told("switch.pump", pump),
    )

    assert seen == (StateIs(entity_id="switch.heater", state="on"),)


def test_the_states_of_two_things_are_seen() -> None:
    heater, pump = drawn(24, 0.5), drawn(25, 0.5)

    seen = conditions(
        walking(lambda day, hour: bool(heater[day, hour] and pump[day, hour])),
        told("switch.heater", heater),
        told("switch.pump", pump),
    )

    assert set(seen) == {StateIs(entity_id=f"switch.{name}", state="on") for name in ("heater", "pump")}


@pytest.mark.parametrize(("device_class", "is_seen"), [("window", True), ("running", True), ("vibration", False)])
def test_people_go_by_what_a_sensor_tells_for_hours(device_class: str, *, is_seen: bool) -> None:
    name, on = "binary_sensor.one", drawn(26, 0.5)
    home = replace(HOME, entities={name: Entity(entity_id=name, name="One", device_class=device_class)})

    seen = conditions(walking(lambda day, hour: bool(on[day, hour])), told(name, on), home=home)

    assert seen == (StateIs(entity_id=name, state="on"),) * is_seen


def test_the_state_of_another_thing_is_seen() -> None:
    guests = np.random.default_rng(4).permutation(56) % 2 == 0
    switch = [event(day, "00:10", "input_boolean.guests", ("off", "on")[int(guests[day])]) for day in DAYS]

    assert conditions(walking(lambda day, _hour: bool(guests[day])), switch) == (
        StateIs(entity_id="input_boolean.guests", state="on"),
    )


def test_the_state_of_another_thing_is_seen_where_it_is_a_rare_one() -> None:
    """The house sleeps during one walk in eight, at any time of the day: it is mostly right to light the hall."""
    asleep = np.random.default_rng(9).random((56, 24)) < 1 / 8
    mode = [
        event(day, clock, "input_select.mode", state)
        for day in DAYS
        for hour in NINE
        if asleep[day, hour]
        for clock, state in ((f"{hour - 1:02}:55", "Sleep"), (f"{hour:02}:58", "Home"))
    ]

    seen = conditions(walking(lambda day, hour: not asleep[day, hour]), mode)

    assert seen == (StateIs(entity_id="input_select.mode", state="Home"),)


def test_a_price_in_words_is_seen_where_the_owner_named_it() -> None:
    price = "sensor.power_price"
    levels = [event(day, f"{hour:02}:00", price, said(day, hour), Cause.DEVICE) for day in DAYS for hour in range(24)]
    walks = walking(lambda day, hour: said(day, hour) == "cheap")

    named = replace(HOME, around=Surroundings(sensors=frozenset({price})))
    assert conditions(levels, walks, home=named) == (StateIs(entity_id=price, state="cheap"),)


def said(day: int, hour: int) -> str:
    """Return what the price is called in an hour; no clock tells that."""
    return ("cheap", "normal", "expensive")[(day * 7 + hour * 5 + day * hour) % 3]


def test_an_empty_home_is_seen() -> None:
    """Of two persons, one or the other is out half of the days, and now and then both are."""
    draw = np.random.default_rng(6)
    home = {name: draw.random(56) < 0.5 for name in ("person.a", "person.b")}
    people = [
        event(day, "00:10", name, ("not_home", "home")[int(there[day])]) for name, there in home.items() for day in DAYS
    ]

    seen = conditions(walking(lambda day, _hour: bool(home["person.a"][day] | home["person.b"][day])), people)

    assert seen == (SomebodyHome(),)


def test_a_person_living_alone_is_seen_to_be_home() -> None:
    """Sensors fire on without them; that is no stranger a reason than with two persons."""
    home = np.random.default_rng(7).random((56, 2)) < 0.8
    person = [
        event(day, clock, "person.a", ("not_home", "home")[int(home[day][half])])
        for day in DAYS
        for half, clock in enumerate(("00:10", "13:10"))
    ]

    assert conditions(walking(lambda day, hour: bool(home[day][int(hour > 13)])), person) == (SomebodyHome(),)


def test_quiet_before_is_seen() -> None:
    """Who comes back within minutes finds the way; after a longer while the light is wanted."""
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")]
    for day in DAYS:
        for hour in NINE:
            start = 60 * (day % 30)
            for late, wanted in ((0.0, True), (1300.0, False), (1500.0, False)):
                clock = f"{hour:02}:00"
                rows.append(event(day, clock, MOTION, "on", Cause.DEVICE, start + late))
                rows.append(event(day, clock, MOTION, "off", Cause.DEVICE, start + late + 40))
                if wanted:
                    rows.append(event(day, clock, LAMP, "on", delay=start + late + 4 + day % 3))
                    rows.append(event(day, clock, LAMP, "off", delay=start + late + 1000 + 7 * (day % 5)))

    (condition,) = conditions(rows)

    assert isinstance(condition, Idle)
    assert condition.entity_id == MOTION
    assert condition.seconds >= 1800


def test_some_minutes_of_quiet_are_seen_of_a_sensor_that_fires_all_the_time() -> None:
    """Who comes in mostly lights the lamp and soon puts it out again; the sensor fires each minute that they stay."""
    draw = np.random.default_rng(3)
    rows = [event(-1, "00:30", LAMP, "off"), event(-1, "00:30", MOTION, "off")]
    for day in DAYS[:21]:
        for hour in NINE:
            for came in (0.0, 1400.0, 2800.0):
                clock, late = f"{hour:02}:{day % 10:02}", came + float(draw.uniform(4, 40))
                for stirs in range(21):
                    rows.append(event(day, clock, MOTION, "on", Cause.DEVICE, came + 57.0 * stirs))
                    rows.append(event(day, clock, MOTION, "off", Cause.DEVICE, came + 57.0 * stirs + 10))
                if draw.random() < 0.85:
                    rows.append(event(day, clock, LAMP, "on", delay=late))
                    rows.append(event(day, clock, LAMP, "off", delay=late + float(draw.uniform(20, 300))))

    (condition,) = conditions(rows)

    assert isinstance(condition, Idle)
    assert condition.entity_id == MOTION
    assert 60 <= condition.seconds <= 180


def test_a_quiet_room_is_seen() -> None:
    """The door of the bathroom leads to light only where nobody has been in there before."""
    names = ("binary_sensor.bath_door", "binary_sensor.bath_motion", "light.bath")
    home = Home(
        time_zone=HOME.time_zone,
        latitude=HOME.latitude,
        longitude=HOME.longitude,
        entities={name: Entity(entity_id=name, name=name, area_id="bath") for name in names},
    )
    door, motion, lamp = names
    rows = [event(-1, "00:30", name, "off") for name in names]
    for day in DAYS:
        for place, hour in enumerate(NINE):
            clock, busy = f"{hour:02}:{day % 50:02}", (place + day) % 3 != 0
            if busy:
                rows.append(event(day, clock, motion, "on", Cause.DEVICE, -200 - place))
                rows.append(event(day, clock, motion, "off", Cause.DEVICE, -150 - place))
            rows.append(event(day, clock, door, "on", Cause.DEVICE))
            rows.append(event(day, clock, door, "off", Cause.DEVICE, 20))
            if not busy:
                rows.append(event(day, clock, lamp, "on", delay=4.0 + day % 3))
                rows.append(event(day, clock, lamp, "off", delay=900.0 + 61 * (day % 9)))

    assert conditions(rows, home=home) == (Idle(entity_id=motion, state="off", seconds=180),)


def test_another_room_that_is_quiet_is_seen() -> None:
    """Who comes into the hall lights it where nobody has been in the kitchen for a while."""
    kitchen, busy = "binary_sensor.kitchen", drawn(27, 0.5)
    home = replace(HOME, entities={kitchen: Entity(entity_id=kitchen, name="Kitchen", device_class="motion")})
    stirs = [
        event(day, f"{hour - 1:02}:{55 - 5 * (day % 3):02}", kitchen, state, Cause.DEVICE, 30.0 * (state == "off"))
        for day in DAYS
        for hour in NINE
        if busy[day, hour]
        for state in ("on", "off")
    ]

    (condition,) = conditions(walking(lambda day, hour: not busy[day, hour]), stirs, home=home)

    assert isinstance(condition, Idle)
    assert condition.entity_id == kitchen


@pytest.mark.parametrize("share", [3 / 4, 7 / 8])
def test_an_accident_among_many_things_is_no_condition(share: float) -> None:
    """Some of the walks lead to nothing, for no reason; fifty switches change at random."""
    draw = np.random.default_rng(2)
    wanted = draw.random((56, 24)) < share
    switches = [
        event(day, f"{hour:02}:30", f"switch.s{number}", str(draw.choice(["on", "off"])), Cause.AUTOMATION)
        for number in range(50)
        for day in DAYS
        for hour in (5, 12, 19)
    ]

    assert conditions(walking(lambda day, hour: bool(wanted[day, hour])), switches) == ()


@pytest.mark.parametrize("days", [range(56), range(28)])
def test_a_condition_keeps_what_it_was_worth(days: range) -> None:
    pattern = found([row for row in walking(lambda _day, hour: 10 <= hour <= 14) if row[0] < at(days[-1], "23:59")])

    evidence = pattern.evidence
    assert evidence.opportunities_without > 2 * evidence.opportunities
    assert evidence.hits_without >= evidence.hits


WORKDAY = "binary_sensor.workday"
HOLIDAYS = (8, 9, 24, 37)  # Tuesdays, Wednesdays and a Thursday
AT_WORK = replace(HOME, around=Surroundings(workday=WORKDAY))


def is_off(day: int) -> bool:
    return day % 7 > 4 or day in HOLIDAYS


def workdays() -> list[EventRow]:
    """The entity of workdays, which changes at midnight."""
    return [event(day, "00:00", WORKDAY, "off" if is_off(day) else "on", Cause.DEVICE) for day in (-1, *DAYS)]


def test_days_off_are_seen_where_the_owner_named_what_tells_them() -> None:
    rows = walking(lambda day, _hour: is_off(day))

    assert conditions(rows, workdays(), home=AT_WORK) == (StateIs(entity_id=WORKDAY, state="off"),)


def test_where_weekdays_tell_the_days_as_well_they_do() -> None:
    pattern = found(walking(lambda day, _hour: day % 7 > 4), workdays(), home=AT_WORK)

    assert (pattern.weekdays, pattern.conditions) == (WEEKEND, ())


def test_without_a_word_from_the_owner_weekdays_tell_the_days() -> None:
    assert WORKDAY not in str(conditions(walking(lambda day, _hour: is_off(day)), workdays()))
