"""What somebody says is done elsewhere: from then on those acts are a machine's, whoever seemed to do them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import WEEKEND, Dark, Pattern, StateIs
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Objection
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, OnDemand
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.machines.elsewhere import without_elsewhere
from tests.habits import film, habit
from tests.heating import BEDROOM, heating, set_at
from tests.histories import HOME, columns, event, living, routine
from tests.suggest.test_objections import (
    DOOR,
    EIGHT_WEEKS,
    SIX,
    decided,
    dismissed,
    evenings_by_the_door,
    found_in,
    groups,
    learned_again,
    titles,
)

ELSEWHERE = Objection.ALREADY_DONE_ELSEWHERE


def by_people(rows: Sequence[EventRow], pattern: Pattern, home: Home = HOME) -> list[EventRow]:
    """Return what people are still believed to have done, after somebody said that a habit is done elsewhere."""
    history = without_elsewhere(columns(rows), home, [dismissed(pattern, ELSEWHERE)])
    told = zip(history.time, history.entity, history.state, history.cause, strict=True)
    return [
        (float(moment), history.entities[entity], history.states[state], int(cause))
        for moment, entity, state, cause in told
        if cause == Cause.PERSON
    ]


def lamp(day: int, clock: str, state: str = "on", name: str = "light.hall") -> EventRow:
    return event(day, clock, name, state)


def offs(*days: int, name: str = "light.hall") -> list[EventRow]:
    return [lamp(day, "00:30", "off", name) for day in days]


def test_what_happens_within_half_an_hour_of_its_time_is_a_machines() -> None:
    before = [*offs(0, 1, 2, 3), lamp(0, "17:31"), lamp(1, "18:29"), lamp(2, "17:29"), lamp(3, "18:31")]

    assert by_people(before, habit(SIX)) == sorted([*offs(0, 1, 2, 3), lamp(2, "17:29"), lamp(3, "18:31")])


@pytest.mark.parametrize(
    "row", [lamp(0, "18:00", "off"), lamp(0, "18:00", name="light.stairs"), lamp(0, "08:00")], ids=str
)
def test_another_state_another_lamp_and_another_time_are_still_a_persons(row: EventRow) -> None:
    before = [event(-1, "12:00", row[1], {"on": "off", "off": "on"}[row[2]]), row]

    assert by_people(before, habit(SIX)) == before


def test_on_other_days_it_is_still_a_person() -> None:
    before = [*offs(4, 5), lamp(4, "18:00"), lamp(5, "18:00")]

    assert by_people(before, habit(SIX, weekdays=WEEKEND)) == sorted([*offs(4, 5), lamp(4, "18:00")])


def test_where_its_conditions_do_not_hold_it_is_still_a_person() -> None:
    guests = [event(0, "10:00", "input_boolean.guests", "off"), event(1, "10:00", "input_boolean.guests", "on")]
    before = [*offs(0, 1), lamp(0, "18:00"), lamp(1, "18:00"), *guests]
    pattern = habit(SIX, conditions=(StateIs(entity_id="input_boolean.guests", state="on"),))

    assert by_people(before, pattern) == sorted([*offs(0, 1), lamp(0, "18:00"), *guests])


def test_what_goes_with_the_sun_is_known_by_the_sun() -> None:
    # Sunset in Berlin is at 19:37 on the first day and at 17:40 on the last one.
    before = [*offs(0, 55), lamp(0, "19:40"), lamp(55, "19:40")]

    left = by_people(before, habit(AtSun(event="sunset", offset_minutes=0)))

    assert left == sorted([*offs(0, 55), lamp(55, "19:40")])


def test_what_answers_its_trigger_is_a_machines_and_what_does_not_is_a_persons() -> None:
    door = [event(day, clock, "binary_sensor.door", state) for day in (0, 1) for clock, state in DOOR_OPENS]
    before = [*offs(0, 1), *door, event(0, "18:00", "light.hall", "on", delay=8), lamp(1, "09:00")]

    left = by_people(before, habit(DOOR))

    assert left == sorted([*offs(0, 1), *door, lamp(1, "09:00")])


DOOR_OPENS = (("12:00", "off"), ("18:00", "on"), ("18:01", "off"))


def test_members_of_a_group_are_meant_with_it() -> None:
    home = groups(house=("light.floor",), floor=("light.hall", "light.stairs"))
    names = ("light.house", "light.floor", "light.hall", "light.stairs", "light.attic")
    before = [row for name in names for row in (*offs(0, name=name), lamp(0, "18:00", name=name))]

    left = by_people(before, habit(SIX, ("light.house",)), home)

    assert [name for _, name, state, _ in left if state == "on"] == ["light.attic"]


@pytest.mark.parametrize(
    "pattern",
    [
        habit(OnDemand(), ("light.hall",)),
        habit(LeftOn(entity_id="light.hall", to="on", for_seconds=7200)),
        habit(SIX, ("light.gone",)),
        habit(OnChange(entity_id="binary_sensor.gone", to="on")),
        habit(SIX, conditions=(Dark(dark=False),)),
    ],
)
def test_what_has_no_occasion_leaves_all_acts_to_people(pattern: Pattern) -> None:
    before = [*offs(55), lamp(55, "18:00")]

    assert by_people(before, pattern) == before


@pytest.mark.parametrize("decision", [dismissed(habit(SIX)), decided(habit(SIX), DecisionKind.ACCEPTED, ELSEWHERE)])
def test_any_other_word_leaves_the_history_as_it_is(decision: Decision) -> None:
    history = columns([*offs(0), lamp(0, "18:00")])

    assert without_elsewhere(history, HOME, [decision]) is history


def test_a_history_without_events_has_no_acts() -> None:
    history = columns([])

    assert without_elsewhere(history, HOME, [dismissed(habit(SIX), ELSEWHERE)]) is history


# Whole nights


def hall_patterns(*stories: Sequence[EventRow], objection: Objection) -> set[tuple[str, ...]]:
    """Return what is found that turns the hall's lamp on, after an evening habit of it was dismissed."""
    again = learned_again(*stories, decisions=[dismissed(replace(habit(SIX), signature="x"), objection)])
    return {one.entities for one in again.patterns if "light.hall" in one.entities and one.state == "on"}


