"""What people set things to when they carry a habit out."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.mine.values import find_values
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.past.acts import find_units, unit_of
from tests.habits import habit
from tests.heating import BEDROOM, heating, set_at
from tests.histories import at, event, learned, living, routine, set_to, timeline

DAYS = range(40)
EVENING = routine("light.hall", "19:00", DAYS)
ACTS = np.array([time for time, _, state, _ in EVENING if state == "on"])
HABIT = habit(AtTime(minute=1140))


def values(*stories: list[EventRow]) -> tuple[SetTo, ...]:
    """What is found beside a lamp that is turned on every evening."""
    return find_values(HABIT, ACTS, timeline(EVENING, *stories))


def scattered(seed: int = 3) -> dict[int, float]:
    return {day: float(value) for day, value in enumerate(np.random.default_rng(seed).integers(5, 255, size=40))}


def test_a_stable_value_is_found() -> None:
    story = set_to("light.hall", "brightness", {day: 100 + day % 5 for day in DAYS}, EVENING)

    assert values(story) == (SetTo(entity_id="light.hall", attribute="brightness", value=102.0, spread=2.0),)


def test_a_value_that_was_set_once_lasts() -> None:
    (found,) = values(set_to("light.hall", "brightness", {3: 102}, EVENING))

    assert found == SetTo(entity_id="light.hall", attribute="brightness", value=102.0, spread=0.0)


def test_a_scattered_value_is_none() -> None:
    assert values(set_to("light.hall", "brightness", scattered(), EVENING)) == ()


def test_a_few_odd_evenings_do_not_hide_the_usual_value() -> None:
    odd = {day: 255.0 if day % 5 == 0 else 51.0 for day in DAYS}

    assert [one.value for one in values(set_to("light.hall", "brightness", odd, EVENING))] == [51.0]


@pytest.mark.parametrize(("bright", "found"), [(125, [125.0]), (127, [])])
def test_values_of_which_half_lie_within_a_tenth_of_all_there_are_tell_one(bright: int, found: list[float]) -> None:
    # Of the newest fourteen, eight are bright.
    told = {day: bright if day in {39, 38} or day % 2 else 100 for day in DAYS}

    assert [one.value for one in values(set_to("light.hall", "brightness", told, EVENING))] == found


def test_a_changed_habit_takes_the_recent_values() -> None:
    changed = {day: 102 if day < 28 else 51 for day in DAYS}

    assert [one.value for one in values(set_to("light.hall", "brightness", changed, EVENING))] == [51.0]


def test_four_days_are_too_few() -> None:
    assert values(set_to("light.hall", "brightness", {36: 102}, EVENING)) == ()


def test_five_days_are_enough() -> None:
    assert len(values(set_to("light.hall", "brightness", {35: 102}, EVENING))) == 1


@pytest.mark.parametrize("after", [15, 150])
def test_a_correction_soon_after_the_act_counts(after: int) -> None:
    at_once = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 255), EVENING)
    corrected = [(time + after, name, "64", cause) for time, name, _, cause in at_once]

    assert [one.value for one in values(at_once, corrected)] == [64.0]


def test_what_is_set_an_hour_later_is_another_matter() -> None:
    at_once = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 255), EVENING)
    later = [(time + 3600, name, "64", cause) for time, name, _, cause in at_once]

    assert [one.value for one in values(at_once, later)] == [255.0]


def test_a_lamp_that_is_mostly_coloured_has_no_temperature() -> None:
    colours = {day: "none" if day % 2 else "2700" for day in DAYS}

    assert values(set_to("light.hall", "color_temp_kelvin", colours, EVENING)) == ()


def test_an_attribute_that_nobody_knows_is_passed_over() -> None:
    assert values(set_to("light.hall", "warmth", dict.fromkeys(DAYS, 3), EVENING)) == ()


def test_a_value_that_is_no_number_is_none() -> None:
    assert values(set_to("light.hall", "brightness", dict.fromkeys(DAYS, "inf"), EVENING)) == ()


def test_what_is_turned_off_is_set_to_nothing() -> None:
    story = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 102), EVENING)

    assert find_values(replace(HABIT, state="off"), ACTS, timeline(EVENING, story)) == ()


def test_a_cover_has_time_to_arrive() -> None:
    morning = routine("cover.blind", "08:00", DAYS, state="open")
    acts = np.array([time for time, _, state, _ in morning if state == "open"])
    arrived = [
        (time + 60, name, state, cause)
        for time, name, state, cause in set_to("cover.blind", "current_position", dict.fromkeys(DAYS, 40), morning)
    ]

    found = find_values(habit(AtTime(minute=480), ("cover.blind",), "open"), acts, timeline(morning, arrived))

    assert [one.value for one in found] == [40.0]


@pytest.mark.parametrize(("position", "said"), [(100, []), (99, [99.0]), (55, [55.0])])
def test_a_cover_that_is_opened_as_far_as_it_goes_is_just_opened(position: int, said: list[float]) -> None:
    morning = routine("cover.blind", "08:00", DAYS, state="open")
    acts = np.array([time for time, _, state, _ in morning if state == "open"])
    told = set_to("cover.blind", "current_position", dict.fromkeys(DAYS, position), morning)

    found = find_values(habit(AtTime(minute=480), ("cover.blind",), "open"), acts, timeline(morning, told))

    assert [one.value for one in found] == said


def two_lamps() -> list[EventRow]:
    """Two lamps that are turned on together every evening."""
    other = [(time + 0.5, "light.door", state, cause) for time, _, state, cause in EVENING]
    return [*EVENING, *other]


def test_two_entities_have_a_value_each() -> None:
    rows = two_lamps()
    hall = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 102), rows)
    door = set_to("light.door", "brightness", dict.fromkeys(DAYS, 204), rows)

    found = find_values(habit(AtTime(minute=1140), ("light.door", "light.hall")), ACTS, timeline(rows, hall, door))

    assert [(one.entity_id, one.value) for one in found] == [("light.door", 204.0), ("light.hall", 102.0)]


def test_a_habit_is_drafted_with_its_values() -> None:
    rows = two_lamps()
    hall = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 102), rows)
    door = set_to("light.door", "brightness", dict.fromkeys(DAYS, 204), rows)

    (suggestion,) = learned(living(DAYS), rows, hall, door).suggestions

    assert suggestion.title.startswith("Turn on Door to 80% and Hall to 40% at 18:50")
    assert suggestion.automation["actions"] == [
        {"action": "light.turn_on", "target": {"entity_id": ["light.door"]}, "data": {"brightness_pct": 80}},
        {"action": "light.turn_on", "target": {"entity_id": ["light.hall"]}, "data": {"brightness_pct": 40}},
    ]


def test_mornings_and_evenings_have_values_of_their_own() -> None:
    morning = routine("light.hall", "06:30", DAYS, seed=5)
    bright = [(time, name, value, cause) for time, name, value, cause in set_to(
        "light.hall", "brightness", dict.fromkeys(DAYS, 255), morning)]  # fmt: skip
    dim = set_to("light.hall", "brightness", dict.fromkeys(DAYS, 51), EVENING)

    found = learned(living(DAYS), morning, EVENING, bright, dim).patterns

    assert {(one.trigger, one.values[0].value) for one in found if one.state == "on"} == {
        (AtTime(minute=385), 255.0),
        (AtTime(minute=1140), 51.0),
    }


@pytest.mark.parametrize("seed", range(3))
def test_values_never_change_what_is_found_or_shown(seed: int) -> None:
    now = at(49, "12:00")
    plain = learned(living(DAYS), EVENING, now=now)
    early = [event(-9, "12:00", "light.hall#brightness", "3"), event(49, "12:00", "light.hall#brightness", "4")]
    story = set_to("light.hall", "brightness", scattered(seed), EVENING)

    valued = learned(living(DAYS), EVENING, story, early, now=now)

    assert valued == plain
    assert valued.events == len(living(DAYS)) + len(EVENING)


def test_what_software_goes_on_setting_all_evening_is_not_set_by_the_habit() -> None:
    person = 1
    dimmed = [
        (moment + 2 + 90 * step, "light.hall#brightness", str(250 - step), person)
        for moment in ACTS
        for step in range(40)
    ]

    assert values(dimmed) == ()
    assert len(values(dimmed[::40])) == 1


def test_what_a_slider_is_dragged_to_is_told_in_the_middle_and_by_fives() -> None:
    name = "light.hall"
    evenings = [
        row
        for day in DAYS
        for row in (
            event(day, "18:00", name, "on"),
            event(day, "18:00", f"{name}#brightness", "230", delay=1.0),
            event(day, "22:00", f"{name}#brightness", str(46 + day * 7 % 11)),
            event(day, "23:00", name, "off"),
        )
    ]
    past = timeline(living(DAYS), evenings)
    dim = habit(AtTime(minute=1320), (name,), "on#brightness=51")
    acts = unit_of(dim, find_units(past), past).acts

    (found,) = find_values(dim, acts, past)

    assert found.spread > 0
    assert found.as_data == 20


def night(*stories: list[EventRow]) -> float:
    """What a thermostat is set to at night, and nothing else."""
    past = timeline(living(range(30)), *stories)
    pattern = habit(AtTime(minute=1350), (BEDROOM,), "heat#temperature=17")
    (found,) = find_values(pattern, unit_of(pattern, find_units(past), past).acts, past)
    return found.value


def test_what_is_set_alone_is_what_most_evenings_are_set_to() -> None:
    evenings = [
        set_at(day, "22:30", degrees, delay=97.0 * (day * 11 % 9))
        for day, degrees in enumerate((17.5, 17.5, 17, 17, 17, 16.5, 17, 17, 17.5) * 2)
    ]
    mornings = [set_at(day, "06:45", 20, delay=97.0 * (day * 7 % 9)) for day in range(1, 18)]

    assert night(heating(), evenings, mornings) == 17.0


def test_what_is_set_alone_is_what_was_set_lately_where_the_habit_says_what_is_near() -> None:
    evenings = [set_at(day, "22:30", 17.5 if day % 6 else 17, delay=97.0 * (day * 11 % 9)) for day in range(18)]
    mornings = [set_at(day, "06:45", 20, delay=97.0 * (day * 7 % 9)) for day in range(1, 18)]

    assert night(heating(), evenings, mornings) == 17.5


def test_of_two_that_are_set_alone_as_often_the_lower_is_taken() -> None:
    evenings = [set_at(day, "22:30", 17.5 if day % 2 else 17, delay=97.0 * (day * 11 % 9)) for day in range(14)]
    mornings = [set_at(day, "06:45", 20, delay=97.0 * (day * 7 % 9)) for day in range(1, 15)]

    assert night(heating(), evenings, mornings) == 17.0


def test_without_an_act_it_is_what_the_habit_says() -> None:
    pattern = habit(AtTime(minute=1350), (BEDROOM,), "heat#temperature=17")

    (found,) = find_values(pattern, np.array([]), timeline(living(range(3)), heating(), [set_at(1, "12:00", 20)]))

    assert found == SetTo(entity_id=BEDROOM, attribute="temperature", value=17.0, spread=0.0)
