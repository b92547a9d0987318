"""What the home does already is not suggested, and what would get in its way is named."""

from collections.abc import Mapping
from copy import copy
from typing import Any

import pytest

from custom_components.homeiq.model.existing import (
    ANY_STATE,
    Conflict,
    ConflictKind,
    Effect,
    Existing,
    ExistingAutomation,
    Occasion,
    Unreadable,
    clashes_of,
)
from custom_components.homeiq.model.habits.pattern import (
    WEEKEND,
    WORKDAYS,
    Between,
    Condition,
    Dark,
    NumberIs,
    Pattern,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.trigger import AtSun, AtTime, Crosses, OnChange, Trigger
from custom_components.homeiq.suggest.existing import Comparison, held_against, is_opposite
from tests.habits import film, habit
from tests.histories import ENGLISH
from tests.offers import a_suggestion

EIGHT = AtTime(minute=480)
SUNSET = AtSun(event="sunset", offset_minutes=0)
MOTION = OnChange(entity_id="binary_sensor.hall", to="on")
QUIET = OnChange(entity_id="binary_sensor.hall", to="off", for_seconds=240)
ANN_HOME = StateIs(entity_id="person.ann", state="home")
NIGHT = Between(after=1320, before=360)


def owned(*effects: Effect, **changes: Any) -> ExistingAutomation:
    return ExistingAutomation(**{"entity_id": "automation.mine", "name": "Mine", "effects": effects} | changes)


def act(
    trigger: Trigger | Unreadable, entities: tuple[str, ...] = ("light.hall",), state: str = "on", **occasion: Any
) -> Effect:
    return Effect(entities=entities, state=state, occasion=Occasion(trigger=trigger, **occasion))


def against(*automations: ExistingAutomation, members: Mapping[str, tuple[str, ...]] | None = None) -> Comparison:
    return Comparison(Existing(automations=automations, members=members or {}))


def covers(pattern: Pattern, *effects: Effect, **changes: Any) -> bool:
    return bool(against(owned(*effects, **changes)).covering(pattern))


def kinds(pattern: Pattern, *automations: ExistingAutomation) -> list[ConflictKind]:
    return [conflict.kind for conflict in against(*automations).conflicts(pattern, ENGLISH)]


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        (EIGHT, AtTime(minute=465)),
        (EIGHT, AtTime(minute=495)),
        (AtTime(minute=5), AtTime(minute=1435)),
        (SUNSET, AtSun(event="sunset", offset_minutes=-15)),
        (MOTION, MOTION),
        (MOTION, OnChange(entity_id="binary_sensor.hall", to=ANY_STATE)),
        (MOTION, OnChange(entity_id="binary_sensor.hall", to="on", for_seconds=60)),
        (QUIET, OnChange(entity_id="binary_sensor.hall", to="off", for_seconds=300)),
        (QUIET, OnChange(entity_id="binary_sensor.hall", to="off")),
    ],
)
def test_what_comes_to_the_same_moments_is_covered(wanted: Trigger, done: Trigger) -> None:
    assert covers(habit(wanted), act(done))


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        (EIGHT, AtTime(minute=464)),
        (EIGHT, SUNSET),
        (SUNSET, AtSun(event="sunset", offset_minutes=16)),
        (SUNSET, AtSun(event="sunrise", offset_minutes=0)),
        (MOTION, OnChange(entity_id="binary_sensor.hall", to="off")),
        (MOTION, OnChange(entity_id="binary_sensor.porch", to="on")),
        (MOTION, OnChange(entity_id="binary_sensor.hall", to="on", for_seconds=300)),
        (QUIET, OnChange(entity_id="binary_sensor.hall", to="off", for_seconds=900)),
        (EIGHT, Unreadable(what="template")),
    ],
)
def test_what_comes_to_other_moments_is_not(wanted: Trigger, done: Trigger | Unreadable) -> None:
    assert not covers(habit(wanted), act(done))


def test_a_delay_counts() -> None:
    assert covers(habit(EIGHT), act(AtTime(minute=450), delay_seconds=1800))
    assert covers(habit(QUIET), act(OnChange(entity_id="binary_sensor.hall", to="off"), delay_seconds=240))
    assert not covers(habit(EIGHT), act(EIGHT, delay_seconds=1800))


def test_other_things_and_other_states_are_no_cover() -> None:
    assert not covers(habit(EIGHT), act(EIGHT, ("light.porch",)))
    assert not covers(habit(EIGHT), act(EIGHT, state="off"))