def test_no_other_trigger_explains_what_an_app_does() -> None:
    story = [living(EIGHT_WEEKS), evenings_by_the_door()]

    assert hall_patterns(*story, objection=Objection.NOT_WANTED) == {("light.hall",)}
    assert hall_patterns(*story, objection=ELSEWHERE) == set()


def test_nor_does_a_larger_habit_that_takes_it_along() -> None:
    hall = routine("light.hall", "18:00", EIGHT_WEEKS)
    stairs = [(moment + 1, "light.stairs", state, cause) for moment, _, state, cause in hall]

    story = [living(EIGHT_WEEKS), hall, stairs]

    assert hall_patterns(*story, objection=Objection.NOT_WANTED) == {("light.hall", "light.stairs")}
    assert hall_patterns(*story, objection=ELSEWHERE) == set()


def test_what_people_do_with_the_same_lamp_in_the_morning_is_still_offered() -> None:
    story = [
        living(EIGHT_WEEKS),
        routine("light.kitchen", "06:45", EIGHT_WEEKS),
        routine("light.kitchen", "19:15", EIGHT_WEEKS, seed=2),
    ]
    evening = found_in(*story)["Turn on Kitchen at 19:10 every day"]

    after = learned_again(*story, decisions=[dismissed(evening, ELSEWHERE)])

    assert titles(after) == {"Turn on Kitchen at 06:35 every day"}


def test_a_few_acts_of_an_app_do_not_stand_in_the_way_of_a_habit_at_another_time() -> None:
    loose = routine("light.kitchen", "06:45", EIGHT_WEEKS, looseness=5)
    story = [living(EIGHT_WEEKS), loose]
    (offered,) = found_in(*story).values()
    noon = replace(habit(AtTime(minute=720), ("light.kitchen",)), signature="noon")

    (after,) = learned_again(*story, decisions=[dismissed(noon, ELSEWHERE)]).suggestions

    assert after == offered


def test_what_is_set_elsewhere_is_a_machines_with_all_its_steps() -> None:
    night = habit(AtTime(minute=1350), (BEDROOM, "climate.gone"), "heat#temperature=17")
    lived = [event(9, "12:00", "light.hall", "on", Cause.DEVICE)]
    steps = [set_at(0, "22:40", degrees, delay=3.0 * step) for step, degrees in enumerate((18.5, 17.5))]
    others = [set_at(1, "06:45", 20), set_at(1, "12:00", 17), set_at(1, "18:00", 20), set_at(1, "22:35", 19)]

    assert by_people([*heating(), *steps, *others, *lived], night) == others


def test_where_nothing_such_was_ever_set_nothing_is_a_machines() -> None:
    night = habit(AtTime(minute=1350), (BEDROOM,), "heat#temperature=15")
    lived = [event(9, "12:00", "light.hall", "on", Cause.DEVICE)]
    steps = [set_at(0, "22:40", 18.5), set_at(1, "06:45", 20)]

    assert by_people([*heating(), *steps, *lived], night) == steps


def test_of_what_goes_to_different_states_each_thing_is_a_machines_in_its_own() -> None:
    goodnight = film(SIX, {"light.hall": "on", "light.stairs": "off"})
    rows = [lamp(0, "18:00"), lamp(0, "18:01", "off", "light.stairs"), lamp(1, "18:00", "on", "light.stairs")]
    before = [*offs(0), lamp(0, "00:30", "on", "light.stairs")]

    assert by_people([*before, *rows], goodnight) == sorted([*before, rows[2]])
