"""Places among moments, against a search for each."""

from typing import Literal

import numpy as np
import pytest

from custom_components.homeiq.past.places import places


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("count", [0, 1, 9, 80])
@pytest.mark.parametrize("seed", range(4))
def test_times_in_order_have_the_places_that_a_search_finds(
    seed: int, count: int, side: Literal["left", "right"]
) -> None:
    draw = np.random.default_rng(seed)
    among = np.sort(draw.integers(0, 50, count)).astype(np.float64)
    times = np.sort(draw.integers(-5, 55, 100)).astype(np.float64)

    assert places(among, times, side).tolist() == np.searchsorted(among, times, side).tolist()


def test_times_in_no_order_have_them_too() -> None:
    among, times = np.array([1.0, 2.0]), np.array([3.0, 1.0, np.nan, 2.0, 0.0, 1.5, 1.0, 9.0, 4.0])

    assert places(among, times, "left").tolist() == np.searchsorted(among, times, "left").tolist()
