import pytest

from custom_components.homeiq.model.pattern import WEEKEND, AtSun, AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.suggest.select import has_moved, is_same_habit, set_off_each_other
from tests.habits import habit

MORNING = AtTime(minute=405)
DUSK = AtSun(event="sunset", offset_minutes=0)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (MORNING, AtTime(minute=435), True),
        (MORNING, AtTime(minute=410), False),
        (MORNING, AtTime(minute=1200), False),
        (DUSK, AtSun(event="sunset", offset_minutes=30), True),
        (DUSK, AtSun(event="sunrise", offset_minutes=30), False),
        (MORNING, DUSK, False),
    ],
)
def test_a_quarter_of_an_hour_to_three_hours_is_a_move(before: Trigger, after: Trigger, moved: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert has_moved(habit(before), habit(after)) == moved


def test_another_lamp_or_other_days_are_no_move() -> None:
    later = AtTime(minute=435)

    assert not has_moved(habit(MORNING), habit(later, ("light.bath",)))
    assert not has_moved(habit(MORNING), habit(later, weekdays=WEEKEND))


@pytest.mark.parametrize("trigger", [LeftOn(entity_id="light.hall", to="on", for_seconds=7200), OnDemand()])
def test_a_reminder_or_a_scene_of_the_same_thing_is_the_same(trigger: Trigger) -> None:
    assert is_same_habit(habit(trigger), habit(trigger))
    assert not is_same_habit(habit(trigger), habit(OnChange(entity_id="binary_sensor.door", to="on")))


def test_this_with_that_and_that_with_this_are_one_habit() -> None:
    left = habit(OnChange(entity_id="switch.right", to="on"), ("switch.left",))
    right = habit(OnChange(entity_id="switch.left", to="on"), ("switch.right",))

    assert set_off_each_other(left, right)


def test_on_with_this_and_off_with_that_are_two_habits() -> None:
    on = habit(OnChange(entity_id="switch.right", to="on"), ("switch.left",))
    off = habit(OnChange(entity_id="switch.left", to="off"), ("switch.right",), "off")

    assert not set_off_each_other(on, off)
    assert not set_off_each_other(on, habit(MORNING, ("switch.right",)))
