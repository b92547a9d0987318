"""What people set while a thing stays as it is, and what looks like it."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.readings import UnitEra
from custom_components.homeiq.past.acts import find_units, unit_of
from tests.habits import habit
from tests.heating import BEDROOM, heating, set_at, warm_by_day
from tests.histories import HOME, at, event, living, timeline

NIGHT = "heat#temperature=17"
SET = f"{BEDROOM}#temperature"


def acts(*stories: Sequence[EventRow], home: Home = HOME) -> list[tuple[str, float]]:
    """What people set the bedroom's thermostat to, and when; somebody lives there for weeks."""
    found = [
        (moment, unit.state)
        for unit in find_units(timeline(living(range(31)), *stories, home=home))
        if "#" in unit.state
        for moment in unit.acts.tolist()
    ]
    return [(state, moment) for moment, state in sorted(found)]


def test_a_temperature_that_is_set_is_an_act() -> None:
    assert acts(heating(), [set_at(0, "22:30", 17)]) == [(NIGHT, at(0, "22:30"))]


def test_steps_of_a_dial_are_one_act() -> None:
    steps = [set_at(0, "22:30", degrees, Cause.DEVICE, 4.0 * step) for step, degrees in enumerate((19, 18.5, 18, 17))]

    assert acts(heating(), steps) == [(NIGHT, at(0, "22:30"))]


def test_what_is_corrected_within_three_minutes_is_what_it_was_corrected_to() -> None:
    corrected = [set_at(0, "22:30", 16), set_at(0, "22:30", 17, delay=170)]

    assert acts(heating(), corrected) == [(NIGHT, at(0, "22:30"))]


def test_what_is_taken_back_at_once_was_never_set() -> None:
    assert acts(heating(), [set_at(0, "22:30", 17), set_at(0, "22:30", 20, delay=30)]) == []


def test_what_is_set_later_is_an_act_of_its_own() -> None:
    later = [set_at(0, "22:30", 18), set_at(0, "22:30", 17, delay=200)]

    assert acts(heating(), later) == [("heat#temperature=18", at(0, "22:30")), (NIGHT, at(0, "22:33", 20))]


@pytest.mark.parametrize("delay", [-2, 0, 150])
def test_what_comes_with_a_change_of_state_belongs_to_that(delay: int) -> None:
    turned_on = [
        event(0, "20:00", BEDROOM, "off"),
        event(0, "22:30", BEDROOM, "heat"),
        set_at(0, "22:30", 17, delay=delay),
    ]

    assert acts(heating(), turned_on) == []


@pytest.mark.parametrize("cause", [Cause.AUTOMATION, Cause.STARTUP, Cause.CODE, Cause.EXCLUDED, Cause.HOMEIQ])
def test_what_no_hand_set_is_none(cause: Cause) -> None:
    assert acts(heating(), [set_at(0, "22:30", 17, cause)]) == []


def test_who_sets_back_what_a_machine_set_has_set_it() -> None:
    machine = [set_at(0, "20:00", 17, Cause.AUTOMATION), set_at(0, "22:30", 20)]

    assert acts(heating(), machine) == [("heat#temperature=20", at(0, "22:30"))]


def test_what_it_comes_back_with_from_an_absence_was_set_by_nobody() -> None:
    away = [
        event(0, "22:00", BEDROOM, "unavailable", Cause.STARTUP),
        event(0, "22:30", BEDROOM, "heat", Cause.STARTUP),
        set_at(0, "22:30", 17, Cause.DEVICE, 20),
    ]

    assert acts(heating(), away) == []


def test_nothing_is_set_while_it_is_off_nor_without_a_value() -> None:
    nothing = [
        set_at(0, "12:00", "none"),
        event(0, "20:00", BEDROOM, "off"),
        set_at(0, "22:30", 17),
        event(1, "08:00", BEDROOM, "heat"),
    ]

    assert acts(heating(), nothing) == []


def test_what_was_set_after_all_that_is_known_is_left_out() -> None:
    assert acts(heating(), [set_at(0, "22:30", 17), set_at(40, "06:45", 20)]) == [(NIGHT, at(0, "22:30"))]


def test_what_is_known_by_its_value_alone_has_no_acts() -> None:
    assert acts([set_at(0, "20:00", 20), set_at(0, "22:30", 17)]) == []


