"""What is right of what is shown of a small home with sensors."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.habits.pattern import Condition, Evidence, NumberIs, Pattern
from custom_components.homeiq.model.habits.trigger import AtTime, Crosses, Trigger
from custom_components.homeiq.model.things.brought import BroughtTo
from tools.quality.planted import goes_with, is_at, is_planted, is_right, limits_asked, sides_of
from tools.simulate.numbers.bedtimes import Bedtime
from tools.simulate.numbers.life import lived
from tools.simulate.numbers.plugs import plugs_of

EVIDENCE = Evidence(
    opportunities=40,
    hits=36,
    support_days=30,
    eligible_days=40,
    chance=0.1,
    lower_bound=0.8,
    spread_seconds=30.0,
    window_seconds=300.0,
)
LIFE = lived(2, 3)
DEN = LIFE.plugs[0]
COLD = Bedtime(room="nursery", minute=1435.0, limit=18.0, share=0.9)


def habit(trigger: Trigger, entity_id: str, state: str = "on", *conditions: Condition) -> Pattern:
    return Pattern(
        signature="a", trigger=trigger, entities=(entity_id,), state=state, conditions=conditions, evidence=EVIDENCE
    )


def crossing(limit: float, *, is_above: bool, state: str, sensor: str = "sensor.den_power") -> Pattern:
    return habit(Crosses(entity_id=sensor, limit=limit, is_above=is_above), "light.den", state)


def test_a_lamp_beside_a_plug_is_two_habits() -> None:
    assert [(plug.room, on) for plug, on in sides_of(LIFE)] == [
        ("den", True),
        ("den", False),
        ("workroom", True),
        ("workroom", False),
    ]


@pytest.mark.parametrize(
    ("pattern", "found", "near"),
    [
        (crossing(20, is_above=True, state="on"), True, True),
        (crossing(80, is_above=True, state="on"), True, False),
        (crossing(20, is_above=False, state="on"), False, False),
        (crossing(20, is_above=False, state="off"), False, False),
        (crossing(20, is_above=True, state="on", sensor="sensor.workroom_power"), False, False),
        (habit(AtTime(minute=1200), "light.den"), False, False),
    ],
    ids=["right", "number", "side", "off", "sensor", "time"],
)
def test_the_sensor_the_side_and_the_number_have_to_be_right(pattern: Pattern, *, found: bool, near: bool) -> None:
    side = (DEN, True)

    assert (goes_with(side, pattern), goes_with(side, pattern, is_near=True)) == (found, near)
    assert is_planted(LIFE, pattern) is (found or pattern == crossing(20, is_above=False, state="off"))


def test_nothing_is_right_where_nobody_goes_by_the_plug() -> None:
    plug = plugs_of(np.random.default_rng(1), null=True)[0]

    assert not goes_with((plug, True), crossing(20, is_above=True, state="on"))


@pytest.mark.parametrize(
    ("pattern", "right"),
    [
        (habit(AtTime(minute=1410), COLD.entity_id), True),
        (habit(AtTime(minute=15), COLD.entity_id), True),
        (habit(AtTime(minute=1380), COLD.entity_id), False),
        (habit(AtTime(minute=1435), COLD.entity_id, "off"), False),
        (habit(AtTime(minute=1435), "switch.other"), False),
        (habit(Crosses(entity_id=COLD.sensor, limit=18.0, is_above=False), COLD.entity_id), False),
    ],
    ids=["early", "past midnight", "too early", "off", "another", "no time"],
)
def test_a_time_of_day_is_right_about_bedtime(pattern: Pattern, *, right: bool) -> None:
    assert is_at(COLD, pattern) is right


def test_of_the_numbers_asked_those_of_that_sensor_and_side_count() -> None:
    asked = (
        NumberIs(entity_id=COLD.sensor, below=17.5),
        NumberIs(entity_id=COLD.sensor, above=12.0),
        NumberIs(entity_id="sensor.other", below=3.0),
    )

    assert limits_asked(COLD, habit(AtTime(minute=1435), COLD.entity_id, "on", *asked)) == [17.5]


@pytest.mark.parametrize(
    ("quantity", "wanted", "limit", "right"),
    [
        ("temperature", 18.0, 19.0, True),
        ("temperature", 18.0, 19.5, False),
        ("illuminance", 40.0, 25.0, True),
        ("illuminance", 40.0, 20.0, False),
        ("power", 60.0, 0.0, False),
    ],
)
def test_a_number_has_to_be_near(quantity: str, wanted: float, limit: float, *, right: bool) -> None:
    assert is_right(quantity, wanted, limit) is right


def test_of_one_wish_the_thing_is_found_that_was_planted() -> None:
    alone = habit(AtTime(minute=1435), COLD.entity_id)
    wish = replace(
        alone,
        entities=tuple(sorted((COLD.entity_id, "light.den"))),
        otherwise=(BroughtTo(entity_id="light.den", state="off"),),
    )

    assert is_at(COLD, alone)
    assert is_at(COLD, wish)
    assert not is_at(COLD, replace(wish, otherwise=()))
