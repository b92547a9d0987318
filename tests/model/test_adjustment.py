from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.model.adjustment import Adjustment, AdjustmentError, condition_from_config
from custom_components.homeiq.model.as_json import condition_to_json
from custom_components.homeiq.model.pattern import (
    AtSun,
    AtTime,
    Between,
    Condition,
    Dark,
    Idle,
    OnChange,
    SetTo,
    SomebodyHome,
    StateIs,
)
from tests.offers import HALL_MOTION, a_pattern

BED = {"condition": "state", "entity_id": "binary_sensor.bed", "state": "off"}
AT_SUNSET = AtSun(event="sunset", offset_minutes=10)


def test_what_is_not_named_stays_as_it_is() -> None:
    pattern = a_pattern(conditions=(Dark(),))

    assert Adjustment().of(pattern) == pattern


def test_everything_can_be_changed() -> None:
    changed = Adjustment(
        minute=390, weekdays=frozenset({5, 6}), entities=("light.b", "light.a"), conditions=(Dark(dark=False),)
    ).of(a_pattern())

    assert changed.trigger == AtTime(minute=390)
    assert changed.weekdays == {5, 6}
    assert changed.entities == ("light.a", "light.b")
    assert changed.conditions == (Dark(dark=False),)
    assert changed.signature == a_pattern().signature


def set_to(name: str, value: float, attribute: str = "brightness") -> SetTo:
    return SetTo(entity_id=name, attribute=attribute, value=value, spread=0.0)


def test_values_of_entities_that_are_named_change_and_those_of_others_stay() -> None:
    warm = set_to("light.a", 2700, "color_temp_kelvin")
    before = replace(
        a_pattern(entities=("light.a", "light.b", "light.c")),
        values=(set_to("light.a", 10), warm, set_to("light.b", 20), set_to("light.c", 30)),
    )

    changed = Adjustment(values={"light.c": (set_to("light.c", 90),), "light.a": ()}).of(before)

    assert changed.values == (set_to("light.b", 20), set_to("light.c", 90))


def test_with_an_entity_its_values_go() -> None:
    before = replace(a_pattern(entities=("light.a", "light.b")), values=(set_to("light.a", 10), set_to("light.b", 20)))

    assert Adjustment(entities=("light.b", "light.c")).of(before).values == (set_to("light.b", 20),)


def test_what_is_not_acted_on_is_set_to_nothing() -> None:
    with pytest.raises(AdjustmentError) as refused:
        Adjustment(values={"light.elsewhere": (set_to("light.elsewhere", 10),)}).of(a_pattern())

    assert refused.value.field == "values"


def test_an_offset_can_be_changed() -> None:
    changed = Adjustment(offset_minutes=-30).of(a_pattern(trigger=AT_SUNSET))

    assert changed.trigger == AtSun(event="sunset", offset_minutes=-30)


@pytest.mark.parametrize(("before", "seconds", "window"), [(0, 60, 120.0), (60, 600, 960.0), (60, 0, 300.0)])
def test_a_delay_brings_a_window_of_its_own(before: int, seconds: int, window: float) -> None:
    trigger = OnChange(entity_id="binary_sensor.hall_motion", to="off", for_seconds=before)

    changed = Adjustment(for_seconds=seconds).of(a_pattern(trigger=trigger))

    assert changed.trigger == OnChange(entity_id="binary_sensor.hall_motion", to="off", for_seconds=seconds)
    assert changed.evidence.window_seconds == window


def test_no_delay_before_and_after_leaves_the_window() -> None:
    assert Adjustment(for_seconds=0).of(a_pattern(trigger=HALL_MOTION)) == a_pattern(trigger=HALL_MOTION)


@pytest.mark.parametrize(
    ("adjustment", "trigger", "field"),
    [
        (Adjustment(minute=1440), AtTime(minute=0), "time"),
        (Adjustment(minute=60), AT_SUNSET, "time"),
        (Adjustment(offset_minutes=721), AT_SUNSET, "offset_minutes"),
        (Adjustment(offset_minutes=1), HALL_MOTION, "offset_minutes"),
        (Adjustment(for_seconds=-1), HALL_MOTION, "for_seconds"),
        (Adjustment(for_seconds=60), AT_SUNSET, "for_seconds"),
        (Adjustment(weekdays=frozenset()), AT_SUNSET, "weekdays"),
        (Adjustment(weekdays=frozenset({7})), AT_SUNSET, "weekdays"),
        (Adjustment(entities=()), AT_SUNSET, "entity_id"),
    ],
)
def test_what_makes_no_sense_names_its_field(adjustment: Adjustment, trigger: Any, field: str) -> None:
    with pytest.raises(AdjustmentError) as refused:
        adjustment.of(a_pattern(trigger=trigger))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("config", "condition"),
    [
        ({"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}, Dark()),
        ({"condition": "state", "entity_id": "sun.sun", "state": "above_horizon"}, Dark(dark=False)),
        ({"condition": "state", "entity_id": ["light.a"], "state": "on"}, StateIs(entity_id="light.a", state="on")),
        ({"condition": "time", "after": "18:30:00", "before": "07:00"}, Between(after=1110, before=420)),
        ({"condition": "numeric_state", "entity_id": ["zone.home"], "above": 0}, SomebodyHome()),
        ({"condition": "state", "entity_id": "zone.home", "state": "0"}, SomebodyHome(home=False)),
        ({**BED, "for": "00:10:00"}, Idle(entity_id="binary_sensor.bed", state="off", seconds=600)),
        ({**BED, "for": {"minutes": 10, "seconds": 5}}, Idle(entity_id="binary_sensor.bed", state="off", seconds=605)),
        ({**BED, "for": 90}, Idle(entity_id="binary_sensor.bed", state="off", seconds=90)),
    ],
)
def test_conditions_are_read_as_home_assistant_writes_them(config: dict[str, Any], condition: Condition) -> None:
    assert condition_from_config(config) == condition


@pytest.mark.parametrize(
    "config",
    [
        {"condition": "template", "value_template": "{{ 1 }}"},
        {"condition": "time", "after": "noon", "before": "07:00"},
        {"condition": "time", "after": "25:00", "before": "07:00"},
        {"condition": "state", "entity_id": ["light.a", "light.b"], "state": "on"},
        {"condition": "time", "after": "18:30", "before": "07:00", "weekday": ["mon"]},
        {"condition": "numeric_state", "entity_id": "zone.home", "above": 1},
        {"condition": "numeric_state", "entity_id": "zone.home", "above": 0, "below": 2},
        {**BED, "attribute": "battery"},
        {**BED, "for": "ten minutes"},
        {**BED, "for": "a:b:c"},
        {**BED, "for": {"days": 1}},
        {**BED, "for": 0},
        {**BED, "for": True},
    ],
)
def test_other_conditions_are_refused(config: dict[str, Any]) -> None:
    with pytest.raises(AdjustmentError, match="conditions"):
        condition_from_config(config)


@pytest.mark.parametrize(
    "condition",
    [
        Dark(),
        Dark(dark=False),
        Between(after=1320, before=360),
        StateIs(entity_id="light.a", state="on"),
        Idle(entity_id="binary_sensor.bed", state="off", seconds=600),
        SomebodyHome(),
        SomebodyHome(home=False),
    ],
)
def test_what_is_written_as_json_is_read_as_the_same(condition: Condition) -> None:
    assert condition_from_config(condition_to_json(condition)) == condition
