"""The states of many entities at once, against asking each of them."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.past.machines.reports import coded
from custom_components.homeiq.past.series import Series
from custom_components.homeiq.past.states import States


def drawn(draw: np.random.Generator, changes: int) -> Series:
    states, code = coded(draw.choice(["heat", "off", "on"], changes).astype(np.str_))
    nobody = np.zeros(changes, dtype=np.bool_)
    time = np.sort(draw.integers(0, 100, changes)).astype(np.float64)
    return Series(time=time, code=code, states=states, by_people=nobody, by_person=nobody)


def home(seed: int, room: int) -> tuple[dict[str, Series], States, NDArray[np.float64]]:
    draw = np.random.default_rng(seed)
    series = {f"light.{number}": drawn(draw, changes) for number, changes in enumerate((1, 5, 300, 40))}
    return series, States.of(series, room), draw.integers(0, 110, 60).astype(np.float64)


@pytest.mark.parametrize("room", [100, 10_000])
@pytest.mark.parametrize("seed", range(5))
def test_each_was_what_it_says_itself(seed: int, room: int) -> None:
    series, states, times = home(seed, room)

    codes = states.codes_at(np.array([2, 0, 1]), times)

    alone = [series[f"light.{number}"].codes_at(times, inclusive=False) for number in (2, 0, 1)]
    assert codes.tolist() == [one.tolist() for one in alone]


def test_a_home_without_witnesses_has_nothing_to_say() -> None:
    nothing, nobody = States.of({}), np.array([], dtype=np.int64)

    assert nothing.codes_at(nobody, np.array([1.0])).shape == (0, 1)