def test_more_days_cover_fewer_days_do_not() -> None:
    assert covers(habit(EIGHT, weekdays=WORKDAYS), act(EIGHT))
    assert covers(habit(EIGHT, weekdays=WORKDAYS), act(EIGHT, weekdays=WORKDAYS))
    assert not covers(habit(EIGHT), act(EIGHT, weekdays=WORKDAYS))
    assert not covers(habit(EIGHT, weekdays=WORKDAYS), act(EIGHT, weekdays=WEEKEND))


def test_who_asks_the_same_entity_for_workdays_covers_what_holidays_told() -> None:
    workday, free = (StateIs(entity_id="binary_sensor.workday", state=state) for state in ("on", "off"))
    wanted = habit(EIGHT, conditions=(workday,))

    assert covers(wanted, act(EIGHT, weekdays=WORKDAYS, day_off=workday))
    assert not covers(wanted, act(EIGHT, weekdays=WEEKEND, day_off=free))


@pytest.mark.parametrize(
    ("trigger", "known", "asked"),
    [
        (MOTION, (Dark(),), Dark()),
        (SUNSET, (), Dark()),
        (AtSun(event="sunset", offset_minutes=-10), (), Dark()),
        (AtSun(event="sunrise", offset_minutes=30), (), Dark(dark=False)),
        (AtTime(minute=1380), (), NIGHT),
        (AtTime(minute=1310), (), NIGHT),
        (MOTION, (Between(after=1380, before=60),), NIGHT),
        (MOTION, (ANN_HOME,), ANN_HOME),
        (EIGHT, (), SomebodyHome()),
        (MOTION, (), StateIs(entity_id="binary_sensor.hall", state="on")),
        (MOTION, (), StateIs(entity_id="light.hall", state="off")),
    ],
)
def test_a_condition_that_always_holds_is_none(
    trigger: Trigger, known: tuple[Condition, ...], asked: Condition
) -> None:
    assert covers(habit(trigger, conditions=known), act(trigger, conditions=(asked,)))


@pytest.mark.parametrize(
    ("trigger", "known", "asked"),
    [
        (MOTION, (), Dark()),
        (MOTION, (), NIGHT),
        (MOTION, (Between(after=1200, before=1400),), NIGHT),
        (MOTION, (), ANN_HOME),
        (MOTION, (), SomebodyHome()),
        (EIGHT, (), SomebodyHome(home=False)),
        (EIGHT, (), Dark()),
        (MOTION, (), StateIs(entity_id="light.hall", state="on")),
        (MOTION, (), Unreadable(what="template")),
    ],
)
def test_a_condition_that_holds_sometimes_leaves_something_to_suggest(
    trigger: Trigger, known: tuple[Condition, ...], asked: Condition | Unreadable
) -> None:
    pattern, mine = habit(trigger, conditions=known), owned(act(trigger, conditions=(asked,)))

    assert not against(mine).covering(pattern)
    assert kinds(pattern, mine) == [ConflictKind.OVERLAPS]


@pytest.mark.parametrize(
    ("trigger", "known", "asked"),
    [
        (MOTION, (Dark(dark=False),), Dark()),
        (AtSun(event="sunset", offset_minutes=-120), (), Dark()),
        (EIGHT, (), NIGHT),
        (MOTION, (Between(after=600, before=720),), NIGHT),
        (MOTION, (StateIs(entity_id="person.ann", state="not_home"),), ANN_HOME),
        (MOTION, (), StateIs(entity_id="binary_sensor.hall", state="off")),
    ],
)
def test_a_condition_that_never_holds_keeps_them_apart(
    trigger: Trigger, known: tuple[Condition, ...], asked: Condition
) -> None:
    pattern = habit(trigger, conditions=known)

    assert kinds(pattern, owned(act(trigger, conditions=(asked,)))) == [ConflictKind.ALSO]
    assert kinds(pattern, owned(act(trigger, state="off", conditions=(asked,)))) == []


def test_two_automations_cover_together_what_neither_does_alone() -> None:
    pattern = habit(EIGHT, ("light.a", "light.b"))
    a = owned(act(EIGHT, ("light.a",)), entity_id="automation.a")
    b = owned(act(EIGHT, ("light.b",)), entity_id="automation.b")

    assert against(a, b).covering(pattern) != ()
    assert against(a).covering(pattern) == ()
    assert kinds(pattern, a) == [ConflictKind.OVERLAPS]