def test_values_that_are_near_each_other_are_the_one_that_is_set_most() -> None:
    evenings = [set_at(day, "22:30", 17.5 if day == 3 else 17) for day in range(6)]
    mornings = [set_at(day, "06:45", 20 if day % 3 else 20.5) for day in range(1, 6)]

    assert {state for state, _ in acts(heating(), evenings, mornings)} == {NIGHT, "heat#temperature=20"}


def test_degrees_fahrenheit_are_near_when_they_are_one_apart() -> None:
    evenings = [set_at(day, "22:30", 63 if day == 3 else 62) for day in range(6)]
    mornings = [set_at(day, "06:45", 68) for day in range(1, 6)]

    found = {state for state, _ in acts(heating(degrees=68), evenings, mornings)}

    assert found == {"heat#temperature=62", "heat#temperature=68"}


def test_what_was_set_in_another_unit_is_told_in_that_of_now() -> None:
    era = UnitEra(until=at(1, "00:00"), factor=5 / 9, offset=-160 / 9)
    home = Home(eras={SET: (era,)})

    found = acts(heating(degrees=68), [set_at(0, "22:30", 62.6), set_at(1, "06:45", 20)], home=home)

    assert [state for state, _ in found] == [NIGHT, "heat#temperature=20"]


def test_a_thermostats_own_programme_is_a_machines() -> None:
    programme = [
        set_at(day, clock, degrees, Cause.DEVICE, 0.1 * (day % 3))
        for day in range(30)
        for clock, degrees in (("06:30", 20), ("22:00", 17))
    ]

    assert acts(heating(degrees=17), programme) == []


def test_two_thermostats_that_one_tap_sets_are_one_unit() -> None:
    bedroom = warm_by_day(range(6))
    office = [
        (moment + 0.4, name.replace(BEDROOM, "climate.office"), state, cause) for moment, name, state, cause in bedroom
    ]

    units = find_units(timeline(living(range(7)), bedroom, office))

    assert {unit.entities for unit in units if unit.state == NIGHT} == {(BEDROOM, "climate.office")}


@pytest.mark.parametrize(
    "home",
    [
        Home(entities={BEDROOM: Entity(entity_id=BEDROOM, name="Bedroom", category="config")}),
        Home(is_whole=True),
    ],
    ids=["a setting of a device", "gone"],
)
def test_what_may_not_be_acted_on_may_not_be_set(home: Home) -> None:
    assert acts(heating(), [set_at(0, "22:30", 17)], home=home) == []


def night(state: str = NIGHT) -> Pattern:
    return habit(AtTime(minute=1350), (BEDROOM,), state)


def test_there_is_nothing_to_do_where_it_is_set_already_or_does_not_heat() -> None:
    past = timeline(
        living(range(3)),
        heating(),
        [set_at(0, "22:30", 17), set_at(1, "06:45", 20)],
        [event(1, "12:00", BEDROOM, "off"), event(1, "15:00", BEDROOM, "cool"), set_at(1, "15:00", 23)],
    )
    moments = np.array(
        [at(0, "12:00"), at(0, "23:00"), at(1, "10:00"), at(1, "13:00"), at(1, "16:00"), at(-3, "12:00")]
    )

    done = unit_of(night(), find_units(past), past).is_done(past, moments)

    assert done.tolist() == [False, True, False, True, True, True]


def test_what_is_set_half_a_degree_higher_by_now_is_still_the_same_thing() -> None:
    past = timeline(living(range(10)), warm_by_day(range(9)))
    units = find_units(past)

    assert len(unit_of(night("heat#temperature=17.5"), units, past).acts) == 9
    assert unit_of(night("heat#temperature=17.5"), units, past).state == NIGHT
    assert len(unit_of(night("heat#temperature=19"), units, past).acts) == 0


def test_earlier_days_know_only_what_was_set_in_them() -> None:
    past = timeline(living(range(10)), warm_by_day(range(9))).before(at(4, "12:00"))
    later = past.after(at(2, "12:00"))

    assert len(unit_of(night(), find_units(past), past).acts) == 4
    assert len(unit_of(night(), find_units(later), later).acts) == 2


def test_nobody_sets_the_weather_and_all_of_it_is_known_whoever_wrote_it() -> None:
    outside = "weather.home"
    told = [
        event(day, "12:00", f"{outside}#temperature", str(day), Cause.AUTOMATION if day else Cause.STARTUP)
        for day in range(4)
    ]

    past = timeline(living(range(5)), [event(0, "00:10", outside, "sunny", Cause.DEVICE)], told)

    assert past.set_points == {}
    assert past.values[outside]["temperature"].value.tolist() == [0, 1, 2, 3]
