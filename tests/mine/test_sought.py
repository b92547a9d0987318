"""A past that is asked about some habits, against the same past asked about all."""

from dataclasses import replace
from functools import cache

import pytest

from custom_components.homeiq.model.habits.likeness import is_same_habit
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.home import Entity
from custom_components.homeiq.past.timeline import Timeline
from tests.histories import HOME, living, timeline
from tests.mined import patterns_in

from .test_every_miner import PLANTS, noise

SENSING = replace(
    HOME,
    entities={
        one.entity_id: one
        for name in [f"room{number}" for number in range(8)]
        for one in (
            Entity(entity_id=f"fan.{name}", name="Fan", area_id=name),
            Entity(entity_id=f"sensor.{name}_humidity", name="Humidity", area_id=name, device_class="humidity"),
        )
    },
)


@cache
def everything() -> tuple[Timeline, tuple[Pattern, ...]]:
    """A home with every kind of habit and noise, and all that is found in it."""
    rows = [*living(range(60)), *noise()]
    for number, plant in enumerate(plant for several in PLANTS.values() for plant, _, _ in several):
        rows += plant(f"room{number}", 1)
    past = timeline(rows, home=SENSING)
    return past, patterns_in(past)


def alike(found: tuple[Pattern, ...], sought: tuple[Pattern, ...]) -> list[Pattern]:
    return [one for one in found if any(is_same_habit(one, other) for other in sought)]


def found_for(sought: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    past, _ = everything()
    return patterns_in(past, sought)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_found_of_one_kind_of_habit_is_what_is_found_of_it_among_all(kind: Kind) -> None:
    _, every = everything()
    sought = tuple(one for one in every if one.kind is kind)

    found = found_for(sought)

    assert sought
    assert alike(found, sought) == alike(every, sought)


@pytest.mark.parametrize("first", range(3))
def test_what_is_found_of_some_habits_is_what_is_found_of_them_among_all(first: int) -> None:
    _, every = everything()
    sought = every[first::3]

    assert alike(found_for(sought), sought) == alike(every, sought)


def test_what_is_not_asked_about_is_not_looked_for() -> None:
    _, every = everything()
    sought = tuple(one for one in every if one.kind is Kind.FOLLOW_UP)[:1]

    assert len(found_for(sought)) < len(every) / 2


def test_a_past_that_is_asked_about_nothing_tells_of_scenes_and_reminders_alone() -> None:
    assert {one.kind for one in found_for(())} <= {Kind.SCENE, Kind.LEFT_ON}


def test_windows_in_which_nothing_more_follows_have_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    past, every = everything()

    monkeypatch.setattr("custom_components.homeiq.mine.co_occurrence._telling", lambda rules, _: rules)

    assert patterns_in(past) == every
