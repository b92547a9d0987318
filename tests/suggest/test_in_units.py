"""Limits and set-points that were told in one unit, told in another."""

from dataclasses import replace

from custom_components.homeiq.coordinator.telling.language import read_words
from custom_components.homeiq.model.habits.pattern import Condition, NumberIs, SetTo, SomebodyHome
from custom_components.homeiq.model.habits.trigger import Crosses
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.in_units import Lines, in_units, pattern_in_units
from tests.offers import a_pattern, a_suggestion

SET = {"entity_id": "climate.hall", "attribute": "temperature"}
HALL, OUTSIDE = "sensor.hall", "weather.home#temperature"
TO_CELSIUS, TO_FAHRENHEIT = (5 / 9, -160 / 9), (1.8, 32.0)
WARM = Crosses(entity_id=HALL, limit=70.0, is_above=True, for_seconds=60)


def conditions_in(lines: Lines, *conditions: Condition) -> tuple[Condition, ...]:
    pattern = pattern_in_units(a_pattern(conditions=conditions), lines)
    assert pattern is not None
    return pattern.conditions


def test_a_limit_that_sets_off_is_told_in_the_other_unit() -> None:
    told = pattern_in_units(a_pattern(trigger=WARM), {HALL: TO_CELSIUS, "sensor.other": None})

    assert told == a_pattern(trigger=Crosses(entity_id=HALL, limit=21.11, is_above=True, for_seconds=60))


def test_limits_that_are_asked_are_told_in_the_other_unit_and_nothing_else_is() -> None:
    others = (SomebodyHome(), NumberIs(entity_id="sensor.damp", above=60.0), NumberIs(entity_id=HALL, below=70.0))
    outside = NumberIs(entity_id="weather.home", attribute="temperature", above=50.0, below=77.0)

    assert conditions_in({OUTSIDE: TO_CELSIUS}, *others, outside) == (
        *others,
        NumberIs(entity_id="weather.home", attribute="temperature", above=10.0, below=25.0),
    )


def test_a_limit_on_one_side_is_told_as_one_on_that_side() -> None:
    asked = NumberIs(entity_id=HALL, above=50.0), NumberIs(entity_id=HALL, below=77.0)

    told = conditions_in({HALL: TO_CELSIUS}, *asked)

    assert told == (NumberIs(entity_id=HALL, above=10.0), NumberIs(entity_id=HALL, below=25.0))


def test_there_and_back_again_a_limit_is_the_same() -> None:
    there = pattern_in_units(a_pattern(trigger=WARM), {HALL: TO_CELSIUS})

    assert there is not None
    assert pattern_in_units(there, {HALL: TO_FAHRENHEIT}) == a_pattern(trigger=WARM)


def test_two_limits_that_nearly_meet_stay_two() -> None:
    narrow = NumberIs(entity_id=HALL, above=100_000.0, below=100_001.0)

    assert conditions_in({HALL: (0.001, 0.0)}, narrow) == (NumberIs(entity_id=HALL, above=100.0, below=100.001),)


def test_what_nobody_can_turn_into_the_other_unit_is_not_told() -> None:
    asked = a_pattern(conditions=(NumberIs(entity_id=HALL, above=70.0),))

    assert [pattern_in_units(one, {HALL: None}) for one in (a_pattern(trigger=WARM), asked)] == [None, None]
    assert in_units(a_suggestion(asked), {HALL: None}, Home(), Words(templates={})) is None


def test_texts_and_automation_tell_of_the_limit_as_it_is_told_now() -> None:
    home = Home(entities={HALL: Entity(entity_id=HALL, name="Hall", device_class="temperature", unit="°C")})
    words = read_words("en")

    told = in_units(a_suggestion(a_pattern(trigger=WARM), title="Hot"), {HALL: TO_CELSIUS}, home, words)
    untouched = in_units(a_suggestion(title="At seven"), {HALL: TO_CELSIUS}, home, words)

    assert told is not None
    assert told.automation["triggers"][0]["above"] == 21.11
    assert "above 21.11\N{NO-BREAK SPACE}°C" in told.title
    assert untouched == a_suggestion(title="At seven")


def test_what_is_set_is_told_in_the_other_unit_and_nothing_else_of_the_same_name_is() -> None:
    heating, bath = (
        SetTo(**SET, value=68.0, spread=1.8),
        SetTo(**{**SET, "entity_id": "climate.bath"}, value=68.0, spread=0.0),
    )
    pattern = replace(a_pattern(), values=(heating, bath))

    told = pattern_in_units(pattern, {"climate.hall#temperature": TO_CELSIUS})

    assert told is not None
    assert told.values == (SetTo(**SET, value=20.0, spread=1.0), bath)


def test_a_set_point_that_nobody_can_tell_is_not_told() -> None:
    pattern = replace(a_pattern(), values=(SetTo(**SET, value=68.0, spread=0.0),))

    assert pattern_in_units(pattern, {"climate.hall#temperature": None}) is None
