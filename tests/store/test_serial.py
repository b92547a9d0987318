from dataclasses import replace
import json

import pytest

from custom_components.homeiq.model.existing import Conflict, ConflictKind
from custom_components.homeiq.model.pattern import (
    WEEKEND,
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Evidence,
    Idle,
    LeftOn,
    OnChange,
    OnDemand,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
    Trigger,
)
from custom_components.homeiq.model.suggestion import Backtest, Holdout, Suggestion
from custom_components.homeiq.store.serial import (
    condition_from_json,
    condition_to_json,
    pattern_from_json,
    pattern_to_json,
    suggestion_from_json,
    suggestion_to_json,
    trigger_from_json,
    trigger_to_json,
)

PATTERN = Pattern(
    signature="hall-at-dusk",
    trigger=AtTime(minute=405),
    entities=("light.a", "light.b"),
    state="on",
    weekdays=WEEKEND,
    conditions=(Dark(), Between(after=1320, before=60), StateIs(entity_id="person.a", state="home")),
    evidence=Evidence(
        opportunities=40,
        hits=37,
        support_days=36,
        eligible_days=40,
        chance=1 / 3,
        lower_bound=0.1 + 0.2,
        spread_seconds=61.5,
        window_seconds=1200.0,
        first_day=20729,
        last_day=20777,
        by_weekday=(0, 0, 0, 0, 0, 18, 18),
        opportunities_without=90,
        hits_without=38,
    ),
)
SUGGESTION = Suggestion(
    pattern=PATTERN,
    title="Turn on “Hall”",
    reason="You did ☀",
    backtest=Backtest(days=40, runs=38, hits=37, false_alarms=1, misses=2, reversals=1),
    score=0.87,
    automation={"alias": "Hall", "triggers": [{"trigger": "time", "at": "06:45:00"}], "conditions": [], "actions": []},
)


@pytest.mark.parametrize(
    "trigger",
    [
        AtTime(minute=0),
        AtSun(event="sunset", offset_minutes=-15),
        OnChange(entity_id="binary_sensor.a", to="off", for_seconds=240),
        LeftOn(entity_id="fan.a", to="on", for_seconds=7200),
        OnDemand(),
    ],
)
def test_a_trigger_comes_back_equal(trigger: Trigger) -> None:
    assert trigger_from_json(json.loads(json.dumps(trigger_to_json(trigger)))) == trigger


@pytest.mark.parametrize(
    "condition",
    [
        Dark(dark=False),
        Between(after=0, before=1439),
        StateIs(entity_id="person.a", state="home"),
        Idle(entity_id="binary_sensor.a", state="off", seconds=600),
        SomebodyHome(home=False),
    ],
)
def test_a_condition_comes_back_equal(condition: Condition) -> None:
    assert condition_from_json(json.loads(json.dumps(condition_to_json(condition)))) == condition


def test_an_unknown_trigger_is_refused() -> None:
    with pytest.raises(ValueError, match="moon"):
        trigger_from_json({"type": "moon"})


def test_an_unknown_condition_is_refused() -> None:
    with pytest.raises(ValueError, match="full"):
        condition_from_json({"type": "full"})


def test_a_pattern_comes_back_equal() -> None:
    assert pattern_from_json(json.loads(json.dumps(pattern_to_json(PATTERN)))) == PATTERN


def test_conflicts_come_back_equal() -> None:
    conflict = Conflict(kind=ConflictKind.LOOP, entity_id="automation.night", name="Night", text="Night undoes it.")
    suggestion = replace(SUGGESTION, conflicts=(conflict,))

    assert suggestion_from_json(json.loads(json.dumps(suggestion_to_json(suggestion)))) == suggestion


def test_a_suggestion_from_before_there_were_conflicts_has_none() -> None:
    old = suggestion_to_json(SUGGESTION)
    del old["conflicts"]

    assert suggestion_from_json(old) == SUGGESTION


@pytest.mark.parametrize("holdout", [None, Holdout(days=17, runs=17, hits=16)])
def test_a_suggestion_comes_back_equal(holdout: Holdout | None) -> None:
    suggestion = replace(SUGGESTION, backtest=replace(SUGGESTION.backtest, holdout=holdout))

    assert suggestion_from_json(json.loads(json.dumps(suggestion_to_json(suggestion)))) == suggestion


def test_values_come_back_equal_and_patterns_from_before_there_were_any_have_none() -> None:
    valued = replace(
        PATTERN, values=(SetTo(entity_id="light.a", attribute="brightness", value=102.0, spread=0.1 + 0.2),)
    )
    old = pattern_to_json(PATTERN)
    del old["values"]

    assert pattern_from_json(json.loads(json.dumps(pattern_to_json(valued)))) == valued
    assert pattern_from_json(old) == PATTERN


def test_what_an_earlier_version_wrote_is_still_read() -> None:
    written = json.loads(json.dumps(suggestion_to_json(SUGGESTION)))
    del written["adjusts"], written["backtest"]["reversals"]
    for name in ("first_day", "last_day", "by_weekday", "opportunities_without", "hits_without"):
        del written["pattern"]["evidence"][name]

    read = suggestion_from_json(written)

    assert (read.adjusts, read.backtest.reversals, read.pattern.evidence.by_weekday) == (None, 0, ())


def test_what_a_suggestion_adjusts_comes_back() -> None:
    suggestion = replace(SUGGESTION, adjusts="hall-at-dawn")

    assert suggestion_from_json(json.loads(json.dumps(suggestion_to_json(suggestion)))).adjusts == "hall-at-dawn"
