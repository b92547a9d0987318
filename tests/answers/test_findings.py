from dataclasses import replace
import json

from custom_components.homeiq.answers.findings import pattern_to_json, suggestion_to_json
from custom_components.homeiq.model.habits.pattern import (
    EVERY_DAY,
    Between,
    Dark,
    Idle,
    NumberIs,
    SetTo,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.suggestion import Holdout
from custom_components.homeiq.model.habits.trigger import AtSun, Crosses, LeftOn, OnChange, OnDemand
from tests.habits import film
from tests.offers import BACKTEST_TOLD, a_pattern, a_suggestion

AFTER_SUNSET = a_pattern("porch", trigger=AtSun(event="sunset", offset_minutes=10), weekdays=EVERY_DAY)
AFTER_MOTION = a_pattern("hall", trigger=OnChange(entity_id="binary_sensor.hall", to="on"))
WHEN_QUIET = a_pattern("quiet", trigger=OnChange(entity_id="binary_sensor.hall", to="off", for_seconds=240))


def test_a_routine_is_written_with_its_time_and_days() -> None:
    suggestion = a_suggestion()

    assert suggestion_to_json(suggestion) == {
        "kind": "routine",
        "signature": "kitchen-at-seven",
        "title": "Turn on Kitchen at 07:00 on workdays",
        "reason": "You did it on 37 of 40 days",
        "entities": ["light.kitchen"],
        "state": "on",
        "time": "07:00",
        "weekdays": [0, 1, 2, 3, 4],
        "conditions": [{"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]}],
        "conflicts": [],
        "rung": "acts",
        "confidence": 0.925,
        "support_days": 37,
        "eligible_days": 40,
        "score": 0.87,
        "backtest": BACKTEST_TOLD,
        "automation": dict(suggestion.automation),
    }


def test_a_habit_of_the_sun_is_written_with_its_event_and_offset() -> None:
    written = suggestion_to_json(a_suggestion(AFTER_SUNSET))

    assert (written["kind"], written["event"], written["offset_minutes"]) == ("sun", "sunset", 10)


def test_a_crossing_is_written_with_its_number() -> None:
    damp = Crosses(entity_id="sensor.damp", limit=65.0, is_above=True, for_seconds=60)

    written = pattern_to_json(a_pattern(trigger=damp))

    assert (written["kind"], written["trigger"]) == (
        "crossing",
        {"entity_id": "sensor.damp", "above": 65, "for_seconds": 60},
    )


def test_a_follow_up_is_written_with_its_trigger() -> None:
    written = suggestion_to_json(a_suggestion(AFTER_MOTION))

    assert (written["kind"], written["trigger"]) == ("follow_up", {"entity_id": "binary_sensor.hall", "to": "on"})


def test_a_timeout_says_for_how_long() -> None:
    written = suggestion_to_json(a_suggestion(WHEN_QUIET))

    assert written["trigger"] == {"entity_id": "binary_sensor.hall", "to": "off", "for_seconds": 240}


def test_days_that_learning_never_saw_are_written_when_there_are_some() -> None:
    backtest = replace(
        a_suggestion().backtest,
        holdout=Holdout(days=17, runs=17, hits=16, idle=4),
        forward=Holdout(days=20, runs=20, hits=18, idle=10),
    )

    written = suggestion_to_json(a_suggestion(backtest=backtest))

    assert written["backtest"]["holdout"] == {
        "days": 17,
        "runs": 17,
        "hits": 16,
        "saved": 12,
        "idle": 4,
        "late": 0,
        "wrong": 1,
    }
    assert written["backtest"]["forward"]["saved"] == 8
    assert written["confidence"] == round((8 + 4) / (10 + 8), 4)


def test_days_that_a_habit_was_fitted_to_are_named_so_when_there_are_no_others() -> None:
    fitted = replace(a_suggestion().backtest, is_fitted=True)

    assert suggestion_to_json(a_suggestion(backtest=fitted))["backtest"]["is_fitted"]
    assert "is_fitted" not in suggestion_to_json(a_suggestion())["backtest"]


def test_a_pattern_is_written_with_what_speaks_for_it() -> None:
    assert pattern_to_json(a_pattern()) == {
        "kind": "routine",
        "signature": "kitchen-at-seven",
        "entities": ["light.kitchen"],
        "state": "on",
        "time": "07:00",
        "weekdays": [0, 1, 2, 3, 4],
        "conditions": [],
        "confidence": 0.925,
        "support_days": 37,
        "eligible_days": 40,
        "opportunities": 40,
        "hits": 37,
        "chance": 0.05,
        "lift": 18.5,
        "lower_bound": 0.8,
        "spread_seconds": 420,
        "window_seconds": 1200,
    }


def test_conditions_are_written_as_home_assistant_reads_them() -> None:
    conditions = (
        Dark(),
        Dark(dark=False),
        Between(after=22 * 60 + 30, before=24 * 60),
        StateIs(entity_id="person.ann", state="home"),
        Idle(entity_id="binary_sensor.hall", state="off", seconds=600),
        SomebodyHome(),
        SomebodyHome(home=False),
        NumberIs(entity_id="sensor.lux", above=2.5, below=40.0),
    )

    assert pattern_to_json(a_pattern(conditions=conditions))["conditions"] == [
        {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"},
        {"condition": "state", "entity_id": "sun.sun", "state": "above_horizon"},
        {"condition": "time", "after": "22:30:00", "before": "00:00:00"},
        {"condition": "state", "entity_id": "person.ann", "state": "home"},
        {"condition": "state", "entity_id": "binary_sensor.hall", "state": "off", "for": {"seconds": 600}},
        {"condition": "numeric_state", "entity_id": "zone.home", "above": 0},
        {"condition": "state", "entity_id": "zone.home", "state": "0"},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": 2.5, "below": 40},
    ]


def test_a_lift_without_bounds_is_still_json() -> None:
    written = pattern_to_json(a_pattern(chance=0))

    assert json.loads(json.dumps(written, allow_nan=False))["lift"] is None


def test_what_the_entities_are_set_to_is_written_where_it_is_known() -> None:
    dim = SetTo(entity_id="light.kitchen", attribute="brightness", value=102.0, spread=2.0)

    written = pattern_to_json(replace(a_pattern(), values=(dim,)))

    assert written["values"] == [
        {"entity_id": "light.kitchen", "attribute": "brightness", "value": 102.0, "spread": 2.0}
    ]
    assert "values" not in pattern_to_json(a_pattern())


def test_a_reminder_says_after_how_long() -> None:
    written = suggestion_to_json(
        a_suggestion(a_pattern("fan", trigger=LeftOn(entity_id="fan.a", to="on", for_seconds=60)))
    )

    assert (written["kind"], written["for_seconds"], written["confidence"]) == ("left_on", 60, 0.925)


def test_a_scene_has_no_trigger() -> None:
    written = suggestion_to_json(a_suggestion(a_pattern("lamps", trigger=OnDemand(), entities=("light.a", "light.b"))))

    assert (written["kind"], written["entities"]) == ("scene", ["light.a", "light.b"])
    assert "trigger" not in written


def test_a_moved_habit_names_the_one_it_moves() -> None:
    assert suggestion_to_json(a_suggestion(moved_from="kitchen-at-six"))["adjusts"] == "kitchen-at-six"


def test_a_pattern_is_written_with_its_days_and_what_its_conditions_are_worth() -> None:
    pattern = a_pattern()
    evidence = replace(
        pattern.evidence,
        first_day=20729,
        last_day=20777,
        by_weekday=(8, 0, 0, 0, 0, 4, 0),
        opportunities_without=70,
        hits_without=38,
    )

    written = pattern_to_json(replace(pattern, evidence=evidence))

    assert (written["first_day"], written["last_day"]) == ("2026-10-03", "2026-11-20")
    assert written["days_by_weekday"] == [8, 0, 0, 0, 0, 4, 0]
    assert written["without_conditions"] == {"opportunities": 70, "hits": 38}


def test_how_far_a_habit_may_be_trusted_is_told_where_it_was_tried() -> None:
    pattern = replace(a_pattern(), rung=Rung.FORMING, evidence=replace(a_pattern().evidence, days_needed=13))
    suggestion = replace(a_suggestion(), pattern=pattern)

    assert suggestion_to_json(suggestion)["rung"] == "forming"
    assert (pattern_to_json(pattern)["rung"], pattern_to_json(pattern)["days_needed"]) == ("forming", 13)
    assert "rung" not in pattern_to_json(a_pattern())


def test_what_is_set_alone_is_written_with_the_state_that_it_is_set_in() -> None:
    seventeen = SetTo(entity_id="climate.bath", attribute="temperature", value=17.0, spread=0.0)
    night = replace(a_pattern(), entities=("climate.bath",), state="heat#temperature=17", values=(seventeen,))

    written = pattern_to_json(night)

    assert (written["state"], written["attribute"]) == ("heat", "temperature")
    assert [one["value"] for one in written["values"]] == [17]
    assert "attribute" not in pattern_to_json(a_pattern())


def test_a_scene_says_what_goes_to_another_state_than_most() -> None:
    written = pattern_to_json(film())

    assert (written["state"], written["otherwise"]) == (
        "on",
        {"cover.blind": "closed", "light.ceiling": "off", "media_player.tv": "playing"},
    )
    assert "otherwise" not in pattern_to_json(a_pattern())
