from collections.abc import Mapping
from dataclasses import replace
import json
from pathlib import Path

import pytest

from custom_components.homeiq.model.existing import Conflict, ConflictKind
from custom_components.homeiq.model.habits.pattern import (
    WEEKEND,
    Between,
    Condition,
    Dark,
    Evidence,
    Idle,
    NumberIs,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout, Suggestion
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.store.tables.serial import (
    diary_from_json,
    diary_text,
    pattern_from_json,
    suggestion_from_json,
    to_json,
)
from tests.habits import film
from tests.offers import DIARY, RECENT

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
        days_needed=10,
        early_seconds=600,
    ),
    rung=Rung.ASKS,
)
SUGGESTION = Suggestion(
    pattern=PATTERN,
    title="Turn on “Hall”",
    reason="You did ☀",
    backtest=Backtest(days=40, runs=38, hits=37, false_alarms=1, misses=2, reversals=1, idle=12, late=1),
    score=0.87,
    automation={"alias": "Hall", "triggers": [{"trigger": "time", "at": "06:45:00"}], "conditions": [], "actions": []},
)


TRIGGERS: Mapping[str, Trigger] = {
    '{"type": "time", "minute": 0}': AtTime(minute=0),
    '{"type": "sun", "event": "sunset", "offset_minutes": -15}': AtSun(event="sunset", offset_minutes=-15),
    '{"type": "change", "entity_id": "binary_sensor.a", "to": "off", "for_seconds": 240}': OnChange(
        entity_id="binary_sensor.a", to="off", for_seconds=240
    ),
    '{"type": "left_on", "entity_id": "fan.a", "to": "on", "for_seconds": 7200}': LeftOn(
        entity_id="fan.a", to="on", for_seconds=7200
    ),
    '{"type": "demand"}': OnDemand(),
}
CONDITIONS: Mapping[str, Condition] = {
    '{"type": "dark", "dark": false}': Dark(dark=False),
    '{"type": "between", "after": 0, "before": 1439}': Between(after=0, before=1439),
    '{"type": "state", "entity_id": "person.a", "state": "home"}': StateIs(entity_id="person.a", state="home"),
    '{"type": "idle", "entity_id": "binary_sensor.a", "state": "off", "seconds": 600}': Idle(
        entity_id="binary_sensor.a", state="off", seconds=600
    ),
    '{"type": "somebody", "home": false}': SomebodyHome(home=False),
    '{"type": "number", "entity_id": "sensor.lux", "above": null, "below": 40.0, "attribute": ""}': NumberIs(
        entity_id="sensor.lux", below=40.0
    ),
}
# As databases have it that were written before records were written by their fields.
STORED = Path(__file__).with_name("a_suggestion.json").read_text(encoding="utf-8")
FULL = replace(
    SUGGESTION,
    pattern=replace(
        PATTERN,
        conditions=(
            *PATTERN.conditions,
            Idle(entity_id="binary_sensor.a", state="off", seconds=600),
            SomebodyHome(home=False),
        ),
        values=(SetTo(entity_id="light.a", attribute="brightness", value=102.0, spread=0.5),),
    ),
    backtest=replace(SUGGESTION.backtest, holdout=Holdout(days=17, runs=17, hits=16)),
    moved_from="hall-at-dawn",
    conflicts=(Conflict(kind=ConflictKind.LOOP, entity_id="automation.night", name="Night", text="Night undoes it."),),
)


def test_what_databases_have_is_read_and_written_as_ever() -> None:
    stored = json.loads(STORED)

    assert suggestion_from_json(stored) == FULL
    written = to_json(FULL)
    for part in ("pattern", "backtest"):
        written[part] = {name: value for name, value in written[part].items() if name in stored[part]}
    assert {name: value for name, value in written.items() if name in stored} == stored


@pytest.mark.parametrize(("stored", "trigger"), TRIGGERS.items())
def test_a_trigger_is_kept_as_ever(stored: str, trigger: Trigger) -> None:
    pattern = to_json(replace(PATTERN, trigger=trigger))

    assert pattern["trigger"] == json.loads(stored)
    assert pattern_from_json(pattern).trigger == trigger


@pytest.mark.parametrize(("stored", "condition"), CONDITIONS.items())
def test_a_condition_is_kept_as_ever(stored: str, condition: Condition) -> None:
    pattern = to_json(replace(PATTERN, conditions=(condition,)))

    assert pattern["conditions"] == [json.loads(stored)]
    assert pattern_from_json(pattern).conditions == (condition,)


