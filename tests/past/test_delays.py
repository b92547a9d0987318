"""How long ago things happened, against the slow and obvious way."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.past.delays import Followers


def obvious(acts: NDArray[np.float64], firings: NDArray[np.float64]) -> list[float]:
    return [float(act - max([-np.inf, *(one for one in firings.tolist() if one < act)])) for act in acts.tolist()]


@pytest.mark.parametrize("firings", [0, 1, 7, 400])
@pytest.mark.parametrize("seed", range(4))
def test_the_last_firing_before_each_act_counts(seed: int, firings: int) -> None:
    draw = np.random.default_rng(seed)
    acts = [np.sort(draw.integers(0, 200, size)).astype(np.float64) for size in (0, 1, 30, 60)]
    moments = np.sort(draw.integers(0, 200, firings)).astype(np.float64)

    followers = Followers.of(acts)

    found = followers.since(moments)
    assert [found[followers.whose == place].tolist() for place in range(4)] == [obvious(one, moments) for one in acts]


def test_acts_are_counted_by_whose_they_are_and_by_place() -> None:
    followers = Followers.of([np.array([1.0, 4.0]), np.array([2.0, 3.0, 5.0])])

    counts = followers.tally(np.array([0, 1, 2, 4]), np.array([0, 2, 2, 1]), 3)

    assert counts.tolist() == [[1, 0, 0], [0, 1, 2]]


def test_nobody_has_no_acts() -> None:
    assert Followers.of([]).since(np.array([1.0])).tolist() == []