def test_a_group_and_its_lamps_are_the_same() -> None:
    members = {"light.both": ("light.a", "light.b"), "light.all": ("light.both", "light.all")}
    lamps, group, all_of_them = habit(EIGHT, ("light.a", "light.b")), habit(EIGHT, ("light.both",)), ("light.all",)

    assert against(owned(act(EIGHT, ("light.both",))), members=members).covering(lamps)
    assert against(owned(act(EIGHT, ("light.a", "light.b"))), members=members).covering(group)
    assert against(owned(act(EIGHT, all_of_them)), members=members).covering(group)
    assert not against(owned(act(EIGHT, ("light.a",))), members=members).covering(group)


def test_one_that_cannot_be_loaded_covers_nothing_and_contradicts_nothing() -> None:
    broken = owned(act(EIGHT), act(EIGHT, state="off"), is_available=False)

    assert against(broken).covering(habit(EIGHT)) == ()
    assert kinds(habit(EIGHT), broken) == []


def test_one_that_is_turned_off_covers_nothing_but_is_named() -> None:
    asleep = owned(act(EIGHT), is_enabled=False)

    assert against(asleep).covering(habit(EIGHT)) == ()
    assert against(asleep).conflicts(habit(EIGHT), ENGLISH) == (
        Conflict(
            kind=ConflictKind.DISABLED,
            entity_id="automation.mine",
            name="Mine",
            text="Your automation “Mine” does this already, but is turned off.",
        ),
    )


def test_one_that_is_turned_off_contradicts_nothing() -> None:
    assert kinds(habit(EIGHT), owned(act(EIGHT, state="off"), is_enabled=False)) == []


def test_a_suggestion_that_was_accepted_is_covered_however_it_was_changed_since() -> None:
    changed = owned(act(AtTime(minute=1000)), config_id="homeiq_abc")

    assert against(changed).covering(habit(EIGHT)) == (changed,)


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        (EIGHT, AtTime(minute=490)),
        (SUNSET, AtSun(event="sunset", offset_minutes=5)),
        (MOTION, MOTION),
    ],
)
def test_the_opposite_at_the_same_time_is_named(wanted: Trigger, done: Trigger) -> None:
    assert kinds(habit(wanted), owned(act(done, state="off"))) == [ConflictKind.UNDOES]


@pytest.mark.parametrize(
    "other",
    [
        act(AtTime(minute=540), state="off"),
        act(EIGHT, state="off", weekdays=WEEKEND),
        act(EIGHT, ("light.porch",), state="off"),
    ],
)
def test_the_opposite_at_another_time_is_none(other: Effect) -> None:
    assert kinds(habit(EIGHT, weekdays=WORKDAYS), owned(other)) == []


@pytest.mark.parametrize(
    "trigger",
    [
        AtTime(minute=1200),
        Unreadable(what="numeric_state"),
        Unreadable(what="template"),
        OnChange(entity_id="schedule.evening", to="on"),
        OnChange(entity_id="timer.hall", to="idle"),
    ],
)
def test_an_automation_that_does_the_same_on_another_occasion_is_named(trigger: Trigger | Unreadable) -> None:
    (conflict,) = against(owned(act(trigger))).conflicts(habit(EIGHT), ENGLISH)

    assert (conflict.kind, conflict.name) == (ConflictKind.ALSO, "Mine")
    assert conflict.name in conflict.text


def test_one_that_only_answers_the_hand_is_how_the_habit_is_kept_today_and_no_clash() -> None:
    pressed = act(Unreadable(what="device"), by_hand=True)
    found = held_against([a_suggestion(habit(EIGHT))], against(owned(pressed)), ENGLISH)

    assert kinds(habit(EIGHT), owned(pressed)) == [ConflictKind.BY_HAND]
    assert clashes_of(found[0].conflicts) == ()
    assert (
        found[0].full_reason.splitlines()[-1] == "Your automation “Mine” is how you do it by hand today; it may stay."
    )


def test_one_that_answers_the_hand_and_does_it_by_itself_too_does_the_same_at_other_moments() -> None:
    both = owned(act(Unreadable(what="tag"), by_hand=True), act(AtTime(minute=1200)))

    assert kinds(habit(EIGHT), both) == [ConflictKind.ALSO]


