"""Habits whose time has moved since they became automations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.suggestion import AcceptedHabit, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH, HOME, at, columns, event, learned, living, routine, set_to, workdays

LAMP = "light.kitchen"
BEFORE = workdays(6)
ACCEPTED_ON = 42


def automated(days: Iterable[int]) -> list[EventRow]:
    """The automation turns the lamp on at a quarter to seven, unless it is on."""
    return [
        row
        for day in days
        for row in (
            event(day, "06:45", LAMP, "on", Cause.HOMEIQ),
            event(day, "09:00", LAMP, "off", delay=97.0 * (day % 31)),
        )
    ]


def earlier(days: Iterable[int], clock: str) -> list[EventRow]:
    """A person turns it on before the automation can."""
    return [
        row
        for day in days
        for row in (
            event(day, clock, LAMP, "on", delay=60.0 * (day * 3 % 7)),
            event(day, "09:00", LAMP, "off", delay=97.0 * (day % 31)),
        )
    ]


def later(weeks: int) -> list[int]:
    return [day for day in range(ACCEPTED_ON, ACCEPTED_ON + 7 * weeks) if day % 7 < 5]


def suggested(*stories: Sequence[EventRow], days: int = 84) -> list[Suggestion]:
    before = learned(living(range(42)), routine(LAMP, "06:45", BEFORE))
    (habit,) = [one.pattern for one in before.suggestions if one.pattern.state == "on"]
    history = columns(living(range(days)), routine(LAMP, "06:45", BEFORE), *stories)
    found = learn(
        history,
        HOME,
        Settings(),
        now=float(history.time[-1]),
        words=ENGLISH,
        known=Known(
            patterns=before.patterns,
            dismissed=frozenset({habit.signature}),
            accepted=(AcceptedHabit(pattern=habit, since=at(ACCEPTED_ON, "00:00")),),
        ),
    )
    return [one for one in found.suggestions if one.pattern.state == "on"]


@pytest.mark.parametrize("clock", ["06:05", "05:35"])
def test_a_habit_that_moved_proposes_to_move_its_automation(clock: str) -> None:
    (one,) = suggested(earlier(later(6), clock))

    assert one.title == f"Move “Turn on Kitchen” from 06:40 to {clock}"
    assert one.moved_from is not None
    assert one.automation["triggers"][0]["at"] == f"{clock}:00"


def test_a_habit_that_moved_is_set_as_people_set_it_now() -> None:
    rows = earlier(later(6), "06:05")
    dimmed = set_to(LAMP, "brightness", {day: 102 + day % 3 for day in later(6)}, rows)

    (one,) = suggested(rows, dimmed)

    assert one.moved_from is not None
    assert [value.attribute for value in one.pattern.values] == ["brightness"]
    assert one.automation["actions"] == [
        {"action": "light.turn_on", "target": {"entity_id": [LAMP]}, "data": {"brightness_pct": 40}}
    ]


def test_a_habit_that_stays_proposes_nothing() -> None:
    assert suggested(automated(later(6))) == []


def test_a_week_at_another_time_moves_nothing() -> None:
    assert suggested(earlier(later(1), "06:05"), automated(range(49, 84))) == []


def test_a_few_minutes_are_not_worth_a_word() -> None:
    assert suggested(earlier(later(6), "06:36")) == []


def test_an_evening_is_another_habit() -> None:
    evening = [
        row
        for day in range(84)
        for row in (
            event(day, "20:00", LAMP, "on", delay=60.0 * (day * 3 % 7)),
            event(day, "22:00", LAMP, "off", delay=97.0 * (day % 31)),
        )
    ]

    (one,) = suggested(automated(later(6)), evening)

    assert one.moved_from is None
    assert isinstance(one.pattern.trigger, AtTime)


BLIND = "cover.kitchen_blind"


def opened(days: Iterable[int], clock: str) -> list[EventRow]:
    """The blind goes up within half a minute of the lamp, before it or after it, and down at night."""
    return [
        row
        for day in days
        for row in (
            event(day, clock, BLIND, "open", delay=60.0 * (day * 3 % 7) - 20.0 + day * 11 % 41),
            event(day, "21:00", BLIND, "closed", delay=97.0 * (day % 31)),
        )
    ]


@pytest.mark.parametrize("blind", ["06:05", "06:45"])
def test_of_one_wish_all_that_it_does_moves_or_nothing_does(blind: str) -> None:
    before = learned(living(range(42)), earlier(BEFORE, "06:45"), opened(BEFORE, "06:45"))
    (habit,) = [one.pattern for one in before.suggestions if one.pattern.state_of(LAMP) == "on"]
    mornings = later(6)
    history = columns(
        living(range(84)),
        earlier(BEFORE, "06:45"),
        opened(BEFORE, "06:45"),
        earlier(mornings, "06:05"),
        opened(mornings, blind),
    )
    known = Known(
        patterns=before.patterns,
        dismissed=frozenset({habit.signature}),
        accepted=(AcceptedHabit(pattern=habit, since=at(ACCEPTED_ON, "00:00")),),
    )

    found = learn(history, HOME, Settings(), now=float(history.time[-1]), words=ENGLISH, known=known).suggestions

    moved = [dict(one.pattern.brings) for one in found if one.moved_from]
    assert dict(habit.brings) == {BLIND: "open", LAMP: "on"}
    assert moved == ([dict(habit.brings)] if blind == "06:05" else [])


def test_what_has_no_history_any_more_moves_along_with_the_others() -> None:
    before = learned(living(range(42)), routine(LAMP, "06:45", BEFORE))
    (found,) = [one.pattern for one in before.suggestions if one.pattern.state == "on"]
    habit = replace(found, entities=(LAMP, "light.pantry"))
    rows = earlier(later(6), "06:05")
    dimmed = set_to(LAMP, "brightness", {day: 102 + day % 3 for day in later(6)}, rows)
    history = columns(living(range(84)), routine(LAMP, "06:45", BEFORE), rows, dimmed)
    known = Known(
        patterns=before.patterns,
        dismissed=frozenset({habit.signature}),
        accepted=(AcceptedHabit(pattern=habit, since=at(ACCEPTED_ON, "00:00")),),
    )

    learned_again = learn(history, HOME, Settings(), now=float(history.time[-1]), words=ENGLISH, known=known)

    (moved,) = [one for one in learned_again.suggestions if one.moved_from]
    assert moved.pattern.entities == (LAMP, "light.pantry")
