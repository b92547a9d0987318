"""What is kept together, by the share of the acts."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.model.habits.suggestion import Backtest
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.suggest import select
from custom_components.homeiq.suggest.one_wish.occasion import comes_with
from tests.habits import habit

EVENINGS = 86_400.0 * np.arange(20, dtype=np.float64)


def lamp(acts: NDArray[np.float64]) -> select.Tested:
    test = Backtest(days=20, runs=20, hits=18, false_alarms=2, misses=0)
    unit = Unit(entities=("light.hall",), state="on", acts=acts)
    return select.Tested(pattern=habit(AtTime(minute=1200)), unit=unit, backtest=test, held_out=None)


@pytest.mark.parametrize(("apart", "comes"), [(2, True), (3, False)])
def test_what_is_done_apart_more_than_one_time_in_ten_does_not_come_with_something(apart: int, *, comes: bool) -> None:
    acts = EVENINGS + 10
    acts[:apart] += 3600

    assert comes_with(lamp(acts), EVENINGS, 20.0) is comes


def test_what_comes_later_than_that_does_not_come_with_it() -> None:
    assert comes_with(lamp(EVENINGS + 19), EVENINGS, 20.0)
    assert not comes_with(lamp(EVENINGS + 21), EVENINGS, 20.0)


def test_what_nobody_did_comes_with_nothing() -> None:
    assert not comes_with(lamp(np.empty(0)), EVENINGS, 20.0)
