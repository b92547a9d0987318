"""The states of many entities at once, against asking each of them."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.past.series import Series, coded
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


@pytest.mark.parametrize("room", [100, 10_000])
@pytest.mark.parametrize("seed", range(5))
def test_states_are_counted_as_they_were_just_before(seed: int, room: int) -> None:
    series, states, times = home(seed, room)

    counts = states.tally(np.array([0, 3, 2]), times)

    assert list(counts) == [
        [np.count_nonzero(one.was(state, times, inclusive=False)) for state in one.states]
        for one in (series["light.0"], series["light.3"], series["light.2"])
    ]


def test_a_home_without_witnesses_has_nothing_to_say() -> None:
    nothing, nobody = States.of({}), np.array([], dtype=np.int64)

    assert list(nothing.tally(nobody, np.array([1.0]))) == []
    assert nothing.codes_at(nobody, np.array([1.0])).shape == (0, 1)