def test_an_automation_that_is_turned_off_and_does_the_same_at_another_time_is_not_named() -> None:
    assert kinds(habit(EIGHT), owned(act(AtTime(minute=1200)), is_enabled=False)) == []


def test_off_some_minutes_after_the_same_trigger_is_not_the_same_time() -> None:
    assert kinds(habit(MOTION), owned(act(MOTION, state="off", delay_seconds=600))) == []


def test_an_automation_that_the_act_sets_off_and_that_undoes_it_is_a_loop() -> None:
    undoing = owned(act(OnChange(entity_id="light.hall", to="on"), state="off", delay_seconds=60))

    assert kinds(habit(EIGHT), undoing) == [ConflictKind.LOOP]


def test_a_backstop_of_hours_is_welcome() -> None:
    backstop = owned(act(OnChange(entity_id="light.hall", to="on", for_seconds=4 * 3600), state="off"))

    assert kinds(habit(EIGHT), backstop) == []


def test_an_automation_that_brings_the_trigger_about_again_is_a_loop() -> None:
    back = owned(act(OnChange(entity_id="light.hall", to=ANY_STATE), ("switch.hall",)))

    assert kinds(habit(OnChange(entity_id="switch.hall", to="on")), back) == [ConflictKind.LOOP]


def test_a_loop_over_several_automations_is_found() -> None:
    first = owned(act(OnChange(entity_id="light.hall", to="on"), ("light.a",)), entity_id="automation.first")
    second = owned(act(OnChange(entity_id="light.a", to="on"), ("light.b",)), entity_id="automation.second")
    last = owned(act(OnChange(entity_id="light.b", to="on"), state="off"), entity_id="automation.last")

    conflicts = against(first, second, last).conflicts(habit(EIGHT), ENGLISH)

    assert [(one.kind, one.entity_id) for one in conflicts] == [(ConflictKind.LOOP, "automation.last")]


def test_two_lamps_that_follow_each_other_end_the_search() -> None:
    there = owned(act(OnChange(entity_id="light.hall", to="on"), ("light.a",)), entity_id="automation.there")
    back = owned(act(OnChange(entity_id="light.a", to="on")), entity_id="automation.back")

    assert kinds(habit(EIGHT), there, back) == [ConflictKind.ALSO]


def test_a_chain_that_cannot_hold_is_none() -> None:
    mine = owned(act(OnChange(entity_id="light.hall", to="on"), state="off", conditions=(NIGHT,)))

    assert kinds(habit(EIGHT), mine) == []


