"""A habit as it was told before, where it hardly differs."""

import pytest

from custom_components.homeiq.model.habits.as_before import as_before
from custom_components.homeiq.model.habits.pattern import WORKDAYS, Between, Condition, Dark
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, OnChange, Trigger
from custom_components.homeiq.model.habits.usual import earlier
from tests.habits import habit

SEVEN = AtTime(minute=7 * 60)


def quiet(seconds: int, name: str = "binary_sensor.motion") -> OnChange:
    return OnChange(entity_id=name, to="off", for_seconds=seconds)


@pytest.mark.parametrize(
    ("found", "before", "told"),
    [
        (SEVEN, AtTime(minute=7 * 60 + 10), AtTime(minute=7 * 60 + 10)),
        (SEVEN, AtTime(minute=7 * 60 + 15), SEVEN),
        (SEVEN, AtSun(event="sunrise", offset_minutes=0), SEVEN),
        (quiet(420), quiet(360), quiet(360)),
        (quiet(420), quiet(300), quiet(420)),
        (quiet(420), quiet(0), quiet(420)),
        (quiet(420), quiet(360, "binary_sensor.door"), quiet(420)),
        (SEVEN, quiet(360), SEVEN),
    ],
)
def test_a_moment_and_a_wait_stay_while_they_hardly_differ(found: Trigger, before: Trigger, told: Trigger) -> None:
    assert as_before(habit(found), habit(before)).trigger == told


def test_people_s_times_are_compared_not_the_automation_s() -> None:
    before = earlier(habit(AtTime(minute=7 * 60 + 5)), 1200)

    assert as_before(habit(SEVEN), before).trigger == AtTime(minute=7 * 60 + 5)


@pytest.mark.parametrize(
    ("found", "before", "told"),
    [
        (Between(after=540, before=1320), Between(after=555, before=1290), Between(after=555, before=1290)),
        (Between(after=540, before=1320), Between(after=600, before=1320), Between(after=540, before=1320)),
        (Dark(), Between(after=540, before=1320), Dark()),
    ],
)
def test_hours_stay_while_their_ends_hardly_differ(found: Condition, before: Condition, told: Condition) -> None:
    assert as_before(habit(SEVEN, conditions=(found,)), habit(SEVEN, conditions=(before,))).conditions == (told,)


def test_on_other_days_it_is_told_anew() -> None:
    found = habit(SEVEN, weekdays=WORKDAYS)

    assert as_before(found, habit(AtTime(minute=7 * 60 + 5))) == found
