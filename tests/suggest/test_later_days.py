"""How many runs on later days prove a habit, or disprove it."""

from dataclasses import replace

import numpy as np
import pytest

from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.suggestion import Backtest, Holdout
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange, Trigger
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest import select
from tests.habits import habit

AT_SIX = AtTime(minute=1080)
MOTION = OnChange(entity_id="binary_sensor.hall", to="on")


def kept(hits: int, runs: int) -> Backtest:
    return Backtest(days=runs, runs=runs, hits=hits, false_alarms=runs - hits, misses=0)


def one_that(forward: Backtest | None, lately: Backtest | None = None, *, trigger: Trigger = AT_SIX) -> select.Tested:
    """A habit that was kept on all of 60 days, and fared so on those that it was not learned from."""
    unit = Unit(entities=("light.hall",), state="on", acts=np.empty(0))
    return select.Tested(pattern=habit(trigger), unit=unit, backtest=kept(60, 60), held_out=lately, forward=forward)


@pytest.mark.parametrize(
    ("hits", "runs", "stands"), [(0, 9, True), (4, 10, False), (5, 10, True), (14, 30, False), (15, 30, True)]
)
def test_a_time_of_day_is_kept_on_half_of_the_later_days_once_these_are_ten(
    hits: int, runs: int, *, stands: bool
) -> None:
    assert one_that(kept(hits, runs)).holds(0.6) is stands


@pytest.mark.parametrize(("hits", "stands"), [(8, True), (6, False)])
def test_a_fortnight_of_guests_is_no_reason_against_a_time_of_day_that_the_last_days_prove(
    hits: int, *, stands: bool
) -> None:
    assert one_that(kept(2, 20), kept(hits, 10)).holds(0.6) is stands


def test_the_last_days_prove_no_follow_up_that_earlier_days_did_not() -> None:
    assert not one_that(kept(2, 20), kept(10, 10), trigger=MOTION).holds(0.6)


@pytest.mark.parametrize(("hits", "stands"), [(4, True), (1, False)])
def test_what_the_last_days_clearly_disprove_does_not_stand(hits: int, *, stands: bool) -> None:
    assert one_that(None, kept(hits, 8)).holds(0.6) is stands


def test_last_days_without_a_run_disprove_nothing() -> None:
    assert one_that(None, kept(0, 0)).holds(0.6)


@pytest.mark.parametrize(
    ("lately", "trigger", "is_proven"),
    [
        (kept(10, 10), AT_SIX, True),
        (kept(9, 9), AT_SIX, False),
        (kept(8, 10), AT_SIX, False),
        (kept(10, 10), MOTION, False),
        (None, AT_SIX, False),
    ],
)
def test_ten_runs_of_the_last_days_prove_a_time_of_day_by_themselves(
    lately: Backtest | None, trigger: Trigger, *, is_proven: bool
) -> None:
    assert one_that(None, lately, trigger=trigger).is_proven is is_proven


def test_days_after_those_that_taught_it_prove_it() -> None:
    one = one_that(kept(5, 5), trigger=MOTION)

    assert replace(one, backtest=replace(one.backtest, forward=Holdout(days=5, runs=5, hits=5))).is_proven


@pytest.mark.parametrize(("needed", "rung"), [(0.9, Rung.ACTS), (0.99, Rung.ASKS)])
def test_what_stands_at_no_such_confidence_asks_at_best(needed: float, rung: Rung) -> None:
    one = one_that(None, trigger=MOTION)

    assert one.rung is Rung.ACTS
    assert one.rung_at(needed) is rung


def test_what_is_forming_does_not_ask_because_it_does_not_stand() -> None:
    one = replace(one_that(None, trigger=MOTION), backtest=kept(10, 60))

    assert one.rung is Rung.FORMING
    assert one.rung_at(0.9) is Rung.FORMING


@pytest.mark.parametrize(
    ("hits", "rung", "may_stay"),
    [(10, Rung.ASKS, True), (9, Rung.ASKS, False), (17, Rung.ACTS, True), (16, Rung.ACTS, False)],
)
def test_what_lacks_a_run_or_two_of_its_rung_may_stay_on_it(hits: int, rung: Rung, *, may_stay: bool) -> None:
    one = one_that(None, trigger=MOTION)

    assert replace(one, backtest=kept(hits, 22)).may_still(rung, 0.4 if rung is Rung.ASKS else 0.7) is may_stay