def test_the_gravest_is_said_once() -> None:
    both = owned(act(EIGHT, state="off"), act(EIGHT, weekdays=WORKDAYS))

    assert kinds(habit(EIGHT), both) == [ConflictKind.UNDOES]


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("on", "off", True),
        ("open", "closed", True),
        ("locked", "unlocked", True),
        ("heat", "cool", True),
        ("heat", "off", True),
        ("playing", "on", False),
        ("off", "idle", False),
        ("on", "on", False),
    ],
)
def test_opposites(one: str, other: str, opposite: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_opposite(one, other) is opposite
    assert is_opposite(other, one) is opposite


def test_what_is_covered_is_dropped_and_what_gets_in_the_way_is_told() -> None:
    covered = a_suggestion(habit(EIGHT))
    left = a_suggestion(habit(MOTION))
    comparison = against(owned(act(EIGHT), act(MOTION, state="off")))

    (kept,) = held_against([covered, left], comparison, ENGLISH)

    assert kept.pattern == left.pattern
    assert kept.full_reason == (
        "Your automation “Mine” does the opposite at the same time.\nYou did it on 37 of 40 days"
    )


def test_what_gets_in_no_way_is_the_same_object_as_before() -> None:
    suggestion = a_suggestion(habit(MOTION))

    (kept,) = held_against([suggestion], against(), ENGLISH)

    assert kept is suggestion


def test_what_was_found_of_a_suggestion_is_told_again_for_as_long_as_it_is_asked_about() -> None:
    first, second = a_suggestion(habit(MOTION)), a_suggestion(habit(EIGHT))
    comparison = against(owned(act(MOTION, state="off")))

    before = held_against([first, second], comparison, ENGLISH)
    after = held_against([first], comparison, ENGLISH)
    in_other_words = held_against([first], comparison, copy(ENGLISH))

    assert before[0].conflicts
    assert after[0] is before[0]
    assert in_other_words == after
    assert in_other_words[0] is not after[0]


DIM = NumberIs(entity_id="sensor.lux", below=40)


@pytest.mark.parametrize(
    ("asked", "does"),
    [
        (DIM, True),
        (NumberIs(entity_id="sensor.lux", below=50), True),
        (NumberIs(entity_id="sensor.lux", below=30), False),
        (NumberIs(entity_id="sensor.lux", above=0, below=50), False),
        (NumberIs(entity_id="sensor.lux", above=40), False),
        (NumberIs(entity_id="sensor.other", below=50), False),
    ],
)
def test_wider_limits_cover_narrower_ones(asked: NumberIs, *, does: bool) -> None:
    assert covers(habit(MOTION, conditions=(DIM,)), act(MOTION, conditions=(asked,))) is does


def test_what_acts_on_the_other_side_of_a_limit_is_no_conflict() -> None:
    bright = NumberIs(entity_id="sensor.lux", above=40)

    assert kinds(habit(MOTION, conditions=(DIM,)), owned(act(MOTION, state="off", conditions=(bright,)))) == []


@pytest.mark.parametrize(
    ("done", "does"),
    [
        (Crosses(entity_id="sensor.damp", limit=65.0, is_above=True), True),
        (Crosses(entity_id="sensor.damp", limit=70.0, is_above=True, for_seconds=30), True),
        (Crosses(entity_id="sensor.damp", limit=65.0, is_above=True, for_seconds=1200), False),
        (Crosses(entity_id="sensor.damp", limit=90.0, is_above=True), False),
        (Crosses(entity_id="sensor.damp", limit=65.0, is_above=False), False),
        (Crosses(entity_id="sensor.other", limit=65.0, is_above=True), False),
        (OnChange(entity_id="sensor.damp", to="*"), False),
    ],
)
def test_a_sensor_that_crosses_a_number_near_by_covers_the_same(done: Trigger, *, does: bool) -> None:
    wanted = habit(Crosses(entity_id="sensor.damp", limit=65.0, is_above=True))

    assert covers(wanted, act(done)) is does


def test_of_what_goes_to_different_states_each_is_held_against_who_brings_it_there() -> None:
    goodnight = film(EIGHT, {"light.hall": "on", "light.bath": "off"})

    assert covers(goodnight, act(EIGHT), act(EIGHT, ("light.bath",), "off"))
    assert not covers(goodnight, act(EIGHT, ("light.hall", "light.bath")))


def test_a_scene_names_who_brings_one_of_its_things_to_its_state_and_nobody_else() -> None:
    same, other = owned(act(EIGHT, ("light.ceiling",), "off")), owned(act(EIGHT, ("light.ceiling",), "on"))

    assert [one.kind for one in against(same).conflicts(film(), ENGLISH)] == [ConflictKind.ALSO]
    assert against(other).conflicts(film(), ENGLISH) == ()


def test_who_undoes_a_part_of_it_at_once_is_named() -> None:
    goodnight = film(EIGHT, {"light.hall": "on", "light.bath": "off"})

    (conflict,) = against(owned(act(EIGHT, ("light.bath",), "on"))).conflicts(goodnight, ENGLISH)

    assert conflict.kind is ConflictKind.UNDOES


def test_of_a_group_every_lamp_is_wanted_in_its_state() -> None:
    goodnight = film(EIGHT, {"light.all": "off", "light.bed": "on"})
    members = {"light.all": ("light.hall", "light.bath")}
    automation = owned(act(EIGHT, ("light.hall", "light.bath"), "off"), act(EIGHT, ("light.bed",)))

    assert against(automation, members=members).covering(goodnight) == (automation,)


def test_one_wish_is_covered_where_all_of_it_is_done_be_it_by_several() -> None:
    night = film(EIGHT, {"cover.blind": "closed", "light.hall": "off"})
    blind, lamp = act(EIGHT, ("cover.blind",), "closed"), act(EIGHT, ("light.hall",), "off")

    assert covers(night, blind, lamp)
    assert against(owned(blind), owned(lamp, entity_id="automation.other")).covering(night)
    assert not covers(night, lamp)
    assert not covers(night, blind, act(EIGHT, ("light.hall",), "on"))
    assert kinds(night, owned(lamp)) == [ConflictKind.OVERLAPS]
    assert kinds(night, owned(act(EIGHT, ("cover.blind",), "open"))) == [ConflictKind.UNDOES]
