"""A habit in parts, each a phrase that stands by itself."""

import pytest

from custom_components.homeiq.model.habits.pattern import (
    EVERY_DAY,
    WORKDAYS,
    Between,
    Condition,
    Dark,
    Pattern,
    SetTo,
    SomebodyHome,
)
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.things import ACT_STATES, AT_REST, SETTINGS, THINGS
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.suggest.words.in_words import InWords, in_words
from tests.habits import habit
from tests.histories import ENGLISH, GERMAN, HOME


def said(pattern: Pattern, words: Words = ENGLISH) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    found = in_words(pattern, HOME, words)
    return found.when, found.only_if, found.do


@pytest.mark.parametrize(
    ("trigger", "when"),
    [
        (AtTime(minute=405), "At 06:45"),
        (AtSun(event="sunset", offset_minutes=-20), "20 min before sunset"),
        (OnChange(entity_id="binary_sensor.door", to="on"), "When Door changes to on"),
        (OnChange(entity_id="group.family", to="not_home"), "When Family leaves home"),
        (OnChange(entity_id="group.lamps", to="on"), "When Lamps changes to on"),
        (LeftOn(entity_id="fan.bath", to="on", for_seconds=7200), "Once Bath has been on for 2 h"),
        (OnDemand(), "Only when you start it yourself"),
    ],
)
def test_it_is_said_what_sets_it_off(trigger: Trigger, when: str) -> None:
    assert said(habit(trigger))[0] == when


@pytest.mark.parametrize(
    ("weekdays", "conditions", "only_if"),
    [
        (EVERY_DAY, (), ()),
        (WORKDAYS, (), ("On workdays",)),
        (
            frozenset({5}),
            (Dark(), Between(after=360, before=540), SomebodyHome()),
            ("On Saturdays", "While it is dark", "Between 06:00 and 09:00", "If somebody is home"),
        ),
    ],
)
def test_days_and_conditions_are_said_one_by_one(
    weekdays: frozenset[int], conditions: tuple[Condition, ...], only_if: tuple[str, ...]
) -> None:
    assert said(habit(AtTime(minute=405), weekdays=weekdays, conditions=conditions))[1] == only_if


def test_what_is_set_to_the_same_is_one_thing_to_do() -> None:
    dim = SetTo(entity_id="light.desk", attribute="brightness", value=102.0, spread=0.0)
    lamps = ("light.desk", "light.hall", "light.stairs")

    assert said(habit(AtTime(minute=405), entities=lamps))[2] == ("Turn on Desk, Hall and Stairs",)
    assert said(habit(AtTime(minute=405), entities=lamps, values=(dim,)))[2] == (
        "Turn on Desk to 40%",
        "Turn on Hall and Stairs",
    )


def test_a_reminder_only_reminds() -> None:
    assert said(habit(LeftOn(entity_id="fan.bath", to="on", for_seconds=7200)))[2] == ("Remind you",)


def test_it_is_said_in_the_language_of_the_home() -> None:
    assert in_words(habit(AtTime(minute=405), weekdays=WORKDAYS), HOME, GERMAN) == InWords(
        when="Um 06:45 Uhr", only_if=("An Werktagen",), do=("Hall einschalten",)
    )


def test_what_does_nothing_in_an_empty_house_says_so_last() -> None:
    found = in_words(habit(AtTime(minute=405), weekdays=WORKDAYS), HOME, GERMAN, for_who_is_home=True)

    assert found.only_if == ("An Werktagen", "Falls jemand zu Hause ist")


SETTABLE = [
    (f"{domain}.thing", state, attribute)
    for domain, thing in THINGS.items()
    for attribute in thing.values
    if SETTINGS[attribute].alike
    for state in sorted({*ACT_STATES[domain].values()} - AT_REST)
]


@pytest.mark.parametrize("words", [ENGLISH, GERMAN])
@pytest.mark.parametrize(("entity_id", "state", "attribute"), SETTABLE)
def test_what_is_set_says_how_its_thing_has_to_be(entity_id: str, state: str, attribute: str, words: Words) -> None:
    sets = SetTo(entity_id=entity_id, attribute=attribute, value=20.0, spread=0.0)
    pattern = habit(AtTime(minute=1320), (entity_id,), f"{state}#{attribute}=20", values=(sets,))

    (asked,) = in_words(pattern, Home(), words).only_if

    assert "Thing" in asked
    assert state != "on" or asked in {"If Thing is on", "Falls Thing an ist"}
