from dataclasses import replace
from typing import Any

import pytest

from custom_components.homeiq.answers.findings import condition_to_json
from custom_components.homeiq.model.decisions.adjustment import (
    Adjustment,
    AdjustmentError,
    changeable,
    condition_from_config,
)
from custom_components.homeiq.model.habits.pattern import (
    Between,
    Condition,
    Dark,
    Idle,
    NumberIs,
    Pattern,
    SetTo,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.habits.usual import earlier
from tests.habits import FILM, film, habit
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


def test_a_scene_with_fewer_things_brings_the_others_to_what_it_did() -> None:
    fewer = Adjustment(entities=("light.shelf", "light.ceiling", "light.new")).of(film())

    assert dict(fewer.brings) == {"light.ceiling": "off", "light.new": "on", "light.shelf": "on"}
    assert [one.entity_id for one in fewer.otherwise] == ["light.ceiling"]


def test_that_a_thing_stays_as_it_is_while_it_is_set_is_no_condition_of_its_own() -> None:
    setting = habit(AtTime(minute=1350), ("climate.bath",), "heat#temperature=17")
    sent = (StateIs(entity_id="climate.bath", state="heat"), Dark())

    assert Adjustment(conditions=sent).of(setting).conditions == (Dark(),)
    assert Adjustment(conditions=sent).of(a_pattern()).conditions == sent


def test_of_what_goes_to_one_state_alone_in_the_end_that_is_the_state() -> None:
    night = film(AtTime(minute=1350), {"cover.blind": "closed", "light.hall": "off", "light.shelf": "off"})

    blind = Adjustment(entities=("cover.blind",)).of(night)

    assert (blind.entities, blind.state, blind.otherwise) == (("cover.blind",), "closed", ())


def test_of_a_scene_what_comes_to_use_may_be_set() -> None:
    assert "values" in changeable(film())
    assert "values" not in changeable(film(each={"light.ceiling": "off", "cover.blind": "closed"}))
    assert "values" in changeable(film(each={name: FILM[name] for name in ("cover.blind", "light.shelf")}))


@pytest.mark.parametrize(
    "trigger",
    [
        AtTime(minute=405),
        AT_SUNSET,
        HALL_MOTION,
        LeftOn(entity_id="fan.bath", to="on", for_seconds=7200),
        OnDemand(),
    ],
)
def test_what_is_said_to_be_changeable_is_and_nothing_else_of_a_trigger(trigger: Trigger) -> None:
    pattern = a_pattern(trigger=trigger)
    changes = {
        "time": Adjustment(minute=400),
        "offset_minutes": Adjustment(offset_minutes=5),
        "for": Adjustment(for_seconds=60),
        "limit": Adjustment(limit=60.0),
    }

    accepted = {name for name, change in changes.items() if is_possible(change, pattern)}

    assert accepted == changes.keys() & changeable(pattern)


def is_possible(change: Adjustment, pattern: Pattern) -> bool:
    try:
        change.of(pattern)
    except AdjustmentError:
        return False
    return True


def test_what_can_be_set_is_only_what_has_something_to_set() -> None:
    assert "values" in changeable(a_pattern(entities=("light.a", "switch.b")))
    assert "values" not in changeable(a_pattern(entities=("switch.b",)))
    assert "values" not in changeable(replace(a_pattern(), state="off"))


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
        (
            {"condition": "numeric_state", "entity_id": "sensor.lux", "below": 40},
            NumberIs(entity_id="sensor.lux", below=40),
        ),
        (
            {"condition": "numeric_state", "entity_id": ["sensor.t"], "above": 20.5, "below": 24},
            NumberIs(entity_id="sensor.t", above=20.5, below=24),
        ),
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
        {"condition": "numeric_state", "entity_id": "sensor.lux"},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": 24, "below": 20},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": "input_number.limit"},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": True},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": float("nan")},
        {"condition": "numeric_state", "entity_id": "sensor.lux", "above": 5, "value_template": "{{ 1 }}"},
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
        NumberIs(entity_id="sensor.lux", above=2.5, below=40),
    ],
)
def test_what_is_written_as_json_is_read_as_the_same(condition: Condition) -> None:
    assert condition_from_config(condition_to_json(condition)) == condition


def test_the_number_that_a_sensor_crosses_can_be_another_one_and_wait() -> None:
    pattern = a_pattern(trigger=Crosses(entity_id="sensor.damp", limit=65.0, is_above=True))

    changed = Adjustment(limit=70.0, for_seconds=120).of(pattern)

    assert changed.trigger == Crosses(entity_id="sensor.damp", limit=70.0, is_above=True, for_seconds=120)


def test_nothing_crosses_what_is_no_number() -> None:
    pattern = a_pattern(trigger=Crosses(entity_id="sensor.damp", limit=65.0, is_above=True))

    with pytest.raises(AdjustmentError, match="limit"):
        Adjustment(limit=float("inf")).of(pattern)


def test_a_time_of_ones_own_is_no_longer_before_the_usual_one() -> None:
    before = earlier(a_pattern(), 600)

    assert Adjustment(minute=390).of(before).evidence.early_seconds == 0
    assert Adjustment(weekdays=frozenset({5})).of(before).evidence.early_seconds == 600
