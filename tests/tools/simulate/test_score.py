from typing import Any

import pytest

from tools.simulate.score import Score, score
from tools.simulate.truth import Confounder, PlantedHabit, PlantedTrigger, Truth

COFFEE = PlantedHabit(kind="routine", entities=("switch.coffee",), state="on", time="07:10")
WASHING = PlantedHabit(kind="routine", entities=("switch.washer",), state="on", time="10:00", weekdays=(5,))
PORCH = PlantedHabit(kind="sun", entities=("light.porch",), state="on", event="sunset", offset_minutes=10)
TIMEOUT = PlantedHabit(
    kind="follow_up",
    entities=("light.office",),
    state="off",
    trigger=PlantedTrigger(entity_id="binary_sensor.office", to="off", for_seconds=240),
)
LAMPS = PlantedHabit(
    kind="follow_up",
    entities=("light.a", "light.b", "light.c"),
    equivalents={"light.all": ("light.a", "light.b", "light.c")},
    state="on",
    trigger=PlantedTrigger(entity_id="media_player.tv", to="on"),
    equivalent_triggers=(PlantedTrigger(entity_id="remote.tv", to="on"),),
    conditions=({"condition": "state"},),
)


def suggested(**changed: Any) -> dict[str, Any]:
    coffee = {"kind": "routine", "entities": ["switch.coffee"], "state": "on", "time": "07:00"}
    return {**coffee, "weekdays": [0, 1, 2, 3, 4, 5, 6], **changed}


def at_sunset(**changed: Any) -> dict[str, Any]:
    porch = {"kind": "sun", "entities": ["light.porch"], "event": "sunset", "offset_minutes": 0}
    return suggested(**{**porch, **changed})


def after(trigger: dict[str, Any], *entities: str, **changed: Any) -> dict[str, Any]:
    return {"kind": "follow_up", "entities": list(entities), "state": "on", "trigger": trigger, **changed}


def judge(suggestion: dict[str, Any], *habits: PlantedHabit) -> Score:
    return score([suggestion], Truth(habits=habits))


def test_a_routine_half_an_hour_off_is_right() -> None:
    assert judge(suggested(time="07:40"), COFFEE).right == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"time": "07:41"},
        {"state": "off"},
        {"entities": ["switch.tea"]},
        {"entities": ["switch.coffee", "switch.tea"]},
        {"entities": []},
        {"weekdays": [5, 6]},
        {"kind": "sun", "event": "sunrise", "offset_minutes": 0},
        {"kind": "scene"},
    ],
)
def test_a_suggestion_of_something_else_is_wrong(changed: dict[str, Any]) -> None:
    assert judge(suggested(**changed), COFFEE).right == 0


def test_midnight_is_no_wall() -> None:
    late = PlantedHabit(kind="routine", entities=("switch.coffee",), state="on", time="23:50")

    assert judge(suggested(time="00:10"), late).right == 1


def test_workdays_for_every_day_is_right_with_the_wrong_days() -> None:
    result = judge(suggested(weekdays=[0, 1, 2, 3, 4]), COFFEE)

    assert (result.right, result.day_class) == (1, 0.0)


def test_sun_is_right_within_twenty_minutes_of_the_same_event() -> None:
    assert judge(at_sunset(offset_minutes=30), PORCH).right == 1
    assert judge(at_sunset(offset_minutes=31), PORCH).right == 0
    assert judge(at_sunset(event="sunrise"), PORCH).right == 0


def test_a_clock_for_a_sun_that_moves_is_wrong() -> None:
    assert judge(suggested(entities=["light.porch"], time="18:00"), PORCH).right == 0


def test_a_clock_for_a_sun_that_stands_still_is_right() -> None:
    still = PlantedHabit(
        kind="sun", entities=("light.porch",), state="on", event="sunset", offset_minutes=10, clock_is_fair=True
    )

    assert judge(suggested(entities=["light.porch"], time="18:00"), still).right == 1


