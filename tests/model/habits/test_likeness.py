import pytest

from custom_components.homeiq.model.habits.likeness import (
    has_moved,
    have_same_conditions,
    is_same_habit,
    is_same_occasion,
    set_off_each_other,
)
from custom_components.homeiq.model.habits.pattern import WEEKEND, Between, Condition, Dark, Idle, NumberIs, StateIs
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.model.habits.usual import earlier
from tests.habits import FILM, film, habit

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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AtTime(minute=1430), AtTime(minute=10), True),
        (AtTime(minute=400), AtTime(minute=500), False),
        (AtSun(event="sunset", offset_minutes=10), AtSun(event="sunset", offset_minutes=30), True),
        (AtSun(event="sunset", offset_minutes=10), AtSun(event="sunrise", offset_minutes=10), False),
        (AtSun(event="sunset", offset_minutes=10), AtTime(minute=1200), False),
    ],
)
def test_a_small_drift_is_the_same_habit(one: Trigger, other: Trigger, same: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert is_same_habit(habit(one), habit(other)) == same


@pytest.mark.parametrize("trigger", [LeftOn(entity_id="light.hall", to="on", for_seconds=7200), OnDemand()])
def test_a_reminder_or_a_scene_of_the_same_thing_is_the_same(trigger: Trigger) -> None:
    assert is_same_habit(habit(trigger), habit(trigger))
    assert not is_same_habit(habit(trigger), habit(OnChange(entity_id="binary_sensor.door", to="on")))


def test_two_evenings_that_share_a_lamp_are_two_scenes() -> None:
    bedtime = film(each={"light.ceiling": "off", "cover.blind": "closed", "light.bed": "on"})
    longer = film(each={**FILM, "light.sofa": "off"})

    assert not is_same_habit(film(), bedtime)
    assert is_same_habit(film(), longer)
    assert not is_same_habit(film(), film(each=dict.fromkeys(FILM, "off")))


def test_habits_of_one_hour_are_one_if_they_bring_something_to_the_same_state() -> None:
    everything = film(MORNING)

    assert is_same_habit(everything, habit(MORNING, ("light.ceiling",), "off"))
    assert not is_same_habit(everything, habit(MORNING, ("light.ceiling",), "on"))


def test_this_with_that_and_that_with_this_are_one_habit() -> None:
    left = habit(OnChange(entity_id="switch.right", to="on"), ("switch.left",))
    right = habit(OnChange(entity_id="switch.left", to="on"), ("switch.right",))

    assert set_off_each_other(left, right)


def test_on_with_this_and_off_with_that_are_two_habits() -> None:
    on = habit(OnChange(entity_id="switch.right", to="on"), ("switch.left",))
    off = habit(OnChange(entity_id="switch.left", to="off"), ("switch.right",), "off")

    assert not set_off_each_other(on, off)
    assert not set_off_each_other(on, habit(MORNING, ("switch.right",)))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (AtTime(minute=400), True),
        (AtTime(minute=500), False),
        (DUSK, None),
        (OnChange(entity_id="binary_sensor.door", to="on"), None),
        (OnDemand(), False),
    ],
)
def test_of_two_dials_or_a_change_only_the_past_tells_whether_they_mean_one_occasion(
    other: Trigger,
    same: bool | None,  # noqa: FBT001 - a case's outcome
) -> None:
    assert is_same_occasion(MORNING, other, 20) is same


def test_a_habit_is_known_by_its_usual_time_however_much_earlier_its_automation_acts() -> None:
    at_seven, at_a_quarter_to_eight = habit(AtTime(minute=420)), habit(AtTime(minute=465))

    assert is_same_habit(earlier(at_seven, 1800), at_a_quarter_to_eight)
    assert not is_same_habit(earlier(at_a_quarter_to_eight, 900), habit(AtTime(minute=415)))


def test_an_automation_that_comes_early_need_not_be_moved_while_people_keep_their_times() -> None:
    assert not has_moved(earlier(habit(MORNING), 1800), habit(MORNING))


def test_a_move_after_which_the_automation_would_act_at_the_same_time_is_none() -> None:
    assert not has_moved(habit(MORNING), earlier(habit(AtTime(minute=430)), 1500))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((), (), True),
        ((Dark(),), (), False),
        ((Dark(),), (Dark(),), True),
        ((Dark(),), (Dark(dark=False),), False),
        ((Between(after=420, before=600),), (Between(after=480, before=615),), True),
        ((Between(after=420, before=600),), (Between(after=1140, before=1320),), False),
        ((Between(after=1410, before=300),), (Between(after=30, before=300),), True),
        (
            (Idle(entity_id="switch.pc", state="on", seconds=60),),
            (Idle(entity_id="switch.pc", state="on", seconds=90),),
            True,
        ),
        ((NumberIs(entity_id="sensor.lux", above=4),), (NumberIs(entity_id="sensor.lux", above=9),), True),
        ((NumberIs(entity_id="sensor.lux", above=4),), (NumberIs(entity_id="sensor.lux", below=9),), False),
        (
            (NumberIs(entity_id="weather.home", attribute="humidity", above=40),),
            (NumberIs(entity_id="weather.home", attribute="temperature", above=20),),
            False,
        ),
        ((StateIs(entity_id="switch.pc", state="on"),), (StateIs(entity_id="switch.pc", state="off"),), False),
        ((Dark(), Dark()), (Dark(),), False),
    ],
)
def test_conditions_are_the_same_within_somewhat_other_limits(
    one: tuple[Condition, ...],
    other: tuple[Condition, ...],
    same: bool,  # noqa: FBT001 - a case's outcome
) -> None:
    assert have_same_conditions(habit(MORNING, conditions=one), habit(MORNING, conditions=other)) is same
