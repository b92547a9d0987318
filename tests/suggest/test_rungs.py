"""How far a habit may be trusted, by the days that it was not learned from."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.habits.pattern import (
    WORKDAYS,
    Between,
    Condition,
    Dark,
    Idle,
    SomebodyHome,
    StateIs,
)
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from custom_components.homeiq.model.habits.trigger import AtTime, LeftOn, OnChange, OnDemand, Trigger
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.gates import Gates
from tests.habits import habit

AT_SIX = AtTime(minute=1080)
MOTION = OnChange(entity_id="binary_sensor.hall", to="on")


def one_that(saved: int, wrong: int, *, idle: int = 0, trigger: Trigger = AT_SIX) -> select.Tested:
    """A habit that did so on later days, and was always right on those it was learned from."""
    runs = saved + wrong + idle
    later = Holdout(days=runs, runs=runs, hits=saved + idle, idle=idle)
    test = Backtest(days=60, runs=60, hits=60, false_alarms=0, misses=0, forward=later)
    unit = Unit(entities=("light.hall",), state="on", acts=np.empty(0))
    return select.Tested(pattern=habit(trigger), unit=unit, backtest=test, held_out=None)


@pytest.mark.parametrize(
    ("saved", "wrong", "idle", "rung"),
    [
        (20, 2, 0, Rung.ACTS),
        (20, 2, 30, Rung.ACTS),
        (15, 5, 0, Rung.ASKS),
        (15, 5, 30, Rung.ASKS),
        (9, 11, 0, Rung.FORMING),
        (9, 11, 40, Rung.FORMING),
    ],
)
def test_what_it_spares_and_what_it_does_wrong_decide_and_not_what_was_done_already(
    saved: int, wrong: int, idle: int, rung: Rung
) -> None:
    assert one_that(saved, wrong, idle=idle).rung is rung


@pytest.mark.parametrize(
    ("condition", "rung"),
    [
        (Dark(), Rung.ACTS),
        (SomebodyHome(), Rung.ACTS),
        (Between(after=300, before=600), Rung.ASKS),
        (Idle(entity_id="binary_sensor.hall", state="off", seconds=600), Rung.ASKS),
        (StateIs(entity_id="switch.pc", state="on"), Rung.ASKS),
    ],
)
def test_what_depends_on_something_chosen_among_many_asks_at_best(condition: Condition, rung: Rung) -> None:
    one = one_that(20, 0)

    assert replace(one, pattern=replace(one.pattern, conditions=(condition,))).rung is rung


@pytest.mark.parametrize(("saved", "wrong", "rung"), [(40, 4, Rung.ACTS), (8, 1, Rung.ASKS)])
def test_a_condition_that_every_stretch_of_earlier_days_chose_may_act_where_it_is_surer(
    saved: int, wrong: int, rung: Rung
) -> None:
    one = one_that(saved, wrong)
    conditions = (StateIs(entity_id="switch.pc", state="on"),)

    assert replace(one, pattern=replace(one.pattern, conditions=conditions), is_confirmed=True).rung is rung


def test_that_it_is_not_to_be_done_again_right_away_is_no_choice_among_many() -> None:
    one = one_that(20, 0)
    quiet = Idle(entity_id="light.hall", state="off", seconds=1800)

    assert replace(one, pattern=replace(one.pattern, conditions=(quiet,))).rung is Rung.ACTS


def test_what_is_not_right_often_enough_on_the_days_that_it_was_fitted_to_asks() -> None:
    one = one_that(20, 2)

    assert replace(one, backtest=replace(one.backtest, hits=45, false_alarms=15)).rung is Rung.ASKS


def test_what_does_not_stand_as_surely_as_it_takes_to_act_asks_however_often_it_was_right() -> None:
    assert replace(one_that(20, 0), is_doubtful=True).rung is Rung.ASKS


@pytest.mark.parametrize(("saved", "wrong", "may_ask"), [(12, 8, True), (9, 11, False)])
def test_what_is_doubtful_may_ask_where_later_days_bear_it_out(saved: int, wrong: int, may_ask: bool) -> None:  # noqa: FBT001 - told so
    assert replace(one_that(saved, wrong, trigger=MOTION), is_doubtful=True).may_ask(0.5) is may_ask


def test_what_a_doubtful_time_of_day_spares_is_asked_once_it_acts_when_it_helps() -> None:
    too_late = replace(one_that(9, 11), is_doubtful=True)

    assert too_late.may_ask(0.5)
    assert Gates().trusted([too_late], []) == []


def test_what_is_doubtful_and_was_not_tried_on_later_days_may_not_ask() -> None:
    one = replace(one_that(20, 0), is_doubtful=True)

    assert not replace(one, backtest=replace(one.backtest, forward=None)).may_ask(0.5)


def test_a_few_runs_do_not_make_sure() -> None:
    assert one_that(4, 1).rung is Rung.ASKS


def test_what_chance_does_half_as_often_is_not_to_be_asked_about() -> None:
    one = one_that(15, 5)
    likely = replace(one, pattern=replace(one.pattern, evidence=replace(one.pattern.evidence, chance=0.6)))

    assert likely.rung is Rung.FORMING


def where_later_days_tell_nothing(trigger: Trigger, *conditions: Condition) -> select.Tested:
    one = one_that(0, 1, trigger=trigger)
    return replace(
        one, pattern=replace(one.pattern, conditions=conditions), backtest=replace(one.backtest, forward=None)
    )


@pytest.mark.parametrize(("trigger", "rung"), [(MOTION, Rung.ACTS), (AT_SIX, Rung.ASKS)])
def test_by_all_days_alone_a_follow_up_may_act_and_a_moment_that_was_fitted_to_them_only_ask(
    trigger: Trigger, rung: Rung
) -> None:
    assert where_later_days_tell_nothing(trigger).rung is rung


@pytest.mark.parametrize(
    ("wrong", "trigger", "rung"), [(3, AT_SIX, Rung.ASKS), (4, AT_SIX, Rung.FORMING), (4, MOTION, Rung.ASKS)]
)
def test_by_all_days_alone_a_moment_asks_where_it_is_surely_right_every_other_time(
    wrong: int, trigger: Trigger, rung: Rung
) -> None:
    one = where_later_days_tell_nothing(trigger)
    test = replace(one.backtest, runs=10, hits=10 - wrong, false_alarms=wrong)

    assert replace(one, backtest=test).rung is rung


@pytest.mark.parametrize(("runs", "rung"), [(19, Rung.ASKS), (20, Rung.ACTS)])
def test_by_all_days_alone_it_takes_twenty_runs_for_a_follow_up_to_act(runs: int, rung: Rung) -> None:
    one = where_later_days_tell_nothing(MOTION)

    assert replace(one, backtest=replace(one.backtest, runs=runs, hits=runs)).rung is rung


def test_what_was_seen_on_fewer_days_than_it_takes_to_act_asks_however_often_it_was_right() -> None:
    assert replace(one_that(20, 0, trigger=MOTION), is_seldom=True).rung is Rung.ASKS


@pytest.mark.parametrize("condition", [Dark(), SomebodyHome()])
def test_by_all_days_alone_what_was_narrowed_to_fit_them_only_asks(condition: Condition) -> None:
    assert where_later_days_tell_nothing(MOTION, condition).rung is Rung.ASKS


def test_by_all_days_alone_what_was_narrowed_to_some_of_them_only_asks() -> None:
    one = where_later_days_tell_nothing(MOTION)

    assert replace(one, pattern=replace(one.pattern, weekdays=WORKDAYS)).rung is Rung.ASKS


def test_what_fits_all_days_by_a_chosen_condition_alone_is_only_forming() -> None:
    assert where_later_days_tell_nothing(MOTION, Between(after=300, before=600)).rung is Rung.FORMING


def test_a_moment_that_a_person_laid_down_was_fitted_to_no_days() -> None:
    assert replace(where_later_days_tell_nothing(AT_SIX), is_laid_down=True).rung is Rung.ACTS


def test_an_accepted_habit_that_has_moved_goes_on_acting() -> None:
    assert replace(where_later_days_tell_nothing(AT_SIX), moved_from=habit(AT_SIX)).rung is Rung.ACTS


def test_what_all_days_make_right_on_less_than_half_of_its_runs_does_not_ask() -> None:
    one = one_that(20, 2)

    assert replace(one, backtest=replace(one.backtest, hits=25, false_alarms=35)).rung is Rung.FORMING


def test_what_earlier_days_saw_and_did_not_teach_is_only_forming() -> None:
    assert replace(one_that(20, 2), is_unfounded=True).rung is Rung.FORMING


@pytest.mark.parametrize(
    ("trigger", "hits", "runs", "rung"),
    [
        (AT_SIX, 12, 12, Rung.ASKS),
        (AT_SIX, 3, 3, Rung.ASKS),
        (AT_SIX, 2, 2, Rung.FORMING),
        (AT_SIX, 9, 12, Rung.FORMING),
        (MOTION, 12, 12, Rung.FORMING),
    ],
)
def test_a_time_of_day_that_earlier_days_did_not_teach_asks_where_the_last_ones_prove_it(
    trigger: Trigger, hits: int, runs: int, rung: Rung
) -> None:
    lately = Backtest(days=runs, runs=runs, hits=hits, false_alarms=runs - hits, misses=0)

    one = replace(where_later_days_tell_nothing(trigger), is_unfounded=True, held_out=lately)

    assert one.rung is rung


@pytest.mark.parametrize(
    ("trigger", "rung"),
    [(OnDemand(), Rung.ACTS), (LeftOn(entity_id="light.hall", to="on", for_seconds=3600), Rung.REMINDS)],
)
def test_what_switches_nothing_by_itself_needs_no_asking(trigger: Trigger, rung: Rung) -> None:
    assert one_that(1, 9, trigger=trigger).rung is rung


def test_of_two_readings_of_one_habit_what_may_only_ask_gives_way_however_much_it_would_spare() -> None:
    sure, doubtful = one_that(20, 0), replace(one_that(20, 0), is_doubtful=True)
    rare = replace(sure, backtest=replace(sure.backtest, runs=20, hits=20))

    shown = select.ranked([(one.score(8.0), one) for one in (doubtful, rare)], 20)

    assert doubtful.score(8.0) > rare.score(8.0)
    assert [one for _, one in shown] == [rare]