@pytest.mark.parametrize(("seconds", "right"), [(119, 0), (120, 1), (480, 1), (481, 0), (None, 0)])
def test_a_timeout_is_right_within_a_factor_of_two(seconds: int | None, right: int) -> None:
    trigger = {"entity_id": "binary_sensor.office", "to": "off", "for_seconds": seconds}

    assert judge(after(trigger, "light.office", state="off"), TIMEOUT).right == right


@pytest.mark.parametrize(
    ("trigger", "right"),
    [
        ({"entity_id": "media_player.tv", "to": "on"}, 1),
        ({"entity_id": "remote.tv", "to": "on"}, 1),
        ({"entity_id": "media_player.tv", "to": "off"}, 0),
        ({"entity_id": "media_player.tv", "to": "on", "for_seconds": 60}, 0),
    ],
)
def test_a_follow_up_is_right_with_a_trigger_of_the_same_moment(trigger: dict[str, Any], right: int) -> None:
    assert judge(after(trigger, "light.a", "light.b"), LAMPS).right == right


def test_a_group_stands_for_its_members() -> None:
    result = judge(after({"entity_id": "media_player.tv", "to": "on"}, "light.all", conditions=[{}]), LAMPS)

    assert (result.groups_whole, result.condition) == (1.0, 1.0)


def test_most_of_a_group_is_right_but_not_whole() -> None:
    result = judge(after({"entity_id": "media_player.tv", "to": "on"}, "light.a", "light.b"), LAMPS)

    assert (result.right, result.groups_whole, result.condition) == (1, 0.0, 0.0)


def test_the_second_suggestion_for_a_habit_is_a_duplicate() -> None:
    result = score([suggested(), suggested(time="07:20")], Truth(habits=(COFFEE,)))

    assert (result.recall, result.precision, result.duplicates) == (1.0, 0.5, 1)


def test_missing_a_habit_that_was_too_rare_is_no_fault() -> None:
    rare = PlantedHabit(kind="routine", entities=("switch.washer",), state="on", time="10:00", required=False)

    assert judge(suggested(), COFFEE, rare).recall == 1.0
    assert judge(suggested(), COFFEE, rare).recall_of_all == 0.5
    assert judge(suggested(entities=["switch.washer"], time="10:00"), rare).precision == 1.0


def test_what_was_missed_and_what_was_wrong_is_told() -> None:
    suggestion = suggested(entities=["light.evening"])
    evening = Confounder(entity_id="light.evening", state=None, reason="at no particular time")

    result = score([suggestion], Truth(habits=(COFFEE, WASHING), confounders=(evening,)))

    assert (result.missed, result.wrong, result.forbidden) == ((COFFEE, WASHING), (suggestion,), 1)


def test_nothing_suggested_for_nothing_planted_is_perfect() -> None:
    result = score([], Truth())

    assert (result.recall, result.precision) == (1.0, 1.0)


def test_scores_of_homes_add_up() -> None:
    both = judge(suggested(), COFFEE) + judge(suggested(), WASHING)

    assert (both.planted, both.found, both.shown, both.right) == (2, 1, 2, 1)
    assert both.missed == (WASHING,)


def test_what_goes_to_several_states_is_judged_by_each_of_them() -> None:
    off = PlantedHabit(kind="routine", entities=("light.a", "light.b"), state="off", time="22:30")
    closed = PlantedHabit(kind="routine", entities=("cover.a",), state="closed", time="22:30")
    night = suggested(
        entities=["cover.a", "fan.a", "light.a", "light.b"],
        state="off",
        otherwise={"cover.a": "closed", "fan.a": "on"},
        time="22:30",
    )

    result = score([night], Truth(habits=(off, closed)))

    assert (result.shown, result.right, result.found) == (3, 2, 2)
    assert [(one["entities"], one["state"]) for one in result.wrong] == [(["fan.a"], "on")]


def test_a_scene_is_judged_as_a_whole() -> None:
    film = {"kind": "scene", "entities": ["cover.a", "light.a"], "state": "off", "otherwise": {"cover.a": "closed"}}

    assert score([film], Truth()).shown == 1
