"""Suggestions are right in every respect, or wrong for a reason that has a name."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.home import Home
from tools.households.lived import Lived, live_through
from tools.households.plan import HouseholdPlan
from tools.quality.afterwards import Replay
from tools.quality.judge import CAME_TRUE, judge
from tools.quality.subject import HOMES, Case, Subject
from tools.quality.tally import Tally
from tools.simulate.truth import Confounder, PlantedHabit, PlantedTrigger, Truth

DARK = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
BACKTEST = {"hits": 9, "runs": 10}
COFFEE = PlantedHabit(kind="routine", entities=("switch.coffee",), state="on", time="07:00", weekdays=(0, 1, 2, 3, 4))
WEEKEND_COFFEE = replace(COFFEE, time="07:20", weekdays=(5, 6))
MOTION = PlantedTrigger(entity_id="binary_sensor.hall", to="on")
HALL = PlantedHabit(kind="follow_up", entities=("light.a", "light.b"), state="on", trigger=MOTION, conditions=(DARK,))
PORCH = PlantedHabit(
    kind="sun",
    entities=("light.porch",),
    state="on",
    time="18:00",
    event="sunset",
    offset_minutes=10,
    clock_is_fair=True,
)


def home(*habits: PlantedHabit, null: bool = False, confounders: tuple[Confounder, ...] = ()) -> Subject:
    return Subject(
        case=Case(simulator=HOMES, seed=1, null=null),
        home=Home(),
        history=EventColumns.from_rows([]),
        truth=Truth(habits=habits, confounders=confounders),
    )


def coffee(**other: Any) -> dict[str, Any]:
    return {
        "kind": "routine",
        "title": "Coffee",
        "entities": ["switch.coffee"],
        "state": "on",
        "time": "07:10",
        "weekdays": [0, 1, 2, 3, 4],
        "conditions": [],
        "backtest": BACKTEST,
        **other,
    }


def hall(**other: Any) -> dict[str, Any]:
    return {
        "kind": "follow_up",
        "title": "Hall",
        "entities": ["light.a", "light.b"],
        "state": "on",
        "trigger": {"entity_id": "binary_sensor.hall", "to": "on"},
        "conditions": [DARK],
        "backtest": BACKTEST,
        **other,
    }


def porch(**other: Any) -> dict[str, Any]:
    return coffee(entities=["light.porch"], weekdays=list(range(7)), **other)


def sorts(tally: Tally) -> list[str]:
    return [each.sort for each in tally.mistakes]


def test_a_routine_at_its_time_is_right() -> None:
    tally = judge([coffee()], home(COFFEE))

    assert (tally.planted, tally.found, tally.shown, tally.right, tally.mistakes) == (1, 1, 1, 1, ())


def test_other_days_are_recognised_but_wrong() -> None:
    tally = judge([coffee(weekdays=list(range(7)))], home(COFFEE))

    assert (tally.found, tally.recognised, tally.right, tally.near) == (0, 1, 0, 1)
    assert sorts(tally) == ["not right: days"]


def test_two_habits_at_nearly_the_same_time_are_right_as_one() -> None:
    tally = judge([coffee(weekdays=list(range(7)))], home(COFFEE, WEEKEND_COFFEE))

    assert (tally.planted, tally.found, tally.right) == (2, 2, 1)


def test_a_second_suggestion_for_a_habit_is_wrong() -> None:
    tally = judge([coffee(), coffee(time="07:20")], home(COFFEE))

    assert (tally.right, tally.duplicates, sorts(tally)) == (1, 1, ["duplicate"])


def test_an_hour_late_is_another_routine() -> None:
    assert sorts(judge([coffee(time="08:10")], home(COFFEE))) == [
        "another routine of the same act",
        "missed routine",
    ]


def test_an_echo_of_a_follow_up_is_wrong() -> None:
    echo = coffee(entities=["light.a"], weekdays=list(range(7)))

    assert "routine for a follow_up" in sorts(judge([echo], home(HALL)))


@pytest.mark.parametrize(
    ("conditions", "has_one", "is_right"),
    [([DARK], 1, 1), ([], 0, 0), ([{"condition": "time", "after": "20:00:00", "before": "23:00:00"}], 1, 0)],
    ids=["the right one", "none", "another"],
)
def test_a_needed_condition_has_to_be_the_right_one(
    conditions: list[dict[str, str]], has_one: int, is_right: int
) -> None:
    tally = judge([hall(conditions=conditions)], home(HALL))

    assert (tally.conditional, tally.with_condition, tally.right_condition, tally.right) == (
        1,
        has_one,
        is_right,
        is_right,
    )


def test_half_a_group_is_not_whole() -> None:
    trio = replace(HALL, entities=("light.a", "light.b", "light.c"))

    tally = judge([hall()], home(trio))

    assert (tally.grouped, tally.whole, sorts(tally)) == (1, 0, ["not right: members"])


def test_a_group_stands_for_its_members() -> None:
    known = replace(HALL, equivalents={"light.hall": ("light.a", "light.b")})

    assert judge([hall(entities=["light.hall"])], home(known)).whole == 1


@pytest.mark.parametrize(("held", "found"), [(100, 1), (240, 1), (500, 0), (None, 0)])
def test_a_timeout_may_be_half_or_twice_as_long(held: int | None, found: int) -> None:
    habit = PlantedHabit(
        kind="follow_up", entities=("light.a",), state="off", trigger=replace(MOTION, to="off", for_seconds=200)
    )
    trigger = {"entity_id": "binary_sensor.hall", "to": "off", "for_seconds": held}

    tally = judge([hall(entities=["light.a"], state="off", trigger=trigger)], home(habit))

    assert (tally.found, tally.planted_by["timeout"]) == (found, 1)


def test_a_clock_will_do_for_a_sun_that_hardly_moved() -> None:
    assert judge([porch(time="18:20")], home(PORCH)).right == 1


def test_but_not_an_hour_off() -> None:
    assert judge([porch(time="19:20")], home(PORCH)).right == 0


def test_what_must_not_be_suggested_is_counted() -> None:
    lock = Confounder(entity_id="switch.coffee", state=None, reason="an automation does it")

    tally = judge([coffee()], home(confounders=(lock,)))

    assert (tally.forbidden, sorts(tally)) == (1, ["forbidden"])


def test_nothing_is_right_in_a_home_without_habits() -> None:
    tally = judge([coffee()], home(null=True))

    assert (tally.shown, tally.right, sorts(tally)) == (1, 0, ["nobody's habit"])


def test_lamps_that_go_together_are_a_scene() -> None:
    habit = PlantedHabit(kind="scene", entities=("light.a", "light.b"), state="on")

    tally = judge([hall(kind="scene"), hall()], home(habit))

    assert (tally.found_by["scene"], tally.right) == (1, 1)


def test_a_reminder_of_what_is_forgotten_now_and_then_is_right() -> None:
    forgotten = PlantedHabit(kind="left_on", entities=("fan.cellar",), state="on", required=False)
    reminder = {"kind": "left_on", "title": "Fan", "entities": ["fan.cellar"], "state": "on", "backtest": BACKTEST}

    assert judge([reminder], home(forgotten)).right == 1


def test_a_class_within_odd_days_will_do() -> None:
    odd = replace(COFFEE, weekdays=(0, 1, 2, 3))

    assert judge([coffee()], home(odd)).right == 1


@cache
def lived() -> Lived:
    return live_through(HouseholdPlan(seed=3, days=28, events_per_day=1500))


def household(*habits: PlantedHabit) -> Subject:
    known = lived()
    base = home(*habits)
    return replace(base, home=Home(time_zone=known.place.time_zone), lived=known, truth=Truth(habits=habits))


def media() -> dict[str, Any]:
    trigger = {"entity_id": "binary_sensor.hall_motion", "to": "on"}
    return hall(entities=["light.hall_ceiling"], trigger=trigger)


def test_another_trigger_that_announces_a_habit_is_that_habit() -> None:
    habit = next(
        each for each in lived().truth.habits if each.entities == ("light.hall_ceiling",) and each.state == "on"
    )
    elsewhere = replace(habit, trigger=PlantedTrigger(entity_id="binary_sensor.other", to="on"))

    assert judge([media()], household(elsewhere)).right == 1


def test_that_nobody_is_home_is_told_by_the_zone_as_well() -> None:
    known = lived()
    leaving = hall(entities=["switch.never"], trigger={"entity_id": "zone.home", "to": "0"}, conditions=[])

    outcome = Replay(known).outcome(leaving, known.begin, known.end)

    assert outcome.runs > 0
    assert outcome.hits == 0


def test_what_goes_on_without_being_meant_came_true() -> None:
    known = lived()
    acts = [act._replace(why="") for act in known.acts]
    subject = replace(household(), lived=replace(known, acts=acts))

    tally = judge([media()], subject)

    assert (tally.came_true, tally.right, sorts(tally)) == (1, 1, [CAME_TRUE])


def test_what_was_meant_as_something_else_did_not_come_true() -> None:
    assert judge([media()], household()).right == 0


def test_a_group_that_follows_its_own_lamp_is_an_echo() -> None:
    trigger = {"entity_id": "light.living_sofa", "to": "off"}
    echo = hall(entities=["light.living"], state="off", trigger=trigger)

    assert sorts(judge([echo], household())) == ["echo of itself"]


def test_homes_add_up() -> None:
    both = judge([coffee()], home(COFFEE)) + judge([], home(HALL))

    assert (both.homes, both.planted, both.found) == (2, 2, 1)
    assert both.to_json()["recall"] == 0.5
    assert both.to_json()["by_kind"]["follow_up"]["recall"] == 0.0


def test_nothing_has_no_share() -> None:
    assert Tally().to_json()["precision"] is None
    assert np.isclose(Tally(shown=3, right=1).to_json()["precision"], 0.333)


def test_of_one_wish_each_state_is_judged_by_itself() -> None:
    blind = replace(COFFEE, entities=("cover.kitchen",), state="open")
    morning = coffee(entities=["cover.kitchen", "light.hall", "switch.coffee"], otherwise={"cover.kitchen": "open"})
    both = coffee(entities=["cover.kitchen", "switch.coffee"], otherwise={"cover.kitchen": "open"})

    assert judge([both], home(COFFEE, blind)).right == 2
    assert judge([both], home(COFFEE)).right == 1
    assert judge([morning], home(COFFEE, blind)).found == 1