def test_a_number_that_was_stored_before_attributes_were_asked_is_read() -> None:
    stored = {"type": "number", "entity_id": "sensor.lux", "above": None, "below": 40.0}

    pattern = pattern_from_json({**to_json(PATTERN), "conditions": [stored]})

    assert pattern.conditions == (NumberIs(entity_id="sensor.lux", below=40.0),)


def test_an_unknown_trigger_is_refused() -> None:
    with pytest.raises(ValueError, match="moon"):
        pattern_from_json({**to_json(PATTERN), "trigger": {"type": "moon"}})


def test_an_unknown_condition_is_refused() -> None:
    with pytest.raises(ValueError, match="full"):
        pattern_from_json({**to_json(PATTERN), "conditions": [{"type": "full"}]})


def test_a_pattern_comes_back_equal() -> None:
    assert pattern_from_json(json.loads(json.dumps(to_json(PATTERN)))) == PATTERN


def test_the_last_weeks_come_back_equal_and_the_diary_is_kept_apart() -> None:
    suggestion = replace(SUGGESTION, recent=RECENT, diary=DIARY)

    written = json.loads(json.dumps(to_json(suggestion)))

    assert "diary" not in written
    assert suggestion_from_json(written) == suggestion
    assert diary_from_json(json.loads(diary_text(suggestion) or "")) == DIARY
    assert diary_text(SUGGESTION) is None


def test_conflicts_come_back_equal() -> None:
    conflict = Conflict(kind=ConflictKind.LOOP, entity_id="automation.night", name="Night", text="Night undoes it.")
    suggestion = replace(SUGGESTION, conflicts=(conflict,))

    assert suggestion_from_json(json.loads(json.dumps(to_json(suggestion)))) == suggestion


def test_a_suggestion_from_before_there_were_conflicts_has_none() -> None:
    old = to_json(SUGGESTION)
    del old["conflicts"]

    assert suggestion_from_json(old) == SUGGESTION


@pytest.mark.parametrize("later", [None, Holdout(days=17, runs=17, hits=16, idle=3)])
def test_a_suggestion_comes_back_equal(later: Holdout | None) -> None:
    suggestion = replace(SUGGESTION, backtest=replace(SUGGESTION.backtest, holdout=later, forward=later))

    assert suggestion_from_json(json.loads(json.dumps(to_json(suggestion)))) == suggestion


def test_values_come_back_equal_and_patterns_from_before_there_were_any_have_none() -> None:
    valued = replace(
        PATTERN, values=(SetTo(entity_id="light.a", attribute="brightness", value=102.0, spread=0.1 + 0.2),)
    )
    old = to_json(PATTERN)
    del old["values"]

    assert pattern_from_json(json.loads(json.dumps(to_json(valued)))) == valued
    assert pattern_from_json(old) == PATTERN


def test_what_an_earlier_version_wrote_is_still_read() -> None:
    written = json.loads(json.dumps(to_json(SUGGESTION)))
    del written["adjusts"], written["backtest"]["reversals"], written["backtest"]["idle"]
    del written["backtest"]["late"], written["backtest"]["forward"]
    del written["pattern"]["rung"]
    for name in (
        "first_day",
        "last_day",
        "by_weekday",
        "opportunities_without",
        "hits_without",
        "days_needed",
        "early_seconds",
    ):
        del written["pattern"]["evidence"][name]

    read = suggestion_from_json(written)

    assert (read.moved_from, read.backtest.reversals, read.pattern.evidence.by_weekday) == (None, 0, ())
    assert (read.backtest.saved, read.backtest.idle, read.rung) == (37, 0, None)


def test_what_a_suggestion_has_moved_from_comes_back() -> None:
    suggestion = replace(SUGGESTION, moved_from="hall-at-dawn")

    assert suggestion_from_json(json.loads(json.dumps(to_json(suggestion)))).moved_from == "hall-at-dawn"


def test_the_same_weekdays_of_two_habits_are_one_object() -> None:
    one, other = (pattern_from_json(json.loads(json.dumps(to_json(PATTERN)))) for _ in range(2))

    assert one.weekdays is other.weekdays


def test_what_goes_to_different_states_comes_back_so() -> None:
    written = json.loads(json.dumps(to_json(film())))

    assert pattern_from_json(written) == film()
    assert written["otherwise"][0] == {"entity_id": "cover.blind", "state": "closed"}


def test_a_habit_of_an_earlier_version_brings_all_to_one_state() -> None:
    written = to_json(PATTERN)
    del written["otherwise"]

    assert pattern_from_json(written) == PATTERN
    assert PATTERN.brings == (("light.a", "on"), ("light.b", "on"))
